package io.github.podsights.bench;

import io.github.podsights.camel.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;

/** The Kafka broker in a process of its own; ends with its standard input, so that it is never left over. */
public final class Broker {

    private Broker() {}

    /**
     * Starts it, prints where it listens, and waits for the end of standard input.
     *
     * @param args the directory of its data
     */
    public static void main(String[] args) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]))) {
            System.out.println(broker.brokers());
            while (System.in.read() >= 0) {
                // until the driver closes the other end
            }
        }
        System.exit(0);
    }
}

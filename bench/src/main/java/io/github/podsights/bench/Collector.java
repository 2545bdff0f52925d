package io.github.podsights.bench;

import io.github.podsights.camel.collector.CollectorOptions;
import io.github.podsights.camel.collector.CollectorStandIn;

/** The collector in a process of its own, only counting; ends with its standard input, so that it is never left over. */
public final class Collector {

    private Collector() {}

    /**
     * Starts it, prints its URL, and waits for the end of standard input.
     *
     * @param args the behaviour as JSON
     */
    public static void main(String[] args) throws Exception {
        CollectorOptions options = CollectorOptions.counting().withBehaviour(args[0]);
        try (CollectorStandIn collector = CollectorStandIn.start(options)) {
            System.out.println(collector.url());
            while (System.in.read() >= 0) {
                // until the driver closes the other end
            }
        }
    }
}

package io.github.podsights.camel.cli;

import io.github.podsights.camel.broker.EmbeddedArtemis;
import io.github.podsights.camel.settings.Property;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** The demo's sample events as the messages of a queue, at a broker of ActiveMQ Artemis in this process. */
final class DemoQueue implements DemoSource {

    private static final String QUEUE = Property.JMS_QUEUE.defaultText();

    /** What the demo's broker is made of: there in a clone, but not in a distribution. */
    private static final String BROKER_CLASS = "org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ";

    private final EmbeddedArtemis broker;

    private DemoQueue(EmbeddedArtemis broker) {
        this.broker = broker;
    }

    /** @throws Problem if the broker's jars are not there */
    static void check() throws Problem {
        DemoTopic.check("jms", BROKER_CLASS);
    }

    static DemoQueue in(Path directory) throws IOException {
        EmbeddedArtemis broker = EmbeddedArtemis.start(directory.resolve("artemis"));
        broker.send(QUEUE, DemoTopic.samples());
        return new DemoQueue(broker);
    }

    @Override
    public Map<String, String> properties() {
        // One event in flight keeps what is printed in the order of the queue.
        return Map.of(
                Property.SOURCE.key(), "jms",
                Property.JMS_URL.key(), broker.url(),
                Property.JMS_IN_FLIGHT.key(), "1");
    }

    @Override
    public String place() {
        return "The sample events lie in the queue " + QUEUE + " of an ActiveMQ Artemis broker at " + broker.url();
    }

    @Override
    public String invitation() {
        return "Send more to see what becomes of them, with a client of Artemis's, a text message for each event:\n"
                + "  artemis producer --url " + broker.url() + " --destination queue://" + QUEUE
                + " --message-count 1 --message '{\"event\":\"My Own\"}'\n"
                + "Ctrl-C ends.";
    }

    @Override
    public boolean isDone(Standalone standalone) {
        return standalone.total().inFlight() == 0 && broker.depth(QUEUE) == 0;
    }

    @Override
    public void close() {
        try {
            broker.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

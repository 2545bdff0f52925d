package io.github.podsights.camel.cli;

import io.github.podsights.camel.broker.EmbeddedBroker;
import io.github.podsights.camel.event.Frame;
import io.github.podsights.camel.event.LineFrames;
import io.github.podsights.camel.event.Position;
import io.github.podsights.camel.settings.Property;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The demo's sample events as the records of a topic, at a broker in this process. */
final class DemoTopic implements DemoSource {

    private static final String TOPIC = Property.KAFKA_TOPIC.defaultText();

    private static final String GROUP = Property.KAFKA_GROUP_ID.defaultText();

    /** What the demo's broker is made of: there in a clone, but not in a distribution. */
    private static final String BROKER_CLASS = "kafka.server.KafkaRaftServer";

    private final EmbeddedBroker broker;

    private DemoTopic(EmbeddedBroker broker) {
        this.broker = broker;
    }

    /** @throws Problem if the broker's jars are not there */
    static void check() throws Problem {
        check("kafka", BROKER_CLASS);
    }

    /**
     * @param source the word for it
     * @param broker a class of its broker
     * @throws Problem if it is not there
     */
    static void check(String source, String broker) throws Problem {
        try {
            Class.forName(broker, false, DemoTopic.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw Problem.usage(
                    "--source: found " + source + ", whose broker is not part of the distribution; expected a clone,"
                            + " which has its jars; run it from a clone, or use --source file");
        }
    }

    static DemoTopic in(Path directory) throws IOException {
        EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
        // One partition keeps the order.
        broker.createTopic(TOPIC, 1, Map.of());
        broker.send(TOPIC, samples());
        return new DemoTopic(broker);
    }

    /** A record, or a message, for each line; what can't be read as an event is among them. */
    static List<byte[]> samples() throws IOException {
        List<byte[]> events = new ArrayList<>();
        try (InputStream samples = DemoCommand.samples()) {
            LineFrames lines =
                    new LineFrames(samples, Position.START, Integer.parseInt(Property.EVENT_MAX_BYTES.defaultText()));
            for (Optional<Frame> line = lines.next(); line.isPresent(); line = lines.next()) {
                events.add(line.get().bytes());
            }
        }
        return events;
    }

    @Override
    public Map<String, String> properties() {
        // One event in flight keeps what is printed in the order of the topic.
        return Map.of(
                Property.SOURCE.key(), "kafka",
                Property.KAFKA_BROKERS.key(), broker.brokers(),
                Property.KAFKA_CONSUMERS.key(), "1",
                Property.KAFKA_IN_FLIGHT.key(), "1");
    }

    @Override
    public String place() {
        return "The sample events lie in the topic " + TOPIC + " of a Kafka broker at " + broker.brokers();
    }

    @Override
    public String invitation() {
        return "Send more to see what becomes of them, with a tool of Kafka's, and a line for each event:\n"
                + "  kafka-console-producer.sh --bootstrap-server " + broker.brokers() + " --topic " + TOPIC + "\n"
                + "Ctrl-C ends.";
    }

    @Override
    public boolean isDone(Standalone standalone) {
        return standalone.total().inFlight() == 0 && broker.isRead(TOPIC, GROUP);
    }

    @Override
    public void close() {
        broker.close();
    }
}

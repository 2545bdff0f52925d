package io.github.podsights.camel.karaf;

import io.github.podsights.camel.broker.EmbeddedArtemis;
import io.github.podsights.camel.broker.EmbeddedBroker;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A broker of Kafka, and one of ActiveMQ Artemis, outside of Karaf. */
final class Brokers implements AutoCloseable {

    private static final String TOPIC = "events";

    private static final String GROUP = "karaf";

    private static final String QUEUE = "events";

    private static final String LETTERS = "letters";

    private final EmbeddedBroker kafka;
    private final EmbeddedArtemis artemis;

    private Brokers(EmbeddedBroker kafka, EmbeddedArtemis artemis) {
        this.kafka = kafka;
        this.artemis = artemis;
    }

    static Brokers start(Path directory) throws IOException {
        EmbeddedBroker kafka = EmbeddedBroker.start(directory.resolve("kafka"));
        kafka.createTopic(TOPIC, 2, Map.of());
        kafka.createTopic(LETTERS, 1, Map.of());
        return new Brokers(kafka, EmbeddedArtemis.start(directory.resolve("artemis")));
    }

    /** The properties of who reads events there. */
    String properties() {
        return """
                podsights.source.kafka.brokers = %s
                podsights.source.kafka.topic = %s
                podsights.source.kafka.group-id = %s
                podsights.source.kafka.consumers = 2
                podsights.source.jms.url = %s
                podsights.source.jms.queue = %s
                podsights.source.jms.in-flight = 4
                podsights.dead-letter.uri = kafka:%s
                """.formatted(kafka.brokers(), TOPIC, GROUP, artemis.url(), QUEUE, LETTERS);
    }

    void sendToKafka(String event) {
        kafka.send(TOPIC, List.of(event.getBytes(StandardCharsets.UTF_8)));
    }

    void sendToArtemis(String event) throws IOException {
        artemis.send(QUEUE, List.of(event.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether all that was sent is acknowledged: committed by the group, and gone from the queue. */
    boolean areAcknowledged() {
        return kafka.isRead(TOPIC, GROUP) && artemis.depth(QUEUE) == 0;
    }

    /** How many dead letters there are. */
    long letters() {
        TopicPartition letters = new TopicPartition(LETTERS, 0);
        try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.brokers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            return reader.endOffsets(List.of(letters)).get(letters);
        }
    }

    /** Whether all that was parked came back. */
    boolean isParkedEmpty() {
        return kafka.isRead(GROUP + "-parked-1s", GROUP + "-parked") && artemis.depth(QUEUE + ".parked") == 0;
    }

    /** How many connections there are to Kafka. */
    int connectionsToKafka() throws JMException {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        int connections = 0;
        for (ObjectName name : beans.queryNames(
                new ObjectName("kafka.server:type=socket-server-metrics,listener=BROKER,networkProcessor=*"), null)) {
            connections += ((Number) beans.getAttribute(name, "connection-count")).intValue();
        }
        return connections;
    }

    /** How many connections there are to Artemis. */
    int connectionsToArtemis() {
        return artemis.connections();
    }

    @Override
    public void close() throws IOException {
        try (EmbeddedBroker stopped = kafka) {
            artemis.close();
        }
    }
}

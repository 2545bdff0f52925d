package io.github.podsights.camel.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedBrokerIT {

    private static final String TOPIC = "events";
    private static final Duration POLL = Duration.ofMillis(100);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void handsOnWhatItWasGiven(String groupProtocol) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            broker.createTopic(TOPIC, 3, Map.of());
            List<String> sent = send(broker, 0, 300);

            assertThat(broker.brokers()).matches("127\\.0\\.0\\.1:\\d+");
            assertThat(read(broker, groupProtocol, 300)).containsExactlyInAnyOrderElementsOf(sent);
        }
    }

    @Test
    void takesARecordOf16MiB() throws Exception {
        byte[] large = new byte[(16 << 20) - 1024];
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                Producer<byte[], byte[]> producer = producer(broker)) {
            broker.createTopic(TOPIC, 1, Map.of());

            assertThat(producer.send(new ProducerRecord<>(TOPIC, large)).get().serializedValueSize())
                    .isEqualTo(large.length);
        }
    }

    @Test
    void aTopicIsMadeOnceAndOnPurpose() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            broker.createTopic(TOPIC, 2, Map.of("cleanup.policy", "compact"));

            assertThatThrownBy(() -> broker.createTopic(TOPIC, 2, Map.of())).isInstanceOf(TopicExistsException.class);
            try (Producer<byte[], byte[]> producer = producer(broker, Map.of("max.block.ms", "2000"))) {
                assertThat(producer.partitionsFor(TOPIC)).hasSize(2);
                assertThatThrownBy(() -> producer.partitionsFor("misspelt"))
                        .hasRootCauseInstanceOf(UnknownTopicOrPartitionException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void aRestartKeepsDataPortsAndOffsets(String groupProtocol) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            broker.createTopic(TOPIC, 3, Map.of());
            String before = broker.brokers();
            send(broker, 0, 30);
            read(broker, groupProtocol, 30);
            List<String> unread = send(broker, 30, 40);

            broker.stop();
            assertThat(isFree(broker)).isTrue();
            broker.restart();

            assertThat(broker.brokers()).isEqualTo(before);
            assertThat(read(broker, groupProtocol, 10)).containsExactlyInAnyOrderElementsOf(unread);
        }
    }

    @Test
    void aClientThatStaysThroughARestartGoesOn() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            broker.createTopic(TOPIC, 1, Map.of());
            try (Producer<byte[], byte[]> producer = producer(broker)) {
                producer.send(new ProducerRecord<>(TOPIC, bytes("before"))).get();

                broker.restart();

                producer.send(new ProducerRecord<>(TOPIC, bytes("after"))).get();
            }
            assertThat(read(broker, "classic", 2)).containsExactly("before", "after");
        }
    }

    @Test
    void aDirectoryIsOpenedAgainWithItsDataAndPorts() throws Exception {
        String before;
        List<String> sent;
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            broker.createTopic(TOPIC, 1, Map.of());
            before = broker.brokers();
            sent = send(broker, 0, 10);
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            assertThat(broker.brokers()).isEqualTo(before);
            assertThat(read(broker, "classic", 10)).isEqualTo(sent);
        }
    }

    @Test
    void aDirectoryHasOneBroker() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(broker.brokers() + ": the port is in use");
        }
    }

    @Test
    void leavesNoThreadsAndNoPortsWhenClosed() throws Exception {
        // Kafka's metrics have two daemons for the life of the process.
        EmbeddedBroker.start(directory.resolve("first")).close();
        Set<Thread> before = threads();

        EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("second"));
        broker.createTopic(TOPIC, 1, Map.of());
        send(broker, 0, 1);
        read(broker, "consumer", 1);
        broker.close();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
        assertThat(before)
                .allMatch(thread -> thread.isDaemon() || !thread.getName().contains("kafka"));
        assertThat(isFree(broker)).isTrue();
        broker.close();
    }

    private static List<String> send(EmbeddedBroker broker, int from, int to) throws Exception {
        List<String> values =
                IntStream.range(from, to).mapToObj(i -> "event " + i).toList();
        try (Producer<byte[], byte[]> producer = producer(broker)) {
            List<Future<RecordMetadata>> taken = values.stream()
                    .map(value -> producer.send(new ProducerRecord<>(TOPIC, bytes(value), bytes(value))))
                    .toList();
            for (Future<RecordMetadata> each : taken) {
                each.get();
            }
        }
        return values;
    }

    private static List<String> read(EmbeddedBroker broker, String groupProtocol, int count) {
        List<String> values = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", broker.brokers(),
                        "group.id", "readers",
                        "group.protocol", groupProtocol,
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
                    values.add(new String(read.value(), UTF_8));
                }
                return values.size() >= count;
            });
            consumer.commitSync();
        }
        return values;
    }

    private static Producer<byte[], byte[]> producer(EmbeddedBroker broker) {
        return producer(broker, Map.of("max.request.size", 16 << 20));
    }

    private static Producer<byte[], byte[]> producer(EmbeddedBroker broker, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", broker.brokers());
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static byte[] bytes(String value) {
        return value.getBytes(UTF_8);
    }

    private static boolean isFree(EmbeddedBroker broker) throws Exception {
        int port = Integer.parseInt(broker.brokers().substring(broker.brokers().indexOf(':') + 1));
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !thread.getName().startsWith("awaitility"))
                .collect(Collectors.toSet());
    }
}

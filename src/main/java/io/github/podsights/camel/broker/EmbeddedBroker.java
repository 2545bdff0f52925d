package io.github.podsights.camel.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka broker of one node in this process. It listens on the loopback address alone, and its data lie in one
 * directory. Safe for use by several threads.
 */
public final class EmbeddedBroker implements AutoCloseable {

    static final String HOST = "127.0.0.1";

    private static final int NODE = 1;
    private static final String CONTROLLER = "CONTROLLER";
    private static final long TIMEOUT_SECONDS = 60;

    private static final String LARGEST = Integer.toString(16 << 20);

    private static final Map<String, String> SMALL = Map.ofEntries(
            // Topics are made on purpose: a misspelt one is an error.
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("message.max.bytes", LARGEST),
            // There is one node.
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "4"),
            // A group finds together at once, and a member that is gone is soon missed.
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.min.session.timeout.ms", "1000"),
            Map.entry("group.consumer.min.session.timeout.ms", "1000"),
            Map.entry("group.consumer.session.timeout.ms", "10000"),
            Map.entry("group.consumer.min.heartbeat.interval.ms", "100"),
            Map.entry("group.consumer.heartbeat.interval.ms", "500"),
            // It shares a heap and few cores with whoever started it.
            Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20)),
            Map.entry("log.cleaner.io.buffer.size", Integer.toString(64 << 10)),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"),
            Map.entry("group.coordinator.threads", "1"),
            Map.entry("share.coordinator.threads", "1"));

    static {
        // Kafka ends its process when something is wrong with it. This process is not its own.
        Exit.setExitProcedure(EmbeddedBroker::refuseToEnd);
        Exit.setHaltProcedure(EmbeddedBroker::refuseToEnd);
    }

    private final Path data;
    private final Ports ports;
    private KafkaRaftServer server;

    private EmbeddedBroker(Path data, Ports ports) {
        this.data = data;
        this.ports = ports;
    }

    /**
     * Starts a broker, and comes back when it answers.
     *
     * @param directory made if it isn't there; one that a broker had before is taken over with data and ports
     * @throws UncheckedIOException if the directory can't be used
     * @throws IllegalStateException if the broker doesn't start, for instance because another one has the directory
     */
    public static EmbeddedBroker start(Path directory) {
        try {
            Path data = Files.createDirectories(directory.resolve("data"));
            EmbeddedBroker broker = new EmbeddedBroker(data, Ports.of(directory));
            broker.format();
            broker.restart();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bootstrap servers: {@code 127.0.0.1:…}. */
    public String brokers() {
        return HOST + ":" + ports.broker();
    }

    /**
     * Creates a topic, and comes back when it can be written to.
     *
     * @param config of the topic, by Kafka's names; may be empty
     * @throws KafkaException if there is such a topic already, or it can't be made
     */
    public void createTopic(String name, int partitions, Map<String, String> config) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers()))) {
            await(admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(config)))
                    .all());
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
            while (!isThere(admin, name, partitions)) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("topic " + name + " was created, but is not there");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        }
    }

    /**
     * Sends records without a key, in their order, and comes back when the broker has them.
     *
     * @throws KafkaException if it can't be done
     */
    public void send(String topic, List<byte[]> values) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", brokers(), "max.request.size", Integer.parseInt(LARGEST));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = values.stream()
                    .map(value -> producer.send(new ProducerRecord<>(topic, value)))
                    .toList();
            sent.forEach(EmbeddedBroker::await);
        }
    }

    /** Whether a group has committed all records that the topic has by now, empty partitions aside. */
    public boolean isRead(String topic, String group) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers()))) {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
            Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
            await(admin.describeTopics(List.of(topic)).allTopicNames())
                    .get(topic)
                    .partitions()
                    .forEach(partition ->
                            wanted.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
            return await(admin.listOffsets(wanted).all()).entrySet().stream()
                    .allMatch(end -> end.getValue().offset() == 0
                            || isCommitted(
                                    committed.get(end.getKey()), end.getValue().offset()));
        } catch (GroupIdNotFoundException e) {
            return false;
        }
    }

    private static boolean isCommitted(OffsetAndMetadata committed, long offset) {
        return committed != null && committed.offset() >= offset;
    }

    /** Stops it in good order, as for a restart; nothing happens if it is stopped. Clients see their connections end. */
    public synchronized void stop() {
        if (server != null) {
            KafkaRaftServer stopping = server;
            server = null;
            stopping.shutdown();
            stopping.awaitShutdown();
        }
    }

    /**
     * Starts it again, with its data and on its ports, stopped before if it runs; comes back when it answers.
     *
     * @throws IllegalStateException if it doesn't start
     */
    public synchronized void restart() {
        stop();
        ports.requireFree();
        KafkaRaftServer starting = new KafkaRaftServer(new KafkaConfig(configuration(), false), Time.SYSTEM);
        try {
            starting.startup();
        } catch (RuntimeException | Error e) {
            starting.shutdown();
            throw new IllegalStateException("the broker does not start: " + e.getMessage(), e);
        }
        server = starting;
    }

    /** Stops it; the data stay. */
    @Override
    public void close() {
        stop();
    }

    private void format() throws IOException {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE)
                    .setControllerListenerName(CONTROLLER)
                    .setMetadataLogDirectory(data.toString())
                    .addDirectory(data.toString())
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the broker's directory can't be formatted: " + e.getMessage(), e);
        }
    }

    private Map<String, String> configuration() {
        String broker = "BROKER://" + brokers();
        String controller = HOST + ":" + ports.controller();
        Map<String, String> all = new HashMap<>();
        all.put("process.roles", "broker,controller");
        all.put("node.id", Integer.toString(NODE));
        all.put("log.dirs", data.toString());
        all.put("listeners", broker + "," + CONTROLLER + "://" + controller);
        all.put("advertised.listeners", broker);
        all.put("listener.security.protocol.map", "BROKER:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        all.put("inter.broker.listener.name", "BROKER");
        all.put("controller.listener.names", CONTROLLER);
        all.put("controller.quorum.voters", NODE + "@" + controller);
        all.putAll(SMALL);
        return all;
    }

    private static boolean isThere(Admin admin, String topic, int partitions) {
        try {
            TopicDescription description =
                    await(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
            return description.partitions().size() == partitions
                    && description.partitions().stream().allMatch(partition -> partition.leader() != null);
        } catch (UnknownTopicOrPartitionException e) {
            return false;
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the broker", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker did not answer for " + TIMEOUT_SECONDS + " s", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static void refuseToEnd(int status, String message) {
        throw new IllegalStateException("the broker gave up" + (message == null ? "" : ": " + message));
    }
}

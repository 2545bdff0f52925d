package io.github.podsights.camel.route.kafka;

import io.github.podsights.camel.broker.EmbeddedBroker;
import io.github.podsights.camel.settings.Property;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of a test, and the group that reads it: writes records, and looks at what is committed. */
final class Topic implements AutoCloseable {

    private final String name;
    private final String group;
    private final EmbeddedBroker broker;
    private final int partitions;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;
    private final Queue<Future<?>> sending = new ArrayDeque<>();

    Topic(EmbeddedBroker broker, int partitions) {
        this(broker, "events-" + UUID.randomUUID(), "group-" + UUID.randomUUID(), partitions);
        broker.createTopic(name, partitions, Map.of("max.message.bytes", Integer.toString(16 << 20)));
    }

    private Topic(EmbeddedBroker broker, String name, String group, int partitions) {
        this.broker = broker;
        this.name = name;
        this.group = group;
        this.partitions = partitions;
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.brokers(),
                        "max.request.size",
                        16 << 20,
                        "max.in.flight.requests.per.connection",
                        1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        admin = Admin.create(Map.of("bootstrap.servers", broker.brokers()));
    }

    /** The topic in which its deliveries are parked for a time, with the group by which they come back. */
    Topic parked(String delay) {
        return new Topic(broker, group + "-parked-" + delay, group + "-parked", partitions);
    }

    /** Another topic of the same broker, which is there. */
    Topic other(String otherName, int otherPartitions) {
        return new Topic(broker, otherName, group, otherPartitions);
    }

    String name() {
        return name;
    }

    String group() {
        return group;
    }

    /** The properties of a bundle that reads it. */
    Map<Property, String> properties(Map<Property, String> more) {
        Map<Property, String> all = new HashMap<>();
        all.put(Property.SOURCE, "kafka");
        all.put(Property.KAFKA_BROKERS, broker.brokers());
        all.put(Property.KAFKA_TOPIC, name);
        all.put(Property.KAFKA_GROUP_ID, group);
        all.put(Property.KAFKA_CONSUMERS, "2");
        all.put(Property.DUPLICATES_WINDOW, "none"); // what is sent twice is to be seen
        all.putAll(more);
        return all;
    }

    void send(ProducerRecord<byte[], byte[]> sent) {
        sending.add(producer.send(sent));
    }

    void send(int partition, byte[] value) {
        send(new ProducerRecord<>(name, partition, null, value));
    }

    void send(int partition, String value) {
        send(partition, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits until the broker has all that was sent. */
    void flush() {
        producer.flush();
        for (Future<?> next = sending.poll(); next != null; next = sending.poll()) {
            try {
                next.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The records that lie in it, in their order. */
    List<ConsumerRecord<byte[], byte[]>> records() {
        try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.brokers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            reader.assign(all());
            reader.seekToBeginning(all());
            Map<TopicPartition, Long> ends = reader.endOffsets(all());
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (all().stream().anyMatch(id -> reader.position(id) < ends.get(id))) {
                reader.poll(Duration.ofMillis(50)).forEach(records::add);
            }
            return records;
        }
    }

    /** What the group has committed; null for a partition of which it has committed nothing. */
    Map<Integer, OffsetAndMetadata> committed() {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<Integer, OffsetAndMetadata> byPartition = new HashMap<>();
            all().forEach(id -> byPartition.put(id.partition(), committed.get(id)));
            return byPartition;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many records the group has not committed yet. */
    long lag() {
        try {
            Map<Integer, OffsetAndMetadata> committed = committed();
            long lag = 0;
            Map<TopicPartition, OffsetSpec> latest =
                    all().stream().collect(Collectors.toMap(id -> id, id -> OffsetSpec.latest()));
            for (var end : admin.listOffsets(latest).all().get().entrySet()) {
                OffsetAndMetadata of = committed.get(end.getKey().partition());
                lag += end.getValue().offset() - (of == null ? 0 : of.offset());
            }
            return lag;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** After what silence a member of the group counts as dead, with the consumer protocol: there the broker says so. */
    void setSession(Duration session) {
        try {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.GROUP, group),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("consumer.session.timeout.ms", Long.toString(session.toMillis())),
                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many members the group has. */
    int members() {
        try {
            return admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get()
                    .members()
                    .size();
        } catch (InterruptedException | ExecutionException e) {
            return 0;
        }
    }

    private List<TopicPartition> all() {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(name, partition))
                .toList();
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}

package io.github.podsights.camel.route.kafka;

import io.github.podsights.camel.deadletter.DeadLetterStore;
import io.github.podsights.camel.deadletter.KeptLetter;
import io.github.podsights.camel.deadletter.LetterId;
import io.github.podsights.camel.settings.DeadLetterUri;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Dead letters in a topic of Kafka: read from its beginning to its end as it is now, without a group. What became of them
 * stands in the topic {@code NAME-state}. Letters can't be erased one by one: what is old goes as a whole.
 */
public final class TopicLetters implements DeadLetterStore {

    private static final Duration SILENCE = Duration.ofSeconds(30);

    /** Clocks of brokers and of whoever writes letters may differ by so much. */
    private static final Duration SKEW = Duration.ofHours(1);

    private final LetterClients clients;
    private final String name;
    private final StateTopic states;

    TopicLetters(KafkaConfiguration configuration, String name, InstantSource clock) {
        this.clients = new LetterClients(configuration);
        this.name = name;
        this.states = new StateTopic(clients, name + "-state", clock);
    }

    /**
     * The letters of a topic, by the way in which the context writes them.
     *
     * @throws IllegalArgumentException if the component that writes them is not camel-kafka
     */
    public static TopicLetters of(CamelContext context, DeadLetterUri.Topic topic, InstantSource clock) {
        String uri = KafkaParts.SCHEME + ":" + topic.name();
        Endpoint endpoint = context.getEndpoint(topic.options().isEmpty() ? uri : uri + "?" + topic.options());
        if (endpoint instanceof KafkaEndpoint kafka) {
            return new TopicLetters(kafka.getConfiguration(), topic.name(), clock);
        }
        throw new IllegalArgumentException("component " + KafkaParts.SCHEME + ": found one that is not camel-kafka's;"
                + " expected that, to read dead letters back");
    }

    @Override
    public String place() {
        return "topic " + name;
    }

    @Override
    public long count(Set<State> wanted) throws IOException {
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            List<TopicPartition> partitions = partitions(consumer);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            return consumer.endOffsets(partitions).entrySet().stream()
                    .mapToLong(end -> end.getValue() - begins.get(end.getKey()))
                    .sum();
        } catch (KafkaException e) {
            throw unreachable(name, clients.brokers(), e);
        }
    }

    @Override
    public void visit(Set<State> wanted, Instant since, Visitor visitor) throws IOException, InterruptedException {
        states.read();
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            for (TopicPartition partition : partitions(consumer)) {
                consumer.assign(List.of(partition));
                if (!visit(consumer, partition, wanted, since, visitor)) {
                    return;
                }
            }
        } catch (InterruptException e) {
            throw new InterruptedException("stopped while letters were read");
        } catch (KafkaException e) {
            throw unreachable(name, clients.brokers(), e);
        }
    }

    private boolean visit(
            Consumer<byte[], byte[]> consumer,
            TopicPartition partition,
            Set<State> wanted,
            Instant since,
            Visitor visitor)
            throws IOException, InterruptedException {
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        if (!seek(consumer, partition, since)) {
            return true;
        }
        long heard = System.nanoTime();
        while (consumer.position(partition) < end) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
            for (ConsumerRecord<byte[], byte[]> read : records) {
                if (read.offset() < end && read.value() != null && !visit(read, wanted, since, visitor)) {
                    return false;
                }
            }
            if (!records.isEmpty()) {
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > SILENCE.toNanos()) {
                throw new IOException("topic " + name + " at " + clients.brokers() + ": found no answer for "
                        + SILENCE.toSeconds() + " s; expected one; try again when the brokers are well");
            }
        }
        return true;
    }

    private boolean visit(ConsumerRecord<byte[], byte[]> read, Set<State> wanted, Instant since, Visitor visitor)
            throws IOException, InterruptedException {
        RecordEntry entry = new RecordEntry(read);
        boolean old = LetterId.time(entry.id()).filter(at -> at.isBefore(since)).isPresent();
        return old || !wanted.contains(entry.state()) || visitor.visit(entry);
    }

    /** Goes to the first record that may be wanted; false if there is none. */
    private static boolean seek(Consumer<byte[], byte[]> consumer, TopicPartition partition, Instant since) {
        if (since.isBefore(Instant.EPOCH.plus(SKEW))) {
            consumer.seekToBeginning(List.of(partition));
            return true;
        }
        OffsetAndTimestamp first = consumer.offsetsForTimes(
                        Map.of(partition, since.minus(SKEW).toEpochMilli()))
                .get(partition);
        if (first != null) {
            consumer.seek(partition, first.offset());
        }
        return first != null;
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) throws IOException {
        List<PartitionInfo> found = consumer.partitionsFor(name);
        if (found == null || found.isEmpty()) {
            throw new IOException("topic " + name + ": found none at " + clients.brokers()
                    + "; expected the one that podsights.dead-letter.uri names; create it, or correct the property");
        }
        return found.stream()
                .map(info -> new TopicPartition(name, info.partition()))
                .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
                .toList();
    }

    /** A record of the topic; its id stands in its value. */
    private final class RecordEntry implements Entry {

        private final ConsumerRecord<byte[], byte[]> read;
        private final String where;
        private final String id;

        RecordEntry(ConsumerRecord<byte[], byte[]> read) {
            this.read = read;
            this.where = read.topic() + "-" + read.partition() + "@" + read.offset();
            this.id = LetterId.of(read.value()).orElse(where);
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public State state() {
            return states.state(id);
        }

        @Override
        public boolean isAbandoned() throws IOException {
            return states.isAbandoned(id);
        }

        @Override
        public Optional<KeptLetter> read() throws io.github.podsights.camel.deadletter.BrokenLetterException {
            return Optional.of(KeptLetter.read(read.value(), where, id));
        }
    }

    @Override
    public Optional<Entry> find(String id) throws IOException, InterruptedException {
        Entry[] found = {null};
        visit(EnumSet.allOf(State.class), LetterId.time(id).orElse(Instant.MIN), entry -> {
            found[0] = entry.id().equals(id) ? entry : null;
            return found[0] == null;
        });
        return Optional.ofNullable(found[0]);
    }

    @Override
    public Optional<Claim> claim(Entry entry) throws IOException, InterruptedException {
        String id = entry.id();
        if (!states.claim(id)) {
            return Optional.empty();
        }
        return Optional.of(new Claim() {
            @Override
            public void release() throws IOException {
                states.open(id);
            }

            @Override
            public void replayed() throws IOException {
                states.replayed(id);
            }
        });
    }

    @Override
    public boolean erasesSingly() {
        return false;
    }

    @Override
    public boolean erase(Entry entry) {
        throw new UnsupportedOperationException("a record of a topic can't be erased by itself");
    }

    @Override
    public long eraseBefore(Instant before) throws IOException, InterruptedException {
        states.read();
        long erased = 0;
        Map<TopicPartition, RecordsToDelete> old = new HashMap<>();
        try (Consumer<byte[], byte[]> consumer = clients.consumer();
                Admin admin = clients.admin()) {
            for (TopicPartition partition : partitions(consumer)) {
                long begin = consumer.beginningOffsets(List.of(partition)).get(partition);
                OffsetAndTimestamp first = consumer.offsetsForTimes(Map.of(partition, before.toEpochMilli()))
                        .get(partition);
                long to =
                        first == null ? consumer.endOffsets(List.of(partition)).get(partition) : first.offset();
                if (to > begin) {
                    old.put(partition, RecordsToDelete.beforeOffset(to));
                    erased += to - begin;
                }
            }
            admin.deleteRecords(old).all().get();
        } catch (ExecutionException e) {
            throw unreachable(name, clients.brokers(), e.getCause());
        } catch (KafkaException e) {
            throw unreachable(name, clients.brokers(), e);
        }
        forget(before);
        return erased;
    }

    /**
     * Forgets letters written before that are not in the topic any more. Its records have a time of their own: one of an
     * old letter whose write was tried for long, or for a second time, stays, and has to stay replayed.
     */
    private void forget(Instant before) throws IOException, InterruptedException {
        Set<String> gone = new HashSet<>(states.ids());
        gone.removeIf(id -> LetterId.time(id).filter(at -> at.isBefore(before)).isEmpty());
        if (!gone.isEmpty()) {
            visit(EnumSet.allOf(State.class), Instant.MIN, entry -> {
                gone.remove(entry.id());
                return !gone.isEmpty();
            });
        }
        states.forget(gone);
    }

    /** What Kafka says, in words that hold nothing secret. */
    static IOException unreachable(String topic, String brokers, Throwable failure) {
        return new IOException("topic " + topic + " at " + brokers + ": found that it can't be read or written ("
                + failure.getClass().getSimpleName()
                + "); expected brokers that answer, and the right to do so; check podsights.source.kafka.brokers and"
                + " camel.component." + KafkaParts.SCHEME);
    }

    @Override
    public void close() {
        states.close();
    }
}

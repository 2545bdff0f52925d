package io.github.podsights.camel.route.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.podsights.camel.deadletter.DeadLetterStore.State;
import io.github.podsights.camel.route.Timers;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The compacted topic beside a topic of dead letters that remembers what was claimed and replayed, its keys the letters'
 * ids. A claim is a record; it holds if the topic, read up to it, says so: of two replays at the same time one has the first.
 */
final class StateTopic implements AutoCloseable {

    /** A claim is renewed each minute; after so long a replay that does not is gone. */
    static final Duration ABANDONED = Duration.ofMinutes(5);

    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final TopicPartition[] NONE = {};

    private final LetterClients clients;
    private final String name;
    private final InstantSource clock;
    private final String self = UUID.randomUUID().toString();
    private final Set<String> mine = ConcurrentHashMap.newKeySet();

    /** Those that are renewed. Who writes the end of a claim takes it out first: no renewal gets behind that. */
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    private final Object renewal = new Object();
    private final Claims claims = new Claims();
    private Consumer<byte[], byte[]> consumer;
    private TopicPartition[] partitions = NONE;
    private Producer<byte[], byte[]> producer;
    private ScheduledExecutorService timer;

    StateTopic(LetterClients clients, String name, InstantSource clock) {
        this.clients = clients;
        this.name = name;
        this.clock = clock;
    }

    /** Reads all that is there now; nothing if there is no such topic. */
    synchronized void read() throws IOException {
        try {
            if (consumer == null) {
                consumer = clients.consumer();
            }
            if (partitions.length == 0) {
                List<PartitionInfo> found = consumer.partitionsFor(name);
                if (found == null || found.isEmpty()) {
                    return;
                }
                partitions = found.stream()
                        .map(info -> new TopicPartition(name, info.partition()))
                        .toArray(TopicPartition[]::new);
                consumer.assign(List.of(partitions));
                consumer.seekToBeginning(List.of(partitions));
            }
            readTo(consumer.endOffsets(List.of(partitions)));
        } catch (KafkaException e) {
            throw TopicLetters.unreachable(name, clients.brokers(), e);
        }
    }

    private void readTo(Map<TopicPartition, Long> ends) throws IOException {
        long heard = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            var records = consumer.poll(Duration.ofMillis(100));
            if (!records.isEmpty()) {
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > SILENCE.toNanos()) {
                throw new IOException("topic " + name + " at " + clients.brokers() + ": found no answer for "
                        + SILENCE.toSeconds() + " s; expected one; try again when the brokers are well");
            }
            for (ConsumerRecord<byte[], byte[]> read : records) {
                claims.apply(read.key(), read.value(), read.timestamp());
            }
        }
    }

    State state(String id) {
        return claims.of(id).map(Claims.Held::state).orElse(State.OPEN);
    }

    /** Whether a replay that is gone holds a letter, as the topic says at this moment. */
    boolean isAbandoned(String id) throws IOException {
        return look(id).filter(this::isSilent).isPresent();
    }

    /** Where a letter is: before a claim is seen as abandoned, what was said since the last look is read. */
    private Optional<Claims.Held> look(String id) throws IOException {
        if (claims.of(id).filter(this::isSilent).isPresent()) {
            read();
        }
        return claims.of(id);
    }

    private boolean isSilent(Claims.Held held) {
        return held.state() == State.CLAIMED
                && !held.by().equals(self)
                && clock.millis() - held.at() > ABANDONED.toMillis();
    }

    /** Claims a letter; whether it is ours. */
    boolean claim(String id) throws IOException, InterruptedException {
        // Looked at once: a claim that another thread reads in meanwhile must not pass for the abandoned one.
        Optional<Claims.Held> before = look(id);
        if (before.isPresent() && !isSilent(before.get())) {
            return false;
        }
        // The same letter may stand in the topic twice, for its write may have been tried again: a claim is by process.
        if (!mine.add(id)) {
            return false;
        }
        begin();
        Future<RecordMetadata> sent =
                send(id, before.map(over -> Claims.claimed(self, over)).orElseGet(() -> Claims.claimed(self)));
        try {
            RecordMetadata written = await(sent);
            readTo(written);
        } catch (InterruptedException | IOException e) {
            // Nothing is written behind it: compaction keeps the last record alone, and another replay may have ended.
            // A
            // claim that holds all the same is not renewed, and so seen as abandoned after a while.
            mine.remove(id);
            throw e;
        }
        if (claims.of(id).filter(now -> now.by().equals(self)).isPresent()) {
            held.add(id);
            return true;
        }
        if (state(id) == State.REPLAYED) {
            // Compaction keeps the last record alone: that must not be a claim which came too late.
            replayed(id);
        }
        return false;
    }

    private synchronized void readTo(RecordMetadata written) throws IOException, InterruptedException {
        try {
            readTo(Map.of(new TopicPartition(name, written.partition()), written.offset() + 1));
        } catch (InterruptException e) {
            throw new InterruptedException("stopped while a claim was read");
        } catch (KafkaException e) {
            throw TopicLetters.unreachable(name, clients.brokers(), e);
        }
    }

    void open(String id) throws IOException {
        letGo(id);
        write(id, Claims.open(self));
        mine.remove(id);
    }

    void replayed(String id) throws IOException {
        letGo(id);
        write(id, Claims.replayed(self));
    }

    private void letGo(String id) {
        synchronized (renewal) {
            held.remove(id);
        }
    }

    /** Forgets letters that are erased. */
    void forget(Set<String> ids) throws IOException, InterruptedException {
        if (ids.isEmpty()) {
            return;
        }
        begin();
        List<Future<RecordMetadata>> sent =
                ids.stream().map(id -> send(id, null)).toList();
        for (Future<RecordMetadata> one : sent) {
            await(one);
        }
    }

    /** The letters that it knows something of. */
    List<String> ids() {
        return claims.ids();
    }

    private void write(String id, byte[] value) throws IOException {
        try {
            RecordMetadata written = await(send(id, value));
            readTo(written);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped before topic " + name + " had it");
        }
    }

    private Future<RecordMetadata> send(String id, byte[] value) {
        return producer.send(new ProducerRecord<>(name, id.getBytes(UTF_8), value));
    }

    private RecordMetadata await(Future<RecordMetadata> sent) throws IOException, InterruptedException {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw TopicLetters.unreachable(name, clients.brokers(), e.getCause());
        }
    }

    /** Makes what is needed to write, the topic too. */
    private synchronized void begin() throws IOException {
        if (producer != null) {
            return;
        }
        if (partitions.length == 0) {
            create();
            awaitTopic();
        }
        producer = clients.producer();
        timer = Timers.daemon("podsights-dead-letter-claims");
        var unused = timer.scheduleWithFixedDelay(this::renew, 1, 1, TimeUnit.MINUTES);
    }

    /** A topic is known to all brokers a moment after it was made. */
    private void awaitTopic() throws IOException {
        long began = System.nanoTime();
        read();
        while (partitions.length == 0) {
            if (System.nanoTime() - began > SILENCE.toNanos()) {
                throw new IOException("topic " + name + " at " + clients.brokers()
                        + ": found none a while after it was made; expected it to be there; try again");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            read();
        }
    }

    void renew() {
        for (String id : held) {
            synchronized (renewal) {
                if (held.contains(id)) {
                    var unused = send(id, Claims.claimed(self)); // one that fails is sent again in a minute
                }
            }
        }
    }

    private void create() throws IOException {
        NewTopic topic = new NewTopic(name, Optional.of(1), Optional.empty())
                .configs(Map.of("cleanup.policy", "compact", "min.compaction.lag.ms", "86400000"));
        try (Admin admin = clients.admin()) {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IOException(
                        "topic " + name + " at " + clients.brokers() + ": found none, and it can't be made ("
                                + e.getCause().getClass().getSimpleName()
                                + "); expected one in which replays note what they do; create it, compacted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped before topic " + name + " was made");
        }
    }

    @Override
    public synchronized void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
        if (producer != null) {
            producer.close(Duration.ofSeconds(10));
        }
        if (consumer != null) {
            consumer.close();
        }
    }
}

package io.github.podsights.camel.route.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer that knows what is settled, and alone decides about offsets. It hands out no more records than may be in
 * flight, commits the settled prefix of each partition, holds back what is too far ahead, and polls all the while, so that
 * it stays a member of its group however long a delivery takes. What comes and goes of partitions is up to its
 * {@link Assignment}.
 *
 * <p>Used by the thread that polls alone.
 */
final class SettlingConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(SettlingConsumer.class);

    private static final int MOST_AT_A_TIME = 500;

    /** The longest time without a poll while records wait: rebalances are noticed there. */
    private static final long BETWEEN_POLLS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long SHORTEST_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Consumer<byte[], byte[]> kafka;
    private final KafkaSource source;
    private final OffsetCommits commits;
    private final Assignment assignment;
    private boolean suspended;
    private boolean full;
    private long fullSince;
    private long lastPoll;
    private int turn;

    SettlingConsumer(Consumer<byte[], byte[]> kafka, KafkaSource source) {
        this.kafka = kafka;
        this.source = source;
        this.commits = new OffsetCommits(kafka, source.uncommitted(), source.now());
        this.assignment = new Assignment(kafka, source, commits);
    }

    /** Its partitions. */
    Assignment assignment() {
        return assignment;
    }

    /** Hands out records as they may be in flight; none if nothing may be begun. */
    ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        long now = source.now();
        assignment.partitions().forEach(partition -> takeBack(partition, now));
        commits.commitIfDue(assignment.partitions(), now);
        if (suspended || source.isHeld()) {
            full = false;
            pause(kafka.assignment());
            receive(timeout);
            return ConsumerRecords.empty();
        }
        if (source.uncommitted().isFull()) {
            pause(kafka.assignment());
            receive(patience(now));
            return ConsumerRecords.empty();
        }
        full = false;
        if (assignment.partitions().stream().noneMatch(partition -> partition.hasNext(now))) {
            pause(ahead());
            receive(timeout);
        } else if (now - lastPoll > BETWEEN_POLLS_NANOS) {
            pause(kafka.assignment());
            receive(Duration.ZERO);
        }
        return handOut(timeout);
    }

    /**
     * How long a poll is to last that waits for the answers to commits, of other consumers too: it lasts so long even if they
     * have come meanwhile, and nothing is begun. The longer there are none, the longer, for there may be no broker.
     */
    private Duration patience(long now) {
        if (!full) {
            full = true;
            fullSince = now;
        }
        return Duration.ofNanos(Math.min(BETWEEN_POLLS_NANOS, Math.max(SHORTEST_POLL_NANOS, (now - fullSince) / 16)));
    }

    private static void takeBack(AssignedPartition partition, long now) {
        int unclaimed = partition.takeBack(now);
        if (unclaimed > 0) {
            LOG.warn(
                    "{}: the route did not hand on {} records; they are handed to it again", partition.id(), unclaimed);
        }
    }

    /** The partitions of which enough is in memory. */
    private Set<TopicPartition> ahead() {
        Set<TopicPartition> ahead = new HashSet<>();
        assignment.partitions().stream()
                .filter(partition ->
                        partition.isWaiting() || !partition.progress().hasRoom())
                .forEach(partition -> ahead.add(partition.id()));
        return ahead;
    }

    /** A partition that was taken away and given back is not paused any more: Kafka alone knows which ones are. */
    private void pause(Set<TopicPartition> wanted) {
        Set<TopicPartition> paused = kafka.paused();
        Set<TopicPartition> resume = new HashSet<>(paused);
        resume.removeAll(wanted);
        Set<TopicPartition> pause = new HashSet<>(wanted);
        pause.removeAll(paused);
        if (!resume.isEmpty()) {
            kafka.resume(resume);
        }
        if (!pause.isEmpty()) {
            kafka.pause(pause);
        }
    }

    private void receive(Duration timeout) {
        ConsumerRecords<byte[], byte[]> records = kafka.poll(timeout);
        lastPoll = source.now();
        assignment.received(records);
    }

    private ConsumerRecords<byte[], byte[]> handOut(Duration timeout) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> batch = new LinkedHashMap<>();
        long now = source.now();
        long wait = Math.min(timeout.toMillis(), TimeUnit.NANOSECONDS.toMillis(BETWEEN_POLLS_NANOS) / 2);
        int count = 0;
        // Each time another partition is first, for there may be room for one record alone.
        List<AssignedPartition> order = new ArrayList<>(assignment.partitions());
        Collections.rotate(order, turn++);
        try {
            for (AssignedPartition partition : order) {
                if (!partition.hasNext(now)) {
                    continue;
                }
                boolean more = true;
                while (more && count < MOST_AT_A_TIME) {
                    Optional<PolledRecord> next = partition.next(now, wait);
                    more = next.isPresent();
                    if (more) {
                        batch.computeIfAbsent(partition.id(), id -> new ArrayList<>())
                                .add(next.get().kafkaRecord());
                        count++;
                        wait = 0;
                    }
                }
                wait = 0; // it is waited for once, however many partitions there are
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        return batch.isEmpty() ? ConsumerRecords.empty() : recordsOf(batch);
    }

    /** The constructor with positions is not there in older clients, which estates have; nobody looks at positions here. */
    @SuppressWarnings("deprecation")
    private static ConsumerRecords<byte[], byte[]> recordsOf(
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> batch) {
        return new ConsumerRecords<>(batch);
    }

    /** Camel holds, or goes on with, the consumer as a whole. */
    void suspend(boolean suspend) {
        suspended = suspend;
    }

    /** Whether Camel holds the consumer. */
    boolean isSuspended() {
        return suspended;
    }

    /** What Camel has paused. */
    Set<TopicPartition> suspended() {
        return suspended ? kafka.assignment() : Set.of();
    }
}

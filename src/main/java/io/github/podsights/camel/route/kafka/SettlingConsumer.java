package io.github.podsights.camel.route.kafka;

import io.github.podsights.camel.settlement.OffsetProgress;
import io.github.podsights.camel.settlement.SettledOffsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer that knows what is settled, and alone decides about offsets. It hands out no more records than may be in
 * flight, commits the settled prefix of each partition, holds back what is too far ahead, and polls all the while, so that
 * it stays a member of its group however long a delivery takes.
 *
 * <p>Used by the thread that polls alone.
 */
final class SettlingConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(SettlingConsumer.class);

    /** A straggler holds back the commit of its partition, not its reading: until so many events wait behind it. */
    private static final int SPAN = 65_536;

    private static final int MOST_AT_A_TIME = 500;

    /** The longest time without a poll while records wait: rebalances are noticed there. */
    private static final long BETWEEN_POLLS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final Duration SHORT = Duration.ofMillis(5);

    /** What is in flight of a partition that goes is waited for at most so long; the group waits with it. */
    private static final long REVOKED_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Consumer<byte[], byte[]> kafka;
    private final KafkaSource source;
    private final OffsetCommits commits;
    private final Map<TopicPartition, OffsetAndMetadata> committed = new LinkedHashMap<>();
    private final Map<TopicPartition, AssignedPartition> assigned = new LinkedHashMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    private boolean suspended;
    private long lastPoll;
    private int turn;

    SettlingConsumer(Consumer<byte[], byte[]> kafka, KafkaSource source) {
        this.kafka = kafka;
        this.source = source;
        this.commits = new OffsetCommits(kafka, source.uncommitted(), source.now());
    }

    /** Hands out records as they may be in flight; none if nothing may be begun. */
    ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        long now = source.now();
        assigned.values().forEach(partition -> takeBack(partition, now));
        commits.commitIfDue(assigned.values(), now);
        if (suspended || source.isHeld()) {
            pause(kafka.assignment());
            receive(timeout);
            return ConsumerRecords.empty();
        }
        if (source.uncommitted().isFull()) {
            pause(kafka.assignment());
            receive(SHORT); // the answer to the commit comes with a poll
            return ConsumerRecords.empty();
        }
        if (assigned.values().stream().noneMatch(partition -> partition.hasNext(now))) {
            pause(ahead());
            receive(timeout);
        } else if (now - lastPoll > BETWEEN_POLLS_NANOS) {
            pause(kafka.assignment());
            receive(Duration.ZERO);
        }
        return handOut(timeout);
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
        assigned.values().stream()
                .filter(partition ->
                        partition.isWaiting() || !partition.progress().hasRoom())
                .forEach(partition -> ahead.add(partition.id()));
        return ahead;
    }

    private void pause(Set<TopicPartition> wanted) {
        paused.retainAll(kafka.assignment());
        Set<TopicPartition> resume = new HashSet<>(paused);
        resume.removeAll(wanted);
        Set<TopicPartition> pause = new HashSet<>(wanted);
        pause.removeAll(paused);
        if (!resume.isEmpty()) {
            kafka.resume(resume);
            paused.removeAll(resume);
        }
        if (!pause.isEmpty()) {
            kafka.pause(pause);
            paused.addAll(pause);
        }
    }

    private void receive(Duration timeout) {
        ConsumerRecords<byte[], byte[]> records = kafka.poll(timeout);
        lastPoll = source.now();
        for (TopicPartition id : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> ofPartition = records.records(id);
            assigned.computeIfAbsent(
                            id, added -> begin(added, ofPartition.get(0).offset()))
                    .polled(ofPartition);
        }
        // Where nothing is committed yet, the place where reading begins is: a group that starts at the end of a topic
        // and
        // dies before its first commit would begin at a later end.
        for (TopicPartition id : List.copyOf(committed.keySet())) {
            if (committed.get(id) == null) {
                position(id).ifPresent(position -> assigned.put(id, begin(id, position)));
            }
        }
    }

    private Optional<Long> position(TopicPartition id) {
        try {
            return Optional.of(kafka.position(id, SHORT));
        } catch (TimeoutException e) {
            return Optional.empty(); // asked again after the next poll
        }
    }

    private AssignedPartition begin(TopicPartition id, long first) {
        OffsetAndMetadata before = committed.remove(id);
        boolean goesOn = before != null && before.offset() <= first;
        AssignedPartition partition = new AssignedPartition(
                id,
                new OffsetProgress(
                        goesOn ? before.offset() : first,
                        goesOn,
                        before == null
                                ? SettledOffsets.none(first)
                                : SettledOffsets.parse(before.offset(), before.metadata()),
                        SPAN),
                source.window(),
                source.uncommitted());
        source.assigned(partition);
        return partition;
    }

    private ConsumerRecords<byte[], byte[]> handOut(Duration timeout) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> batch = new LinkedHashMap<>();
        long now = source.now();
        long wait = Math.min(timeout.toMillis(), TimeUnit.NANOSECONDS.toMillis(BETWEEN_POLLS_NANOS) / 2);
        int count = 0;
        // Each time another partition is first, for there may be room for one record alone.
        List<AssignedPartition> order = new ArrayList<>(assigned.values());
        Collections.rotate(order, turn++);
        try {
            for (AssignedPartition partition : order) {
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

    /** A listener that settles with the partitions before it tells Camel's. */
    ConsumerRebalanceListener over(ConsumerRebalanceListener camels) {
        return new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                assigned(partitions);
                camels.onPartitionsAssigned(partitions);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                revoked(partitions);
                camels.onPartitionsRevoked(partitions);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                lost(partitions);
                camels.onPartitionsLost(partitions);
            }
        };
    }

    private void assigned(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            Map<TopicPartition, OffsetAndMetadata> known = kafka.committed(new HashSet<>(partitions));
            partitions.forEach(id -> committed.put(id, known.get(id)));
        }
    }

    /** What is in flight of them is finished or, after a while, left; what is settled is committed. */
    private void revoked(Collection<TopicPartition> partitions) {
        List<AssignedPartition> gone = remove(partitions);
        awaitSettled(gone);
        commits.commitLast(gone);
        gone.forEach(AssignedPartition::forget);
    }

    /** They are somebody else's already: nothing may be committed. */
    private void lost(Collection<TopicPartition> partitions) {
        remove(partitions).forEach(AssignedPartition::forget);
    }

    private List<AssignedPartition> remove(Collection<TopicPartition> partitions) {
        List<AssignedPartition> gone = new ArrayList<>();
        for (TopicPartition id : partitions) {
            committed.remove(id);
            AssignedPartition partition = assigned.remove(id);
            if (partition != null) {
                source.unassigned(partition);
                gone.add(partition);
            }
        }
        return gone;
    }

    private void awaitSettled(List<AssignedPartition> partitions) {
        long deadline = source.now() + REVOKED_NANOS;
        // What was handed out, but is not with the step yet, never will be: this is the thread that takes it there.
        partitions.forEach(partition -> partition.takeBack(deadline));
        while (partitions.stream().anyMatch(partition -> partition.progress().underWay() > 0)
                && source.now() - deadline < 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(SHORT.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** The consumer is about to leave its group, or to be closed: the same as if all its partitions were revoked. */
    void end() {
        revoked(List.copyOf(assigned.keySet()));
    }

    /** Camel holds, or goes on with, the consumer as a whole. */
    void suspend(boolean suspend) {
        suspended = suspend;
    }

    /** What Camel has paused. */
    Set<TopicPartition> suspended() {
        return suspended ? kafka.assignment() : Set.of();
    }
}

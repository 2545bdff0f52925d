package io.github.podsights.camel.route.kafka;

import io.github.podsights.camel.settlement.OffsetProgress;
import io.github.podsights.camel.settlement.SettledOffsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of a consumer: one that comes begins where the group has committed, and knows what is settled beyond; one
 * that goes is settled up first, as far as it can be.
 *
 * <p>Used by the thread that polls alone; Kafka calls the listener on it, too.
 */
final class Assignment {

    private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);

    /** A straggler holds back the commit of its partition, not its reading: until so many events wait behind it. */
    private static final int SPAN = 65_536;

    private static final Duration SHORT = Duration.ofMillis(5);

    /** What is in flight of a partition that goes is waited for at most so long; the group waits with it. */
    private static final long REVOKED_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Consumer<byte[], byte[]> kafka;
    private final KafkaSource source;
    private final OffsetCommits commits;
    private final Map<TopicPartition, OffsetAndMetadata> committed = new LinkedHashMap<>();
    private final Map<TopicPartition, AssignedPartition> assigned = new LinkedHashMap<>();

    Assignment(Consumer<byte[], byte[]> kafka, KafkaSource source, OffsetCommits commits) {
        this.kafka = kafka;
        this.source = source;
        this.commits = commits;
    }

    /** The partitions of which it is known where reading begins. */
    Collection<AssignedPartition> partitions() {
        return assigned.values();
    }

    /** Records that a poll gave. */
    void received(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition id : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> ofPartition = records.records(id);
            long first = ofPartition.get(0).offset();
            AssignedPartition known = assigned.get(id);
            if (known != null && known.isBehind(first)) {
                lost(List.of(id)); // and it begins anew, with nothing known
            }
            assigned.computeIfAbsent(id, added -> begin(added, first)).polled(ofPartition);
        }
        // Where nothing is committed yet, the place where reading begins is: a group that starts at the end of a topic,
        // and dies before its first commit, would begin at a later end.
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
                        // Reading begins before what is committed: the log is another one, or all is wanted once more.
                        goesOn ? SettledOffsets.parse(before.offset(), before.metadata()) : SettledOffsets.none(first),
                        SPAN),
                source);
        source.assigned(partition);
        return partition;
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
        try {
            // What waits to be sent needs not be waited for.
            source.look();
            awaitSettled(gone);
            commits.commitLast(gone);
        } finally {
            forget(gone);
        }
    }

    /** They are somebody else's already: nothing may be committed. */
    private void lost(Collection<TopicPartition> partitions) {
        forget(remove(partitions));
        source.look();
    }

    private static void forget(List<AssignedPartition> gone) {
        for (AssignedPartition partition : gone) {
            int begun = partition.forget();
            if (begun > 0) {
                LOG.warn(
                        "{}: goes to another consumer while {} records are begun and not committed as settled;"
                                + " they may be sent twice",
                        partition.id(),
                        begun);
            }
        }
    }

    private List<AssignedPartition> remove(Collection<TopicPartition> partitions) {
        List<AssignedPartition> gone = new ArrayList<>();
        for (TopicPartition id : partitions) {
            committed.remove(id);
            AssignedPartition partition = assigned.remove(id);
            if (partition != null) {
                partition.letGo();
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
        committed.clear();
    }
}

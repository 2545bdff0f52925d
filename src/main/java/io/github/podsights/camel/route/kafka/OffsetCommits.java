package io.github.podsights.camel.route.kafka;

import io.github.podsights.camel.route.Safe;
import io.github.podsights.camel.settlement.OffsetProgress.Commit;
import io.github.podsights.camel.settlement.Uncommitted;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits what is settled, and nothing else. All on the thread that polls. */
final class OffsetCommits {

    private static final Logger LOG = LoggerFactory.getLogger(OffsetCommits.class);

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** A client that loses its coordinator may never answer. */
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final Duration LAST_COMMIT = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> kafka;
    private final Uncommitted uncommitted;
    private Object pending;
    private boolean failing;
    private long last;

    OffsetCommits(Consumer<byte[], byte[]> kafka, Uncommitted uncommitted, long now) {
        this.kafka = kafka;
        this.uncommitted = uncommitted;
        this.last = now;
    }

    /** Begins a commit if one is due and none is under way: a few times a second, or when much is uncommitted. */
    void commitIfDue(Collection<AssignedPartition> partitions, long now) {
        boolean waits = pending != null && now - last < ANSWER_NANOS;
        if (waits || (!uncommitted.isDue() && now - last < INTERVAL_NANOS)) {
            return;
        }
        last = now;
        Map<AssignedPartition, Commit> commits = commits(partitions);
        if (commits.isEmpty()) {
            return;
        }
        Object commit = new Object();
        pending = commit;
        kafka.commitAsync(offsets(commits), (offsets, failure) -> {
            if (pending != commit) {
                return; // given up; what it would confirm is part of a later one
            }
            pending = null;
            if (failure == null) {
                confirmed(commits);
            } else {
                failed(failure);
            }
        });
    }

    /** Commits before the partitions go, and waits for it. */
    void commitLast(Collection<AssignedPartition> partitions) {
        Map<AssignedPartition, Commit> commits = commits(partitions);
        if (commits.isEmpty()) {
            return;
        }
        try {
            try {
                kafka.commitSync(offsets(commits), LAST_COMMIT);
            } catch (WakeupException e) {
                // Somebody wants the poll to end, which it has; said once, it is not said again.
                kafka.commitSync(offsets(commits), LAST_COMMIT);
            }
            confirmed(commits);
        } catch (KafkaException e) {
            LOG.warn(
                    "{}: what was settled last can't be committed ({}); it comes again, and is sent twice",
                    partitions.stream().map(AssignedPartition::id).toList(),
                    Safe.text(e.getClass().getSimpleName()));
        }
    }

    private void confirmed(Map<AssignedPartition, Commit> commits) {
        commits.forEach(
                (partition, commit) -> uncommitted.subtract(partition.progress().committed(commit)));
        if (failing) {
            failing = false;
            LOG.info("Offsets are committed again");
        }
    }

    private void failed(Exception failure) {
        if (!failing) {
            failing = true;
            LOG.warn(
                    "Offsets can't be committed ({}); it is tried again, and nothing is lost",
                    Safe.text(failure.getClass().getSimpleName()));
        }
    }

    private static Map<AssignedPartition, Commit> commits(Collection<AssignedPartition> partitions) {
        Map<AssignedPartition, Commit> commits = new HashMap<>();
        partitions.forEach(partition -> partition.progress().toCommit().ifPresent(commit -> {
            commits.put(partition, commit);
        }));
        return commits;
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Map<AssignedPartition, Commit> commits) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        commits.forEach((partition, commit) ->
                offsets.put(partition.id(), new OffsetAndMetadata(commit.offset(), commit.metadata())));
        return offsets;
    }
}

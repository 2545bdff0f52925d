package io.github.podsights.camel.route.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Kafka's own consumer for tests. Beyond that its commits outlive it, can be answered late or refused, partitions can be
 * lost, and one that was taken away is not paused when it is given back.
 */
final class ScriptedKafka extends MockConsumer<byte[], byte[]> {

    private final Map<TopicPartition, OffsetAndMetadata> group;
    private final List<Runnable> unanswered = new ArrayList<>();
    private ConsumerRebalanceListener listener;
    private boolean answersLate;
    private boolean refuses;
    private int commits;
    private Duration lastPoll;

    /** @param group what the group has committed so far, and will have */
    ScriptedKafka(String offsetReset, Map<TopicPartition, OffsetAndMetadata> group) {
        super(offsetReset);
        this.group = group;
        super.commitAsync(group, null);
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener rebalanceListener) {
        listener = rebalanceListener;
        super.subscribe(topics, rebalanceListener);
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        lastPoll = timeout;
        return super.poll(timeout);
    }

    /** How long the last poll was to last. */
    Duration lastPoll() {
        return lastPoll;
    }

    /** As Kafka's own: what is taken away is not paused any more when it is given back. */
    @Override
    public synchronized void rebalance(Collection<TopicPartition> assignment) {
        Set<TopicPartition> gone = new HashSet<>(paused());
        gone.removeAll(assignment);
        resume(gone);
        super.rebalance(assignment);
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>(group);
        known.keySet().retainAll(partitions);
        return known;
    }

    @Override
    public synchronized void commitAsync(
            Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        commits++;
        if (refuses) {
            callback.onComplete(offsets, new KafkaException("refused"));
        } else if (answersLate) {
            unanswered.add(() -> confirm(offsets, callback));
        } else {
            confirm(offsets, callback);
        }
    }

    private void confirm(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        super.commitAsync(offsets, null);
        group.putAll(offsets);
        callback.onComplete(offsets, null);
    }

    /** As Kafka's own: what was begun before is answered first. */
    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        commits++;
        if (refuses) {
            throw new KafkaException("refused");
        }
        answer();
        super.commitAsync(offsets, null);
        group.putAll(offsets);
    }

    @Override
    public synchronized void commitSync() {
        throw new AssertionError("commits the position");
    }

    void answersLate() {
        answersLate = true;
    }

    void answer() {
        unanswered.forEach(Runnable::run);
        unanswered.clear();
    }

    void refuses(boolean all) {
        refuses = all;
    }

    int commits() {
        return commits;
    }

    void lose(TopicPartition partition) {
        listener.onPartitionsLost(List.of(partition));
    }
}

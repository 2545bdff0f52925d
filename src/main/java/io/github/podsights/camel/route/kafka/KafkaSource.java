package io.github.podsights.camel.route.kafka;

import io.github.podsights.camel.settlement.Uncommitted;
import io.github.podsights.camel.settlement.Window;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What the consumers of a Kafka source share: the window, what is uncommitted, and the partitions that are assigned. */
final class KafkaSource {

    private final Window window;
    private final Uncommitted uncommitted;
    private final BooleanSupplier held;
    private final Runnable letGo;
    private final LongSupplier nanoTime;
    private final Predicate<ConsumerRecord<byte[], byte[]>> due;
    private final Map<TopicPartition, AssignedPartition> partitions = new ConcurrentHashMap<>();

    /**
     * @param window how much may be in flight, of all consumers together
     * @param held whether nothing is to be begun: the bundle is stopping, or nothing can be sent
     * @param letGo is run when records were let go, that wait perhaps to be sent
     */
    KafkaSource(Window window, Uncommitted uncommitted, BooleanSupplier held, Runnable letGo, LongSupplier nanoTime) {
        this(window, uncommitted, held, letGo, nanoTime, any -> true);
    }

    /** @param due whether a record may be handed out; until then it holds back those behind it in its partition */
    KafkaSource(
            Window window,
            Uncommitted uncommitted,
            BooleanSupplier held,
            Runnable letGo,
            LongSupplier nanoTime,
            Predicate<ConsumerRecord<byte[], byte[]>> due) {
        this.due = due;
        this.window = window;
        this.uncommitted = uncommitted;
        this.held = held;
        this.letGo = letGo;
        this.nanoTime = nanoTime;
    }

    Window window() {
        return window;
    }

    Uncommitted uncommitted() {
        return uncommitted;
    }

    Predicate<ConsumerRecord<byte[], byte[]>> due() {
        return due;
    }

    boolean isHeld() {
        return held.getAsBoolean();
    }

    /** Records were let go: whoever waits with one looks again. */
    void look() {
        letGo.run();
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** A consumer has the partition. It may have been another one's of this process a moment ago. */
    void assigned(AssignedPartition partition) {
        partitions.put(partition.id(), partition);
    }

    /** A consumer has it no more. */
    void unassigned(AssignedPartition partition) {
        partitions.remove(partition.id(), partition);
    }

    /** The step of the route takes a record that was handed out; empty if nobody waits for it any more. */
    Optional<PolledRecord> claim(TopicPartition partition, long offset) {
        return Optional.ofNullable(partitions.get(partition)).flatMap(assigned -> assigned.claim(offset));
    }
}

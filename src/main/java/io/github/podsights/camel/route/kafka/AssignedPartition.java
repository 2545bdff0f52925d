package io.github.podsights.camel.route.kafka;

import io.github.podsights.camel.settlement.Lane;
import io.github.podsights.camel.settlement.OffsetProgress;
import io.github.podsights.camel.settlement.Uncommitted;
import io.github.podsights.camel.settlement.Window;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition, for as long as it is assigned to a consumer of ours: its records on their way from the poll to the route and
 * to their settlement. The thread that polls takes and commits; others settle.
 */
final class AssignedPartition {

    /** How long what was let go, or what the route did not hand on, waits until it is handed out again. */
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final TopicPartition id;
    private final OffsetProgress progress;
    private final Window window;
    private final Uncommitted uncommitted;
    private final Predicate<ConsumerRecord<byte[], byte[]>> due;
    private final Lane lane = new Lane();
    private final Deque<PolledRecord> waiting = new ArrayDeque<>();
    private final Map<Long, PolledRecord> handedOut = new ConcurrentHashMap<>();
    private final Queue<PolledRecord> again = new ConcurrentLinkedQueue<>();
    private long lastPolled = -1;
    private long notBefore;
    private boolean delayed;
    private volatile boolean letGo;

    AssignedPartition(TopicPartition id, OffsetProgress progress, KafkaSource source) {
        this.id = id;
        this.progress = progress;
        this.window = source.window();
        this.uncommitted = source.uncommitted();
        this.due = source.due();
    }

    TopicPartition id() {
        return id;
    }

    OffsetProgress progress() {
        return progress;
    }

    /** The order of its records. */
    Lane lane() {
        return lane;
    }

    /** It is going to be somebody else's: of its records nothing is to be sent any more. */
    void letGo() {
        letGo = true;
    }

    /** Whether it is, or is going to be, somebody else's. */
    boolean isLetGo() {
        return letGo;
    }

    /** Records that were polled. */
    void polled(List<ConsumerRecord<byte[], byte[]>> records) {
        lastPolled = records.get(records.size() - 1).offset();
        records.forEach(kafkaRecord -> waiting.add(new PolledRecord(this, kafkaRecord)));
    }

    /** Whether reading went back: the log is another one, or somebody wants to have records once more. */
    boolean isBehind(long offset) {
        return offset <= lastPolled;
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Whether a record waits, and may be handed out. */
    boolean hasNext(long now) {
        if (delayed && now - notBefore >= 0) {
            delayed = false;
        }
        return !waiting.isEmpty()
                && !delayed
                && (progress.hasRoom() || waiting.peek().isTaken())
                && due.test(waiting.peek().kafkaRecord());
    }

    /**
     * The next record to hand out; one that was settled before the partition came here is passed over.
     *
     * @param wait how long to wait for room in the window, in milliseconds
     * @return empty if there is none, or no room for it
     */
    Optional<PolledRecord> next(long now, long wait) throws InterruptedException {
        while (hasNext(now)) {
            PolledRecord next = waiting.element();
            if (!next.isTaken() && progress.skipIfSettled(next.offset())) {
                waiting.remove();
                continue;
            }
            if (!window.take(next.bytes(), wait)) {
                return Optional.empty();
            }
            waiting.remove();
            if (next.isTaken()) {
                progress.takeAgain();
            } else {
                next.taken(progress.take(next.offset()));
            }
            handedOut.put(next.offset(), next);
            return Optional.of(next);
        }
        return Optional.empty();
    }

    /** The step of the route takes a record that was handed out; empty if it was taken already. */
    Optional<PolledRecord> claim(long offset) {
        return Optional.ofNullable(handedOut.remove(offset));
    }

    /**
     * What was handed out and not claimed by the step, or claimed and let go, is handed out once more, after a while.
     *
     * @return how many the route did not hand on
     */
    int takeBack(long now) {
        int unclaimed = 0;
        for (Long offset : List.copyOf(handedOut.keySet())) {
            Optional<PolledRecord> left = claim(offset);
            if (left.isPresent()) {
                left.get().released();
                unclaimed++;
            }
        }
        if (!again.isEmpty()) {
            Deque<PolledRecord> back = new ArrayDeque<>();
            for (PolledRecord next = again.poll(); next != null; next = again.poll()) {
                back.add(next);
            }
            back.stream()
                    .sorted(Comparator.comparingLong(PolledRecord::offset).reversed())
                    .forEach(waiting::addFirst);
            notBefore = now + AGAIN_NANOS;
            delayed = true;
        }
        return unclaimed;
    }

    void settled(PolledRecord settled) {
        window.give(settled.bytes());
        // Before it can be committed, so that the count is never less than what is subtracted.
        uncommitted.add(1);
        if (!progress.settled(settled.number())) {
            uncommitted.subtract(1);
        }
    }

    void released(PolledRecord released) {
        window.give(released.bytes());
        progress.released();
        again.add(released);
    }

    /**
     * The partition is somebody else's now.
     *
     * @return how many records were begun here that no commit says are settled: they may come twice
     */
    int forget() {
        waiting.clear();
        List.copyOf(handedOut.keySet()).forEach(offset -> claim(offset).ifPresent(PolledRecord::released));
        int settled = progress.forget();
        uncommitted.subtract(settled);
        return progress.underWay() + settled;
    }
}

package io.github.podsights.camel.settlement;

import java.util.Optional;

/**
 * What of one partition is in flight, and how far it is settled. One thread takes events and commits, others settle them in
 * any order; none waits for another.
 */
public final class OffsetProgress {

    /**
     * What may be committed.
     *
     * @param offset the end of the settled prefix: where reading goes on after a crash
     * @param metadata what is settled beyond it, see {@link SettledOffsets}
     * @param events how many events are settled that no commit before said so of
     */
    public record Commit(long offset, String metadata, int events) {}

    private final SettledOffsets settledBefore;
    private final SettledPrefix<Long> prefix;
    private boolean startIsCommitted;
    private int settledSince;
    private int underWay;
    private boolean forgotten;

    /**
     * @param start the offset where reading begins
     * @param startIsCommitted whether a commit says so; else one is due, for the broker to know where reading began
     * @param settledBefore what was settled by whoever read the partition before
     * @param span how many events there may be between the oldest unsettled and the newest one
     */
    public OffsetProgress(long start, boolean startIsCommitted, SettledOffsets settledBefore, int span) {
        this.settledBefore = settledBefore;
        this.prefix = new SettledPrefix<>(span, start);
        this.startIsCommitted = startIsCommitted;
    }

    /** Whether a further event may be taken: false as long as a straggler keeps the span full. */
    public synchronized boolean hasRoom() {
        return prefix.hasRoom();
    }

    /** Whether the event was settled before the partition came here; then it is taken in, and is not to be sent. */
    public synchronized boolean skipIfSettled(long offset) {
        if (!settledBefore.isSettled(offset)) {
            return false;
        }
        prefix.settle(prefix.add(offset + 1));
        return true;
    }

    /**
     * Takes an event in.
     *
     * @return its number, by which it is settled
     */
    public synchronized long take(long offset) {
        underWay++;
        return prefix.add(offset + 1);
    }

    /** An event that was released is under way once more. */
    public synchronized void takeAgain() {
        underWay++;
    }

    /**
     * All deliveries of the event are settled.
     *
     * @return whether a commit can still say so: not once the partition is somebody else's
     */
    public synchronized boolean settled(long number) {
        underWay--;
        if (forgotten) {
            return false;
        }
        prefix.settle(number);
        settledSince++;
        return true;
    }

    /** The event is let go, unsettled. */
    public synchronized void released() {
        underWay--;
    }

    /** How many events are neither settled nor let go. */
    public synchronized int underWay() {
        return underWay;
    }

    /** What is to be committed; empty if the last commit says it all. */
    public synchronized Optional<Commit> toCommit() {
        if (forgotten || (settledSince == 0 && startIsCommitted)) {
            return Optional.empty();
        }
        long from = prefix.position();
        SettledOffsets beyond = new SettledOffsets(
                from,
                prefix.newest(),
                prefix.unsettled().stream().map(position -> position - 1).toList());
        return Optional.of(new Commit(from, beyond.metadata(), settledSince));
    }

    /**
     * The commit was confirmed.
     *
     * @return how many events less are uncommitted
     */
    public synchronized int committed(Commit commit) {
        if (forgotten) {
            return 0;
        }
        settledSince -= commit.events();
        startIsCommitted = true;
        return commit.events();
    }

    /**
     * The partition is somebody else's now: nothing of it is committed here any more.
     *
     * @return how many events are settled that no commit said so of
     */
    public synchronized int forget() {
        int uncommitted = settledSince;
        settledSince = 0;
        forgotten = true;
        return uncommitted;
    }
}

package io.github.podsights.camel.settlement;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many events of a source are settled, but not committed yet: with those in flight, what comes twice after a crash. It
 * says when a commit is due, and when there are so many that no more are to be taken before one is confirmed.
 */
public final class Uncommitted {

    private final int most;
    private final AtomicInteger events = new AtomicInteger();

    /** @param most how many there may be, at least 1 */
    public Uncommitted(int most) {
        this.most = most;
    }

    /** So many more are settled. */
    public void add(int count) {
        events.addAndGet(count);
    }

    /** So many fewer are uncommitted. */
    public void subtract(int count) {
        events.addAndGet(-count);
    }

    /** Whether a commit should not wait any longer. */
    public boolean isDue() {
        return 2 * events.get() >= most;
    }

    /** Whether nothing more is to be taken before a commit is confirmed. */
    public boolean isFull() {
        return events.get() >= most;
    }
}

package io.github.podsights.camel.settlement;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * The order of a sequence of events, a partition or the files of a directory, for the one step that is worked in that
 * order although each event has a thread of its own. Events of different lanes are independent.
 *
 * <p>An event gets its {@link Turn} as it is handed on, in the order of the lane.
 */
public final class Lane {

    private final AtomicReference<Turn> last = new AtomicReference<>(Turn.FREE);
    private final AtomicInteger together = new AtomicInteger();
    private volatile Thread alone;

    /** The turn of the event that comes next. It has to be {@linkplain Turn#pass passed on}, however the event ends. */
    public Turn next() {
        Turn turn = new Turn(this);
        turn.follow(last.getAndSet(turn));
        return turn;
    }

    void begin() {
        together.incrementAndGet();
    }

    void end() {
        if (together.decrementAndGet() == 0) {
            Thread waiting = alone;
            if (waiting != null) {
                LockSupport.unpark(waiting);
            }
        }
    }

    /** Waits until nobody is at work any more; the caller has the turn, so that nobody begins meanwhile. */
    void awaitNobody() throws InterruptedException {
        if (together.get() == 0) {
            return;
        }
        alone = Thread.currentThread();
        try {
            while (together.get() > 0) {
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } finally {
            alone = null;
        }
    }
}

package io.github.podsights.camel.settlement;

import java.util.concurrent.locks.LockSupport;

/**
 * The place of an event in its {@link Lane}. Its step begins when those of all events before it are done, and it is its
 * turn no more when that step is, long before the event is settled. An event that ends without the step holds up nobody.
 *
 * <p>What has the turn was handed on before what waits for it, and so has a thread: nobody waits for ever.
 */
public final class Turn {

    /** Of an event that came in no order: it waits for nobody. */
    public static final Turn FREE = new Turn(null);

    /** A step of an event. */
    public interface Step<T, E extends Exception> {
        T take() throws E, InterruptedException;
    }

    private final Lane lane;
    private Turn before; // of the thread of this event alone, once it is handed on
    private volatile Turn next;
    private volatile Thread waiter;
    private volatile boolean ended;
    private volatile boolean passed; // this has ended, and so have all before it

    Turn(Lane lane) {
        this.lane = lane;
        this.ended = lane == null;
        this.passed = lane == null;
    }

    void follow(Turn turn) {
        if (!turn.passed) {
            before = turn;
            turn.next = this;
        }
    }

    /** Takes a step after all steps before it, and before all behind it. */
    public <T, E extends Exception> T alone(Step<T, E> step) throws E, InterruptedException {
        if (lane == null) {
            return step.take();
        }
        await();
        lane.awaitNobody();
        try {
            return step.take();
        } finally {
            pass();
        }
    }

    /** Takes a step after those before it and before those behind it that are taken alone, beside others like itself. */
    public <T, E extends Exception> T together(Step<T, E> step) throws E, InterruptedException {
        if (lane == null) {
            return step.take();
        }
        await();
        lane.begin();
        try {
            pass();
            return step.take();
        } finally {
            lane.end();
        }
    }

    private void await() throws InterruptedException {
        Turn turn = before;
        if (turn == null || turn.passed) {
            return;
        }
        turn.waiter = Thread.currentThread();
        while (!turn.passed) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /**
     * The event takes no step any more; whoever is behind it goes on once all before it have ended as well. May be told more
     * than once.
     */
    public void pass() {
        if (ended) {
            return;
        }
        ended = true;
        Turn turn = before;
        before = null;
        // Of the two, whoever passes the one before and whoever ends this, the later one sees what the other wrote.
        for (Turn t = turn == null || turn.passed ? this : null; t != null && t.ended; ) {
            t = t.passOn();
        }
    }

    /** Returns the next one, if it is known; forgets it, so that an event that takes long does not hold all behind it. */
    private Turn passOn() {
        passed = true;
        Thread waiting = waiter;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
        Turn behind = next;
        next = null;
        return behind;
    }
}

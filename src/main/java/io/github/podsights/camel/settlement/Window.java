package io.github.podsights.camel.settlement;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How much may be in flight at a time: so many events, and of large ones so many bytes, since each is held in memory until
 * it is settled. Shared by all sequences of a source.
 */
public final class Window {

    /** Bytes are counted in units, so that their number fits a semaphore. */
    private static final int UNIT = 1024;

    /** The longest nap: so late is a place taken at most that nobody was woken for. */
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final int mostEvents;
    private final Semaphore events;
    private final int worthWaking;
    private final long napNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition severalFree = lock.newCondition();
    private final AtomicInteger napping = new AtomicInteger();
    private final Semaphore units;
    private final int mostUnits;

    /**
     * @param events how many events, at least 1
     * @param bytes how many bytes; an event that is larger than that goes alone
     */
    public Window(int events, long bytes) {
        this(events, bytes, NAP_NANOS);
    }

    Window(int events, long bytes, long napNanos) {
        this.mostEvents = events;
        this.events = new Semaphore(events);
        this.worthWaking = Math.max(1, events / 16);
        this.napNanos = napNanos;
        this.mostUnits = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / UNIT));
        this.units = new Semaphore(mostUnits);
    }

    /**
     * A window for events that are read into memory. A tree of JSON may take thirty times the bytes it was read from, so a
     * sixty-fourth of the heap is what may be in flight.
     *
     * @param heap the most the JVM may use, in bytes
     */
    public static Window ofHeap(int events, long heap) {
        return new Window(events, heap / 64);
    }

    /** How many events there may be. */
    int events() {
        return mostEvents;
    }

    /** Waits at most so long for a place, and as long for room, and takes both for one event; whether there was any. */
    public boolean take(int bytes, long millis) throws InterruptedException {
        if (!events.tryAcquire() && !awaitPlace(TimeUnit.MILLISECONDS.toNanos(millis))) {
            return false;
        }
        boolean room = false;
        try {
            room = units.tryAcquire(units(bytes), millis, TimeUnit.MILLISECONDS);
        } finally {
            if (!room) {
                events.release();
            }
        }
        return room;
    }

    /**
     * A reader that is woken for each place takes it and sleeps again, and that costs more than to read the event. So it first
     * naps until several are free. If not even one is then, little goes on, and it is woken for the next.
     */
    private boolean awaitPlace(long nanos) throws InterruptedException {
        long rest = nanos;
        if (worthWaking > 1 && nanos > 0) {
            rest -= nap(Math.min(nanos, napNanos));
        }
        return events.tryAcquire(rest, TimeUnit.NANOSECONDS);
    }

    /** How long it was, in nanoseconds. */
    private long nap(long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        napping.incrementAndGet();
        try {
            while (left > 0 && events.availablePermits() < worthWaking) {
                left = severalFree.awaitNanos(left);
            }
            return nanos - left;
        } finally {
            napping.decrementAndGet();
            lock.unlock();
        }
    }

    /** Gives back the room of one event. */
    public void give(int bytes) {
        units.release(units(bytes));
        giveEvents(1);
    }

    /** Gives back the room of several events whose bytes were given back before. */
    void giveEvents(int count) {
        events.release(count);
        if (napping.get() > 0 && events.availablePermits() >= worthWaking) {
            lock.lock();
            try {
                severalFree.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Gives back the bytes of an event that is out of memory, though not yet kept. */
    void giveBytes(int bytes) {
        units.release(units(bytes));
    }

    private int units(int bytes) {
        return Math.min(mostUnits, 1 + bytes / UNIT);
    }
}

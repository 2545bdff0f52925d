package io.github.podsights.camel.route;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Lets one pass after the other, at most so many a second and none in a burst after a pause. */
final class Pacer {

    private static final double NANOS_A_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** A wait. */
    interface Sleeper {

        /** Waits, or throws if it is interrupted. */
        void sleep(long nanos) throws InterruptedException;
    }

    private final long interval;
    private final LongSupplier nanoTime;
    private final Sleeper sleeper;
    private long next;

    /**
     * @param perSecond how many a second; infinity for as many as can
     * @param nanoTime the time, on the scale of {@link System#nanoTime()}
     */
    Pacer(double perSecond, LongSupplier nanoTime, Sleeper sleeper) {
        this.interval = (long) (NANOS_A_SECOND / perSecond);
        this.nanoTime = nanoTime;
        this.sleeper = sleeper;
        this.next = nanoTime.getAsLong();
    }

    /** Waits until the next one may pass. */
    void pass() throws InterruptedException {
        long now = nanoTime.getAsLong();
        long wait = next - now;
        if (wait > 0) {
            sleeper.sleep(wait);
        }
        next = Math.max(next, now) + interval;
    }
}

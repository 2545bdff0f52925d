package io.github.podsights.camel.route;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Lets one pass after the other, at most so many a second and none in a burst after a pause. */
final class Pacer {

    private static final double NANOS_A_SECOND = TimeUnit.SECONDS.toNanos(1);

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

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

    /**
     * Waits until the next one may pass.
     *
     * @param ended whether there is to be none any more; looked at now and then
     * @return false if it ended
     */
    boolean pass(BooleanSupplier ended) throws InterruptedException {
        long now = nanoTime.getAsLong();
        for (long left = next - now; left > 0 && !ended.getAsBoolean(); left = next - nanoTime.getAsLong()) {
            sleeper.sleep(Math.min(left, LONGEST_NANOS));
        }
        next = Math.max(next, now) + interval;
        return !ended.getAsBoolean();
    }
}

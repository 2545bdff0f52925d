package io.github.podsights.camel.delivery;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A token bucket: so many attempts a second, and after a rest a tenth of that at once, but at least one. */
public final class RateLimit {

    private static final double NANOS = 1_000_000_000;

    private final long intervalNanos;
    private final long burstNanos;
    private final LongSupplier nanoTime;
    private final AtomicLong next;

    /**
     * @param perSecond attempts a second, from 0.001 to 1,000,000
     * @param nanoTime the time, on the scale of {@link System#nanoTime()}
     */
    public RateLimit(double perSecond, LongSupplier nanoTime) {
        if (!(perSecond >= 0.001 && perSecond <= 1_000_000)) {
            throw new IllegalArgumentException("a rate of " + perSecond + "; expected 0.001 to 1000000");
        }
        this.intervalNanos = (long) (NANOS / perSecond);
        this.burstNanos = (long) (NANOS / 10) - intervalNanos;
        this.nanoTime = nanoTime;
        this.next = new AtomicLong(nanoTime.getAsLong() - Math.max(0, burstNanos));
    }

    /**
     * Takes a token.
     *
     * @param most the longest that the caller can wait, in nanoseconds
     * @return after so many nanoseconds, zero or more, the attempt may be made; empty, and nothing is taken, if that is longer
     */
    public OptionalLong reserve(long most) {
        while (true) {
            long now = nanoTime.getAsLong();
            long earliest = now - Math.max(0, burstNanos);
            long planned = next.get();
            long at = planned - earliest < 0 ? earliest : planned;
            if (at - now > most) {
                return OptionalLong.empty();
            }
            if (next.compareAndSet(planned, at + intervalNanos)) {
                return OptionalLong.of(Math.max(0, at - now));
            }
        }
    }

    /** Forgets the tokens that were taken: those who have them will not use them. */
    public void forget() {
        next.set(nanoTime.getAsLong());
    }
}

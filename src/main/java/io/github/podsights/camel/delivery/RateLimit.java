package io.github.podsights.camel.delivery;

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

    /** Takes a token. The attempt may be made after so many nanoseconds, zero or more. */
    public long reserve() {
        while (true) {
            long now = nanoTime.getAsLong();
            long earliest = now - Math.max(0, burstNanos);
            long planned = next.get();
            long at = planned - earliest < 0 ? earliest : planned;
            if (next.compareAndSet(planned, at + intervalNanos)) {
                return Math.max(0, at - now);
            }
        }
    }
}

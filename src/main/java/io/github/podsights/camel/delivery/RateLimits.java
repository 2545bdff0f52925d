package io.github.podsights.camel.delivery;

import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The {@link RateLimit} of each integration, all of the same rate. */
public final class RateLimits {

    private final double perSecond;
    private final LongSupplier nanoTime;
    private final Map<String, RateLimit> limits = new ConcurrentHashMap<>();

    /**
     * @param perSecond attempts a second for each integration; 0 for no limit
     * @param nanoTime the time, on the scale of {@link System#nanoTime()}
     */
    public RateLimits(double perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /** Whether there is a limit. */
    public boolean areThere() {
        return perSecond != 0;
    }

    /**
     * Takes a token of an integration.
     *
     * @param most the longest that the caller can wait, in nanoseconds
     * @return after so many nanoseconds, zero or more, the attempt may be made; empty, and nothing is taken, if that is longer
     */
    public OptionalLong reserve(String integration, long most) {
        return areThere()
                ? limits.computeIfAbsent(integration, id -> new RateLimit(perSecond, nanoTime))
                        .reserve(most)
                : OptionalLong.of(0);
    }

    /** Who took a token while a gate was open does not use it once that has closed; those of other gates hold. */
    public void changed(Gate gate) {
        if (gate.isOpen()) {
            return;
        }
        limits.forEach((integration, limit) -> {
            if (gate.name().equals(Gates.COLLECTOR) || gate.name().equals(integration)) {
                limit.forget();
            }
        });
    }

    /** The integrations are there no more. */
    public void forget(Collection<String> integrations) {
        limits.keySet().removeAll(integrations);
    }
}

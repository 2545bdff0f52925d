package io.github.podsights.camel.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a closed {@link Gate} lets a probe through, and whose: after that of a delivery others go first, and those of other
 * integrations before them. It is changed under the gate's lock; times are on the scale of {@link System#nanoTime()}.
 */
final class ProbeTimes {

    private final GateRules rules;
    private final RandomGenerator random;
    private long intervalNanos;
    private long notBefore;
    private Object lastProber;
    private String lastIntegration;
    private int inRowOfOne;

    ProbeTimes(GateRules rules, RandomGenerator random) {
        this.rules = rules;
        this.random = random;
    }

    /**
     * The gate has closed.
     *
     * @param until the time that has to pass first; null for the backoff
     */
    void begin(long now, Duration until) {
        atOnce(now);
        rest(now, until);
    }

    /** What it closed for may have been put right: a probe may be sent at once, by whoever it was that probed last. */
    void atOnce(long now) {
        intervalNanos = rules.firstProbe().toNanos();
        lastProber = null;
        lastIntegration = null;
        notBefore = now;
    }

    /**
     * The collector did not take a probe.
     *
     * @param longest what the time until the next one grows to
     */
    void failed(long now, Duration until, Duration longest) {
        if (until == null) {
            intervalNanos = Math.min(longest.toNanos(), 2 * intervalNanos);
        }
        rest(now, until);
    }

    /** A probe says nothing. */
    void undecided(long now) {
        notBefore(now + drawn(intervalNanos));
    }

    /** No probe before that time has passed, too. */
    void alsoUntil(long now, Duration until) {
        notBefore(now + until.toNanos());
    }

    /** What the collector asked for meanwhile of another one holds as well. */
    private void notBefore(long time) {
        notBefore = time - notBefore > 0 ? time : notBefore;
    }

    /** Who has probed. */
    void probed(Object who, String integration) {
        inRowOfOne = integration.equals(lastIntegration) ? inRowOfOne + 1 : 1;
        lastProber = who;
        lastIntegration = integration;
    }

    /** How many of the last probes were of the same integration, since those of others, had there been any, go first. */
    int inRowOfOne() {
        return inRowOfOne;
    }

    /** Whether a delivery may be the probe now. */
    boolean isDue(long now, Object who, String integration) {
        long grace = 0;
        if (who == lastProber) {
            grace = graceNanos();
        } else if (integration.equals(lastIntegration)) {
            grace = graceNanos() / 2;
        }
        return now - notBefore - grace >= 0;
    }

    /** Whether any delivery may be the probe now. */
    boolean isDueForAll(long now) {
        return now - notBefore - graceNanos() >= 0;
    }

    /** The time until the next one, never negative. */
    Duration left(long now) {
        return Duration.ofNanos(Math.max(0, notBefore - now));
    }

    /** How much later than others the delivery that probed last may probe again. */
    private long graceNanos() {
        return intervalNanos / 5;
    }

    /** Four fifths of it at the most, so that with the grace it is still no longer than that. */
    private long drawn(long nanos) {
        long most = nanos * 4 / 5;
        return most - random.nextLong(most / 2 + 1);
    }

    private void rest(long now, Duration until) {
        long least = drawn(until == null ? intervalNanos : rules.firstProbe().toNanos());
        notBefore(now + (until == null ? least : Math.max(least, until.toNanos())));
    }
}

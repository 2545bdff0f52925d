package io.github.podsights.camel.delivery;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The failures by which a {@link Gate} closes: so many in a row, or such a share of what ended within a time; and whose they
 * are. It is changed under the gate's lock.
 */
final class FailureRow {

    private static final double NEARLY_ALL = 0.9;

    private final GateRules rules;
    private final LongSupplier accepted;
    private final Set<Object> deliveries = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> integrations = new HashSet<>();
    private final Map<String, Integer> failedOfSample = new HashMap<>();
    private volatile int inRow;
    private long sampleBegan;
    private long sampleAccepted;
    private int sampleFailed;

    /**
     * @param accepted how many were accepted since the start
     * @param now the time, on the scale of {@link System#nanoTime()}
     */
    FailureRow(GateRules rules, LongSupplier accepted, long now) {
        this.rules = rules;
        this.accepted = accepted;
        this.sampleBegan = now;
    }

    /** Whether there is none; may be asked without the lock. */
    boolean isEmpty() {
        return inRow == 0;
    }

    /**
     * Adds a failure.
     *
     * @param delivery what failed
     * @param integration whose it is
     * @return whether that is enough to close
     */
    @SuppressWarnings("NonAtomicVolatileUpdate") // changed under the lock, looked at without it
    boolean add(Object delivery, String integration, long now) {
        if (now - sampleBegan > rules.sampleTime().toNanos()) {
            beginSample(now);
        }
        inRow++;
        sampleFailed++;
        integrations.add(integration);
        failedOfSample.merge(integration, 1, Integer::sum);
        if (deliveries.size() < rules.deliveries()) {
            deliveries.add(delivery);
        }
        long sample = sampleFailed + accepted.getAsLong() - sampleAccepted;
        boolean isByShare = sample >= rules.sample() && sampleFailed >= rules.share() * sample;
        return deliveries.size() >= rules.deliveries() && (inRow >= rules.inRow() || isByShare);
    }

    /**
     * The integration whose failures alone are enough to close: all of the row, or nearly all of the share, among which one
     * of another may happen to fail; empty if there is none.
     */
    Optional<String> ofOne() {
        if (inRow >= rules.inRow()) {
            return integrations.size() == 1 ? integrations.stream().findFirst() : Optional.empty();
        }
        return failedOfSample.entrySet().stream()
                .filter(failed -> failed.getValue() >= NEARLY_ALL * sampleFailed)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** One was accepted, or the gate has closed: the row is at its end. */
    void forget() {
        inRow = 0;
        deliveries.clear();
        integrations.clear();
    }

    /** From now on a share is counted anew. */
    void beginSample(long now) {
        sampleBegan = now;
        sampleAccepted = accepted.getAsLong();
        sampleFailed = 0;
        failedOfSample.clear();
    }
}

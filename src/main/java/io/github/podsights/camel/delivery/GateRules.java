package io.github.podsights.camel.delivery;

import java.time.Duration;

/**
 * When a {@link Gate} closes, and how often it is probed.
 *
 * @param inRow failed attempts, one after the other, that close it; at least 1
 * @param deliveries how many different deliveries they have to be of; at least 1, at most {@code inRow}
 * @param sample how many attempts are needed to tell a share of failures; at least 1
 * @param share the share of failures that closes it, more than 0, at most 1
 * @param sampleTime the time in which the attempts of a sample ended
 * @param firstProbe the longest time until the first probe, more than zero
 * @param longestProbe what that time grows to, doubling, while the collector fails; at least {@code firstProbe}
 * @param longestAfterRefusal what it grows to while the collector answers but takes nothing of an integration: that waits
 *     for a person who corrects a key; at least {@code longestProbe}
 */
public record GateRules(
        int inRow,
        int deliveries,
        int sample,
        double share,
        Duration sampleTime,
        Duration firstProbe,
        Duration longestProbe,
        Duration longestAfterRefusal) {

    /** How much longer a person takes than a collector. */
    private static final int PERSON = 12;

    public GateRules {
        if (inRow < 1 || deliveries < 1 || deliveries > inRow || sample < 1 || !(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a gate that closes by nothing");
        }
        if (firstProbe.isNegative()
                || firstProbe.isZero()
                || longestProbe.compareTo(firstProbe) < 0
                || longestAfterRefusal.compareTo(longestProbe) < 0) {
            throw new IllegalArgumentException("a gate that is probed without a pause");
        }
    }

    /**
     * Ten failures in a row, or four of five within ten seconds, of at least three deliveries.
     *
     * @param firstProbe taken as {@code longestProbe} if it is longer
     * @param longestProbe what the time between probes grows to; twelve times that after a refusal
     */
    public static GateRules of(Duration firstProbe, Duration longestProbe) {
        Duration first = firstProbe.compareTo(longestProbe) > 0 ? longestProbe : firstProbe;
        return new GateRules(
                10, 3, 50, 0.8, Duration.ofSeconds(10), first, longestProbe, longestProbe.multipliedBy(PERSON));
    }
}

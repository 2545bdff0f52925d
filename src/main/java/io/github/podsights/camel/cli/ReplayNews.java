package io.github.podsights.camel.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How far a replay is, told when a letter more was looked at; and once, when for a while none was though some are under way:
 * they wait, perhaps for a collector that is down.
 */
final class ReplayNews {

    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final ReplayTally tally;
    private final long total;
    private final String where;
    private final boolean bar;
    private final LongSupplier nanoTime;
    private final long began;
    private long looked;
    private long lookedAt;
    private boolean silent;

    /**
     * @param total about how many letters there are
     * @param where to look why nothing goes on
     * @param bar whether a bar is shown
     */
    ReplayNews(ReplayTally tally, long total, String where, boolean bar, LongSupplier nanoTime) {
        this.tally = tally;
        this.total = total;
        this.where = where;
        this.bar = bar;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
        this.lookedAt = began;
    }

    /** What there is to tell; empty if nothing. For one thread alone. */
    Optional<String> get() {
        long now = nanoTime.getAsLong();
        if (tally.looked() != looked) {
            looked = tally.looked();
            lookedAt = now;
            silent = false;
            int percent = (int) Math.min(100, 100 * looked / Math.max(1, total));
            String text = tally.progress(
                    (now - began) / (double) Duration.ofSeconds(1).toNanos());
            return Optional.of((bar ? ProgressLine.bar(percent) : "") + percent + "% " + text);
        }
        int underWay = tally.underWay();
        if (silent || underWay == 0 || now - lookedAt < SILENCE.toNanos()) {
            return Optional.empty();
        }
        silent = true;
        return Optional.of(String.format(
                Locale.ROOT,
                "%,d under way, and none has ended for %d s: %s what they wait for",
                underWay,
                SILENCE.toSeconds(),
                where));
    }
}

package io.github.podsights.camel.settings;

import static io.github.podsights.camel.settings.Check.check;

import java.time.Duration;
import java.util.Optional;

/**
 * How duplicates are recognised.
 *
 * @param window for how long an accepted delivery makes later ones duplicates, at most a year; zero: nothing is one
 * @param maxEntries how many accepted deliveries are remembered in memory, 1 to 100,000,000
 * @param database what remembers them; empty: memory does
 */
public record DuplicatesSettings(Duration window, int maxEntries, Optional<DatabaseSettings> database) {

    public DuplicatesSettings {
        check(
                Property.DUPLICATES_WINDOW,
                !window.isNegative() && window.compareTo(Duration.ofDays(365)) <= 0,
                window.toMillis() + "ms",
                "a duration of at most a year, such as 24h, or none");
        check(
                Property.DUPLICATES_MAX_ENTRIES,
                maxEntries >= 1 && maxEntries <= 100_000_000,
                Integer.toString(maxEntries),
                "a number from 1 to 100000000");
    }

    /** Whether anything is a duplicate. */
    public boolean isOn() {
        return !window.isZero();
    }
}

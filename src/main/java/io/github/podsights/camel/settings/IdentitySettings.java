package io.github.podsights.camel.settings;

import static io.github.podsights.camel.settings.Check.check;

import java.time.Duration;
import java.util.Optional;

/**
 * How the e-mail addresses of visitors are remembered, as hashes.
 *
 * @param timeToLive for how long after an identify event, at most ten years; zero: none is
 * @param maxEntries under how many ids, 1 to 100,000,000
 * @param database what remembers them; empty: memory does
 */
public record IdentitySettings(Duration timeToLive, int maxEntries, Optional<DatabaseSettings> database) {

    public IdentitySettings {
        check(
                Property.IDENTITY_TIME_TO_LIVE,
                !timeToLive.isNegative() && timeToLive.compareTo(Duration.ofDays(3650)) <= 0,
                timeToLive.toMillis() + "ms",
                "a duration of at most 3650d, such as 30d, or none");
        check(
                Property.IDENTITY_MAX_ENTRIES,
                maxEntries >= 1 && maxEntries <= 100_000_000,
                Integer.toString(maxEntries),
                "a number from 1 to 100000000");
    }

    /** Whether anything is remembered. */
    public boolean isOn() {
        return !timeToLive.isZero();
    }
}

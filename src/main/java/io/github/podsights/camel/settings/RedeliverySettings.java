package io.github.podsights.camel.settings;

import static io.github.podsights.camel.settings.Check.check;
import static io.github.podsights.camel.settings.Check.positive;

import java.time.Duration;

/**
 * How a delivery that failed is tried again in place.
 *
 * @param attempts 1 to 100, the first one counted
 * @param delay the backoff after the first attempt, more than zero
 * @param multiplier what the backoff grows by, 1 to 10
 * @param maxDelay the longest backoff, at least {@code delay}
 * @param budget the time from the first attempt in which the last one has to begin, more than zero
 */
public record RedeliverySettings(int attempts, Duration delay, double multiplier, Duration maxDelay, Duration budget) {

    public RedeliverySettings {
        check(
                Property.ATTEMPTS,
                attempts >= 1 && attempts <= 100,
                Integer.toString(attempts),
                "a number from 1 to 100");
        positive(Property.DELAY, delay);
        check(
                Property.MULTIPLIER,
                multiplier >= 1 && multiplier <= 10,
                Double.toString(multiplier),
                "a number from 1 to 10");
        positive(Property.MAX_DELAY, maxDelay);
        check(
                Property.MAX_DELAY,
                maxDelay.compareTo(delay) >= 0,
                maxDelay.toMillis() + "ms",
                "at least " + Property.DELAY.key() + ", which is " + delay.toMillis() + "ms");
        positive(Property.BUDGET, budget);
    }
}

package io.github.podsights.camel.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a delivery that failed is tried again: exponential backoff with full jitter (a delay drawn evenly between zero
 * and the backoff, so that those that failed together do not come back together), an attempt limit and a time budget.
 */
public final class Redelivery {

    private final int attempts;
    private final Duration delay;
    private final double multiplier;
    private final Duration maxDelay;
    private final Duration budget;
    private final RandomGenerator random;

    /**
     * @param attempts at least 1, the first one counted
     * @param delay the backoff after the first attempt
     * @param multiplier what the backoff grows by after each further one, at least 1
     * @param maxDelay the longest backoff
     * @param budget the time from the first attempt within which the last one has to begin
     */
    public Redelivery(
            int attempts,
            Duration delay,
            double multiplier,
            Duration maxDelay,
            Duration budget,
            RandomGenerator random) {
        this.attempts = attempts;
        this.delay = delay;
        this.multiplier = multiplier;
        this.maxDelay = maxDelay;
        this.budget = budget;
        this.random = random;
    }

    /**
     * The time to wait before the next attempt.
     *
     * @param made attempts made so far, at least 1
     * @return between zero and the backoff
     */
    public Duration delayAfter(int made) {
        long bound = backoff(made);
        return Duration.ofMillis(bound <= 0 ? 0 : random.nextLong(bound + 1));
    }

    /**
     * Whether there is to be another attempt.
     *
     * @param made attempts made so far
     * @param since the time since the first one began, the wait before the next one included
     */
    public boolean again(int made, Duration since) {
        return made < attempts && since.compareTo(budget) <= 0;
    }

    /** Whether a wait from the first attempt on is beyond the budget. */
    public boolean isBeyondBudget(Duration since) {
        return since.compareTo(budget) > 0;
    }

    /** In milliseconds; a power that is beyond all numbers is infinite, and so the longest. */
    private long backoff(int made) {
        return (long)
                Math.min((double) delay.toMillis() * Math.pow(multiplier, made - 1), (double) maxDelay.toMillis());
    }
}

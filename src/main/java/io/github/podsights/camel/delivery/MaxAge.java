package io.github.podsights.camel.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How old an event may be that is sent, by its own timestamp: the collector dates it when it arrives.
 *
 * @param longest more than zero
 * @param clock tells the time
 */
public record MaxAge(Duration longest, InstantSource clock) {

    /** The reason of a delivery whose event is older. */
    public static final String TOO_OLD = "too_old";

    /**
     * Whether an event is older.
     *
     * @param happened when it happened; null if nobody knows, and then it is not
     */
    public boolean isOver(Instant happened) {
        return happened != null && happened.isBefore(clock.instant().minus(longest));
    }
}

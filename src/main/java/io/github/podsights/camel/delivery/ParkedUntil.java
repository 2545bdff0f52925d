package io.github.podsights.camel.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * That a delivery is kept until it is tried again.
 *
 * @param id the same as long as the delivery is parked again and again
 * @param stage the stage of the schedule, from 1
 * @param due when it comes back
 * @param delay the delay of the stage; {@code due} may be later than that, when the collector asked for more
 * @param reason why, for people: nothing of the event and the key in it
 */
public record ParkedUntil(String id, int stage, Instant due, Duration delay, String reason) {

    public ParkedUntil {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(due, "due");
        Objects.requireNonNull(delay, "delay");
        if (stage < 1) {
            throw new IllegalArgumentException("stage: " + stage + "; expected 1 or more");
        }
    }
}

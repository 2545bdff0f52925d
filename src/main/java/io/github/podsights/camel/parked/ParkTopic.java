package io.github.podsights.camel.parked;

import java.time.Duration;

/** The topics in which deliveries are parked: one for each delay, so that a longer one does not hold up a shorter one. */
public final class ParkTopic {

    /** The header of a record that says when it comes back: milliseconds since 1970, in digits. */
    public static final String NOT_BEFORE = "podsights-not-before";

    private ParkTopic() {}

    /** The name of a topic, such as {@code podsights-events-parked-10m}: the same for 60s and 1m. */
    public static String name(String prefix, Duration delay) {
        return prefix + "-" + text(delay);
    }

    /** A regular expression for the topics of all delays, also those of an earlier schedule. */
    public static String pattern(String prefix) {
        return prefix.replace(".", "[.]") + "-[0-9]*(ms|s|m|h|d)";
    }

    private static String text(Duration delay) {
        long millis = delay.toMillis();
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        if (millis % 60_000 != 0) {
            return millis / 1_000 + "s";
        }
        if (millis % 3_600_000 != 0) {
            return millis / 60_000 + "m";
        }
        return millis % 86_400_000 == 0 ? millis / 86_400_000 + "d" : millis / 3_600_000 + "h";
    }
}

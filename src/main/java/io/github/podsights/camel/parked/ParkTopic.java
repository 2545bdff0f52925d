package io.github.podsights.camel.parked;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The topics in which deliveries are parked: one for each delay, so that a longer one does not hold up a shorter one. */
public final class ParkTopic {

    /** The header of a record that says when it comes back: milliseconds since 1970, in digits. */
    public static final String NOT_BEFORE = "podsights-not-before";

    private static final Pattern DELAY = Pattern.compile("-([0-9]{1,9})(ms|s|m|h|d)$");

    private ParkTopic() {}

    /** The name of a topic, such as {@code podsights-events-parked-10m}: the same for 60s and 1m. */
    public static String name(String prefix, Duration delay) {
        return prefix + "-" + text(delay);
    }

    /** A regular expression for the topics of all delays, also those of an earlier schedule. */
    public static String pattern(String prefix) {
        return prefix.replace(".", "[.]") + "-[0-9]*(ms|s|m|h|d)";
    }

    /** The delay that the name of a topic says; empty if it says none, or one beyond all reason. */
    public static Optional<Duration> delay(String topic) {
        Matcher delay = DELAY.matcher(topic);
        if (!delay.find()) {
            return Optional.empty();
        }
        long count = Long.parseLong(delay.group(1));
        return Optional.of(
                switch (delay.group(2)) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                });
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

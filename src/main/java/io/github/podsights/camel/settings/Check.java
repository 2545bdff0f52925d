package io.github.podsights.camel.settings;

import io.github.podsights.camel.yaml.Finding;
import java.net.URI;
import java.time.Duration;

/** What the records of settings refuse with: a message that names the property. */
final class Check {

    private Check() {}

    static void check(Property property, boolean holds, String found, String expected) {
        if (!holds) {
            throw new InvalidSettingException(property, found, expected);
        }
    }

    static void positive(Property property, Duration duration) {
        check(
                property,
                duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(Duration.ofDays(365)) <= 0,
                duration.toMillis() + "ms",
                "a duration of more than zero and at most a year, such as 500ms, 10s, 5m or 1h");
    }

    /** What was found, but nothing of a user and password in a URL. */
    static String quote(URI uri) {
        return uri.getRawUserInfo() == null ? Finding.quoted(uri.toString()) : "a user or password in it";
    }
}

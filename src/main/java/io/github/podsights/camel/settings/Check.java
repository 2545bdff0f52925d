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
        return quote(uri.toString());
    }

    /** The same of what may be no URL: what is before an {@code @} may be a password, whatever else is wrong. */
    static String quote(String uri) {
        return uri.indexOf('@') < 0 ? Finding.quoted(withoutOptions(uri)) : "a user or password in it";
    }

    /** Of a text that may have options, which may be passwords, what stands before them. */
    static String withoutOptions(String uri) {
        int options = uri.indexOf('?');
        return options < 0 ? uri : uri.substring(0, options) + "?…";
    }
}

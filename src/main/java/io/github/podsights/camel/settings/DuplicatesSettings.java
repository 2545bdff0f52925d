package io.github.podsights.camel.settings;

import static io.github.podsights.camel.settings.Check.check;

import io.github.podsights.camel.integration.Secret;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How duplicates are recognised.
 *
 * @param window for how long an accepted delivery makes later ones duplicates, at most a year; zero: nothing is one
 * @param maxEntries how many accepted deliveries are remembered in memory, 1 to 100,000,000
 * @param jdbcUrl the database that remembers them; empty: memory does
 * @param user the user of the database; empty if it needs none
 * @param password its password; empty if it needs none
 */
public record DuplicatesSettings(
        Duration window, int maxEntries, Optional<String> jdbcUrl, Optional<String> user, Optional<Secret> password) {

    private static final Pattern URL = Pattern.compile("jdbc:(h2|postgresql):\\S+");

    private static final Pattern CREDENTIALS = Pattern.compile("[?;&](user|password)=|@");

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
        jdbcUrl.ifPresent(DuplicatesSettings::checkUrl);
    }

    private static void checkUrl(String url) {
        boolean credentials = CREDENTIALS.matcher(url.toLowerCase(Locale.ROOT)).find();
        check(
                Property.DUPLICATES_JDBC_URL,
                !credentials && URL.matcher(url).matches(),
                credentials ? "a user or password in it" : "an address of another kind",
                "jdbc:h2:… or jdbc:postgresql:…, without user and password, or none");
    }

    /** Whether anything is a duplicate. */
    public boolean isOn() {
        return !window.isZero();
    }
}

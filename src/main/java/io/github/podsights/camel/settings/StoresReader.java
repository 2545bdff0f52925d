package io.github.podsights.camel.settings;

import io.github.podsights.camel.integration.Secret;
import io.github.podsights.camel.yaml.Finding;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the properties of what is remembered for a time: duplicates and identities. What is a secret is taken from where
 * its placeholder says.
 */
final class StoresReader {

    private static final String NONE = "none";

    /** H2 takes a relative path from where the process was started, and only if it says so. */
    private static final Pattern RELATIVE = Pattern.compile("(jdbc:h2:(?:file:)?)(\\.\\.?/[^;]*)(.*)");

    private static final int MOST_BY_DEFAULT = 1_000_000;

    /** What is remembered of an accepted delivery: a digest, its node, and their share of a table. */
    private static final int BYTES_OF_DUPLICATE = 144;

    /** Of an identity: two digests, a node, and their share of a table. */
    private static final int BYTES_OF_IDENTITY = 180;

    private final PropertyValues values;
    private final Path base;
    private final Function<Property, Duration> duration;
    private final ToIntFunction<Property> integer;

    /**
     * @param duration reads a property as a duration
     * @param integer reads a property as a whole number
     */
    StoresReader(
            PropertyValues values, Path base, Function<Property, Duration> duration, ToIntFunction<Property> integer) {
        this.values = values;
        this.base = base;
        this.duration = duration;
        this.integer = integer;
    }

    DuplicatesSettings duplicates() {
        return new DuplicatesSettings(
                durationOrNone(Property.DUPLICATES_WINDOW),
                entries(Property.DUPLICATES_MAX_ENTRIES, duplicatesIn(Heap.now().roomOfStore())),
                database(
                        Property.DUPLICATES_JDBC_URL,
                        Property.DUPLICATES_JDBC_USER,
                        Property.DUPLICATES_JDBC_PASSWORD));
    }

    IdentitySettings identity() {
        Optional<DatabaseSettings> database =
                database(Property.IDENTITY_JDBC_URL, Property.IDENTITY_JDBC_USER, Property.IDENTITY_JDBC_PASSWORD);
        return new IdentitySettings(
                durationOrNone(Property.IDENTITY_TIME_TO_LIVE),
                entries(
                        Property.IDENTITY_MAX_ENTRIES,
                        database.isPresent()
                                ? MOST_BY_DEFAULT
                                : identitiesIn(Heap.now().roomOfStore())),
                database);
    }

    private Duration durationOrNone(Property property) {
        Optional<PropertyValues.Value> value = values.get(property);
        return value.isPresent() && value.get().text().equals(NONE) ? Duration.ZERO : duration.apply(property);
    }

    private int entries(Property property, int byDefault) {
        return values.get(property).isPresent() ? integer.applyAsInt(property) : byDefault;
    }

    /** How many duplicates so many bytes hold, 1 to a million. */
    static int duplicatesIn(long room) {
        return (int) Math.max(1, Math.min(MOST_BY_DEFAULT, room / BYTES_OF_DUPLICATE));
    }

    /** How many identities so many bytes hold, 1 to a million. */
    static int identitiesIn(long room) {
        return (int) Math.max(1, Math.min(MOST_BY_DEFAULT, room / BYTES_OF_IDENTITY));
    }

    private Optional<DatabaseSettings> database(Property url, Property user, Property password) {
        Optional<Secret> secret = text(password).map(Secret::new);
        return text(url).map(text -> new DatabaseSettings(url, resolve(url, text), text(user), secret));
    }

    private Optional<String> text(Property property) {
        return values.get(property).map(PropertyValues.Value::text).filter(text -> !text.equals(NONE));
    }

    private String resolve(Property property, String url) {
        Matcher matcher = RELATIVE.matcher(url);
        if (!matcher.matches()) {
            return url;
        }
        try {
            return matcher.group(1) + base.resolve(matcher.group(2)).normalize() + matcher.group(3);
        } catch (InvalidPathException e) {
            throw new InvalidSettingException(property, Finding.quoted(matcher.group(2)), "a path of this file system");
        }
    }
}

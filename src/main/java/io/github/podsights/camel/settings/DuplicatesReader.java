package io.github.podsights.camel.settings;

import io.github.podsights.camel.integration.Secret;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the properties of duplicates; what is a secret is taken from where its placeholder says. */
final class DuplicatesReader {

    private static final String NONE = "none";

    /** H2 takes a relative path from where the process was started, and only if it says so. */
    private static final Pattern RELATIVE = Pattern.compile("(jdbc:h2:(?:file:)?)(\\.\\.?/[^;]*)(.*)");

    private static final int MOST_BY_DEFAULT = 1_000_000;

    /** What is remembered of an accepted delivery: a digest, its node, and their share of a table. */
    private static final int BYTES_AN_ENTRY = 144;

    private final PropertyValues values;
    private final Path base;
    private final Findings findings;

    DuplicatesReader(PropertyValues values, Path base, Findings findings) {
        this.values = values;
        this.base = base;
        this.findings = findings;
    }

    DuplicatesSettings read(Function<Property, Duration> duration, ToIntFunction<Property> integer) {
        Optional<PropertyValues.Value> window = values.get(Property.DUPLICATES_WINDOW);
        boolean off = window.map(value -> value.text().equals(NONE)).orElse(false);
        return new DuplicatesSettings(
                off ? Duration.ZERO : duration.apply(Property.DUPLICATES_WINDOW),
                values.get(Property.DUPLICATES_MAX_ENTRIES).isPresent()
                        ? integer.applyAsInt(Property.DUPLICATES_MAX_ENTRIES)
                        : entriesOf(Runtime.getRuntime().maxMemory()),
                text(Property.DUPLICATES_JDBC_URL).map(this::resolve),
                text(Property.DUPLICATES_JDBC_USER),
                text(Property.DUPLICATES_JDBC_PASSWORD).flatMap(this::secret).map(Secret::new));
    }

    /** How many entries take a fifth of a heap of so many bytes, at most a million. */
    static int entriesOf(long heap) {
        return (int) Math.max(1, Math.min(MOST_BY_DEFAULT, heap / 5 / BYTES_AN_ENTRY));
    }

    private Optional<String> text(Property property) {
        return values.get(property).map(PropertyValues.Value::text).filter(text -> !text.equals(NONE));
    }

    private Optional<String> secret(String text) {
        return values.placeholders(base).resolve(text, values.place(Property.DUPLICATES_JDBC_PASSWORD), findings);
    }

    private String resolve(String url) {
        Matcher matcher = RELATIVE.matcher(url);
        if (!matcher.matches()) {
            return url;
        }
        try {
            return matcher.group(1) + base.resolve(matcher.group(2)).normalize() + matcher.group(3);
        } catch (InvalidPathException e) {
            throw new InvalidSettingException(
                    Property.DUPLICATES_JDBC_URL, Finding.quoted(matcher.group(2)), "a path of this file system");
        }
    }
}

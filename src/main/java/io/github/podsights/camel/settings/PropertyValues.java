package io.github.podsights.camel.settings;

import io.github.podsights.camel.integration.Placeholders;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import io.github.podsights.camel.yaml.Suggestion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The properties as they were written: a system property goes before an environment variable, that before the file.
 * Whatever is not set has no value here, and its default in {@link Property}.
 */
public final class PropertyValues {

    /**
     * A value and where it was found.
     *
     * @param text the value, white space around it taken off
     * @param where the file, {@code system property} or {@code environment variable}
     * @param line the line in the file, from 1; 0 where there is no file
     */
    public record Value(String text, String where, int line) {}

    private static final String PREFIX = "podsights";

    private final Map<String, Value> file;
    private final Function<String, String> system;
    private final Function<String, String> environment;
    private final Function<String, String> variables;

    private PropertyValues(
            Map<String, Value> file,
            Function<String, String> system,
            Function<String, String> environment,
            Function<String, String> variables) {
        this.file = file;
        this.system = system;
        this.environment = environment;
        this.variables = variables;
    }

    /**
     * Reads the properties.
     *
     * @param path the file; one that does not exist is empty
     * @param system looks up a system property, null where it is not set
     * @param environment looks up an environment variable, null where it is not set
     * @param findings where it is added if the file can't be read
     */
    public static PropertyValues read(
            Path path, Function<String, String> system, Function<String, String> environment, Findings findings) {
        return new PropertyValues(new PropertiesFile(path, findings).read(), system, environment, environment);
    }

    /** Properties that come from one look-up alone, such as those of a host application. */
    public static PropertyValues of(Function<String, String> lookup) {
        return new PropertyValues(Map.of(), lookup, name -> null, System::getenv);
    }

    /** The value of a property, if it is set and not blank. */
    public Optional<Value> get(Property property) {
        String text = system.apply(property.key());
        if (text != null && !text.isBlank()) {
            return Optional.of(new Value(text.strip(), "system property", 0));
        }
        text = environment.apply(property.environmentVariable());
        if (text != null && !text.isBlank()) {
            return Optional.of(new Value(text.strip(), "environment variable " + property.environmentVariable(), 0));
        }
        return Optional.ofNullable(file.get(property.key()))
                .filter(value -> !value.text().isBlank());
    }

    /** What placeholders in values stand for; of a file whose path is relative, from a directory. */
    Placeholders placeholders(Path base) {
        return new Placeholders(variables, base);
    }

    /** What stands in the file under names of ours, or nearly ours, that no property has. */
    public Map<String, Value> unknown() {
        Map<String, Value> unknown = new TreeMap<>(file);
        unknown.keySet().removeIf(key -> !isOurs(key) || Property.of(key).isPresent());
        return unknown;
    }

    private static boolean isOurs(String key) {
        String first = key.split("\\.", 2)[0];
        return first.equals(PREFIX)
                || Suggestion.closest(first, List.of(PREFIX)).isPresent();
    }

    /** The names of all that stands in the file, ours and others'. */
    public Set<String> names() {
        return Set.copyOf(file.keySet());
    }

    /** Where a property is set, or that it has its default. */
    public Place place(Property property) {
        return get(property)
                .map(value -> new Place(value.where(), value.line(), property.key()))
                .orElseGet(() -> new Place("default", 0, property.key()));
    }
}

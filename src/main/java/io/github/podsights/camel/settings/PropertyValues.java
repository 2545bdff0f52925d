package io.github.podsights.camel.settings;

import io.github.podsights.camel.integration.PlaceholderFunctions;
import io.github.podsights.camel.integration.Placeholders;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import io.github.podsights.camel.yaml.Suggestion;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    public record Value(String text, String where, int line) {

        /** Without the value, which may be a secret. */
        @Override
        public String toString() {
            return "Value[text=***, where=" + where + ", line=" + line + "]";
        }
    }

    /** What is said in place of a value that stands elsewhere, and is wrong. */
    public static final String HIDDEN = "another value behind its placeholder";

    private static final Pattern FUNCTION = Pattern.compile("\\{\\{\\??([A-Za-z][\\w.-]*):");

    private static final String PREFIX = "podsights";

    private final Map<String, Value> file;
    private final Function<String, String> system;
    private final Function<String, String> environment;
    private final Function<String, String> variables;
    private final PlaceholderFunctions functions;
    /** Of each value that is a placeholder, what stands there; null for none that can be read. */
    private final Map<Property, String> resolved;

    private PropertyValues(
            Map<String, Value> file,
            Function<String, String> system,
            Function<String, String> environment,
            Function<String, String> variables,
            PlaceholderFunctions functions,
            Map<Property, String> resolved) {
        this.functions = functions;
        this.resolved = resolved;
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
        return new PropertyValues(
                new PropertiesFile(path, findings).read(),
                system,
                environment,
                environment,
                PlaceholderFunctions.NONE,
                Map.of());
    }

    /** Properties that come from one look-up alone, such as those of a host application. */
    public static PropertyValues of(Function<String, String> lookup) {
        return new PropertyValues(Map.of(), lookup, name -> null, System::getenv, PlaceholderFunctions.NONE, Map.of());
    }

    /**
     * Properties that a host has read of a file of its own.
     *
     * @param written what stands in it, by name
     * @param path the file, as a finding names it
     * @param system looks up a system property, null where it is not set
     * @param environment looks up an environment variable, null where it is not set
     */
    public static PropertyValues of(
            Map<String, String> written,
            String path,
            Function<String, String> system,
            Function<String, String> environment) {
        return new PropertyValues(
                values(written, path), system, environment, environment, PlaceholderFunctions.NONE, Map.of());
    }

    /**
     * Properties that are known already, such as all of a host application's.
     *
     * @param values by name; names that no property has are refused
     * @param where what says in a finding where they are from
     */
    public static PropertyValues of(Map<String, String> values, String where) {
        return new PropertyValues(
                values(values, where), name -> null, name -> null, System::getenv, PlaceholderFunctions.NONE, Map.of());
    }

    private static Map<String, Value> values(Map<String, String> written, String where) {
        Map<String, Value> values = new TreeMap<>();
        written.forEach((key, text) -> values.put(key, new Value(text.strip(), where, 0)));
        return values;
    }

    /** The same, in which placeholders may name other functions as well, such as those of Camel. */
    public PropertyValues with(PlaceholderFunctions others) {
        return new PropertyValues(file, system, environment, variables, others, resolved);
    }

    /**
     * The same with what stands in the environment or in a file in place of placeholders for it.
     *
     * @param base what a relative path of a file is taken from
     * @param findings where it is added if nothing stands there; the property has no value then
     */
    PropertyValues resolved(Path base, Findings findings) {
        Placeholders placeholders = new Placeholders(variables, base).with(functions);
        Map<Property, String> known = new EnumMap<>(Property.class);
        for (Property property : Property.values()) {
            if (isPlaceholder(property)) {
                known.put(
                        property,
                        placeholders
                                .resolve(written(property).orElseThrow().text(), place(property), findings)
                                .orElse(null));
            }
        }
        return new PropertyValues(file, system, environment, variables, functions, known);
    }

    /** Among the options of an endpoint Camel itself looks for what stands elsewhere. */
    private static boolean isForCamel(Property property, Value value) {
        return property == Property.DEAD_LETTER_URI && !value.text().startsWith("{{");
    }

    /** Whether what a property says stands elsewhere, and so may be a secret, whatever the property. */
    public boolean isPlaceholder(Property property) {
        return written(property)
                .filter(value -> Placeholders.isPlaceholder(value.text()) && !isForCamel(property, value))
                .isPresent();
    }

    /** The value of a property, if it is set and not blank. */
    public Optional<Value> get(Property property) {
        return resolved.containsKey(property)
                ? written(property)
                        .filter(value -> resolved.get(property) != null)
                        .map(value -> new Value(resolved.get(property), value.where(), value.line()))
                : written(property);
    }

    private Optional<Value> written(Property property) {
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

    /** The first place in the file, by key, where a text stands in a value, of whatever name; empty if it stands in none. */
    public Optional<Place> holding(String text) {
        return file.entrySet().stream()
                .filter(entry -> entry.getValue().text().contains(text))
                .map(entry ->
                        new Place(entry.getValue().where(), entry.getValue().line(), entry.getKey()))
                .findFirst();
    }

    /** What the file says of Camel itself, as it was written. */
    public Map<String, Value> ofCamel() {
        Map<String, Value> ofCamel = new TreeMap<>(file);
        ofCamel.keySet().removeIf(key -> !key.startsWith("camel."));
        return ofCamel;
    }

    /** The names of the functions that the placeholders in the file ask, such as {@code env}, and of what is common. */
    public Set<String> functionNames() {
        return Stream.concat(
                        Stream.of("env", "file"), file.values().stream().flatMap(value -> FUNCTION.matcher(value.text())
                                .results()
                                .map(match -> match.group(1))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Where a property is set, or that it has its default. */
    public Place place(Property property) {
        return written(property)
                .map(value -> new Place(value.where(), value.line(), property.key()))
                .orElseGet(() -> new Place("default", 0, property.key()));
    }
}

package io.github.podsights.camel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.podsights.camel.settings.PropertyValues;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import io.github.podsights.camel.yaml.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.util.StringHelper;

/**
 * Finds a mistyped name among what {@code application.properties} says of Camel itself: camel-main would refuse it too, but
 * without a line, and after much else has begun. What Camel takes under any name, such as {@code camel.beans}, is not looked
 * at.
 */
final class CamelProperties {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String COMPONENT = "camel.component.";

    private static final String METADATA = "/META-INF/camel-main-configuration-metadata.json";

    /** Ours is Camel's, under a name of its own. */
    private static final Map<String, String> OURS = Map.of("podsights-kafka", "kafka");

    /** What no property of Camel's can reach. */
    private static final Map<String, String> MADE =
            Map.of("podsights-http", "podsights.collector", "podsights-jms", "podsights.source.jms");

    /** What camel-main knows besides the groups that it describes. */
    private static final List<String> OTHERS = List.of("component", "dataformat", "language", "beans", "variable");

    private final Findings findings;
    private final Set<String> groups = new TreeSet<>();
    private final Set<String> names = new TreeSet<>();

    private CamelProperties(Findings findings) {
        this.findings = findings;
        try (InputStream metadata = Main.class.getResourceAsStream(METADATA)) {
            JsonNode root = JSON.readTree(metadata);
            root.path("groups").forEach(group -> groups.add(group.path("name").asText()));
            root.path("properties")
                    .forEach(property -> names.add(property.path("name").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds an error for each name that Camel does not know. */
    static void check(PropertyValues values, Findings findings) {
        Map<String, PropertyValues.Value> ofCamel = values.ofCamel();
        if (ofCamel.isEmpty()) {
            return;
        }
        CamelProperties properties = new CamelProperties(findings);
        ofCamel.forEach((key, value) -> {
            Place place = new Place(value.where(), value.line(), key);
            if (key.startsWith(COMPONENT)) {
                properties.component(key, place);
            } else {
                properties.main(key, place);
            }
        });
    }

    private void main(String key, Place place) {
        Optional<String> group = groups.stream()
                .filter(name -> key.regionMatches(true, 0, name + ".", 0, name.length() + 1))
                .max((one, other) -> Integer.compare(one.length(), other.length()));
        if (group.isPresent()) {
            String prefix = group.get() + ".";
            List<String> ofGroup =
                    names.stream().filter(name -> name.startsWith(prefix)).toList();
            unless(ofGroup, key, place, "an option of " + group.get());
            return;
        }
        String second = key.substring("camel.".length()).split("\\.", 2)[0];
        Set<String> known = new TreeSet<>(OTHERS);
        groups.forEach(name -> known.add(name.split("\\.", 3)[1]));
        if (known.stream().noneMatch(second::equalsIgnoreCase)
                && Suggestion.closest(second, known).isPresent()) {
            unknown(second, known, place, "camel. and what Camel knows");
        }
    }

    private void component(String key, Place place) {
        String[] parts = key.substring(COMPONENT.length()).split("\\.", 2);
        if (parts.length < 2) {
            return;
        }
        if (MADE.containsKey(parts[0])) {
            findings.error(
                    place,
                    "an option of " + parts[0] + ", which is made at each start",
                    "properties of ours",
                    "use " + MADE.get(parts[0]) + ".… instead, or an option in a route of your own");
            return;
        }
        List<String> options = options(OURS.getOrDefault(parts[0], parts[0]));
        boolean isMistyped =
                options.isEmpty() && Suggestion.closest(parts[0], OURS.keySet()).isPresent();
        if (isMistyped) {
            unknown(parts[0], OURS.keySet(), place, "the name of a component");
        }
        if (!options.isEmpty()) {
            unless(options, parts[1], place, "an option of the component " + parts[0]);
        }
    }

    /** Those of a component; empty if they are not known here. */
    private static List<String> options(String component) {
        try (DefaultCamelContext context = new DefaultCamelContext(false)) {
            String schema = context.getComponentParameterJsonSchema(component);
            return schema == null ? List.of() : names(JSON.readTree(schema).path("componentProperties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(JsonNode properties) {
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** What follows a bracket or a further dot is of the option itself, such as an entry of it. */
    private void unless(Collection<String> known, String key, Place place, String expected) {
        boolean isKnown = known.stream()
                .map(CamelProperties::plain)
                .anyMatch(name -> plain(key).equals(name)
                        || plain(key).startsWith(name + "[")
                        || plain(key).startsWith(name + "."));
        if (!isKnown) {
            unknown(key, known, place, expected);
        }
    }

    private void unknown(String found, Collection<String> known, Place place, String expected) {
        findings.error(
                place,
                "the unknown name " + Finding.quoted(found),
                expected,
                "remove or correct it" + Suggestion.hint(found, inTheWayOf(found, known)));
    }

    private static List<String> inTheWayOf(String found, Collection<String> known) {
        return known.stream()
                .map(name -> found.contains("-") ? StringHelper.camelCaseToDash(name) : name)
                .toList();
    }

    /** Camel takes {@code camelCase} and {@code with-dashes}. */
    private static String plain(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }
}

package io.github.podsights.camel.route.check;

import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import io.github.podsights.camel.yaml.Suggestion;
import io.github.podsights.camel.yaml.YamlMap;
import io.github.podsights.camel.yaml.YamlNode;
import io.github.podsights.camel.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.EndpointUriFactory;

/**
 * Components that are not there, and options that they do not have. Those of the collector's endpoint matter most: it takes
 * any, and one that it does not know goes out to the vendor.
 */
final class EndpointOptions {

    /** The bundle's own components, and which of Camel's they are. */
    private static final Map<String, String> OURS =
            Map.of("podsights-http", "http", "podsights-kafka", "kafka", "podsights-jms", "jms");

    /** What stands in it is a value, whatever it looks like. */
    private static final Pattern RAW = Pattern.compile("RAW(\\(.*?\\)|\\{.*?\\})(?=&|$)");

    private static final List<String> SCHEMES = List.of("bean", "class", "direct", "file", "http", "https", "kafka");

    private final CamelContext context;
    private final Set<String> beans;
    private final Findings findings;

    /**
     * @param context one that is not started; it tells which components there are
     * @param beans the names of those of files and properties: one of them may be a component, whose options nobody knows
     */
    EndpointOptions(CamelContext context, Set<String> beans, Findings findings) {
        this.beans = Set.copyOf(beans);
        this.context = context;
        this.findings = findings;
    }

    void check(RouteFile file) {
        for (YamlNode node : Places.all(file.root())) {
            if (node instanceof YamlMap map && map.get("uri").isPresent()) {
                map.text("uri", new Findings()).ifPresent(uri -> check(uri, map));
            } else if (node instanceof YamlScalar scalar
                    && scalar.place().path().matches(".*\\.(to|toD|wireTap)")) {
                check(scalar.text(), new YamlMap(scalar.place(), Map.of("uri", scalar)));
            }
        }
    }

    private void check(String uri, YamlMap map) {
        int colon = uri.indexOf(':');
        String scheme = colon < 0 ? uri : uri.substring(0, colon);
        if (!scheme.matches("[a-z][a-z0-9-]*") || beans.contains(scheme)) {
            // A placeholder, or a bean: what stands there is not known here.
            return;
        }
        Optional<EndpointUriFactory> factory = Optional.ofNullable(
                context.getCamelContextExtension().getEndpointUriFactory(OURS.getOrDefault(scheme, scheme)));
        if (factory.isEmpty() && !isThere(scheme)) {
            List<String> known = new ArrayList<>(SCHEMES);
            known.addAll(OURS.keySet());
            findings.error(
                    map.place("uri"),
                    "the component " + Finding.quoted(scheme) + ", which is not there",
                    "one on the class path",
                    "correct it, or add its jar" + Suggestion.hint(scheme, known));
            return;
        }
        boolean strict = OURS.containsKey(scheme)
                || factory.filter(one -> !one.isLenientProperties()).isPresent();
        if (strict) {
            options(uri, map).forEach((name, place) -> option(name, place, scheme, factory.orElseThrow()));
        }
    }

    private boolean isThere(String scheme) {
        try {
            return context.getComponent(scheme, true, false) != null;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return true; // it is, and what it lacks the rehearsal says
        }
    }

    private void option(String name, Place place, String scheme, EndpointUriFactory factory) {
        boolean prefixed = prefixes(factory).stream().anyMatch(prefix -> name.startsWith(String.valueOf(prefix)));
        if (factory.propertyNames().contains(name) || prefixed) {
            return;
        }
        boolean isQuery = factory.isLenientProperties()
                && Suggestion.closest(name, factory.propertyNames()).isEmpty();
        if (isQuery) {
            findings.warning(
                    place,
                    "no option " + Finding.quoted(name) + " of " + scheme,
                    "an option, or a parameter of the collector's URL, as which it is sent",
                    "remove it if that is not what is meant");
        } else {
            findings.error(
                    place,
                    "the unknown option " + Finding.quoted(name),
                    "an option of " + scheme,
                    "remove or correct it" + Suggestion.hint(name, new TreeSet<>(factory.propertyNames())));
        }
    }

    /** What begins the names of options of an open number: Camel 4.14 has a set of them, 4.22 a map by option. */
    private static Collection<?> prefixes(EndpointUriFactory factory) {
        try {
            Object prefixes =
                    EndpointUriFactory.class.getMethod("multiValuePrefixes").invoke(factory);
            return prefixes instanceof Map<?, ?> map ? map.values() : (Collection<?>) prefixes;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a public method can be called", e);
        }
    }

    private static Map<String, Place> options(String uri, YamlMap map) {
        Map<String, Place> options = new LinkedHashMap<>();
        int query = uri.indexOf('?');
        for (String option : query < 0
                ? new String[0]
                : RAW.matcher(uri.substring(query + 1)).replaceAll("raw").split("&")) {
            String name = option.split("=", 2)[0];
            if (name.matches("[\\w.]+")) {
                options.put(name, map.place("uri"));
            }
        }
        map.map("parameters", new Findings())
                .ifPresent(
                        parameters -> parameters.entries().forEach((name, value) -> options.put(name, value.place())));
        return options;
    }
}

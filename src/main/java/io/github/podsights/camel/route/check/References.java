package io.github.podsights.camel.route.check;

import io.github.podsights.camel.route.ReservedBeans;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Suggestion;
import io.github.podsights.camel.yaml.YamlMap;
import io.github.podsights.camel.yaml.YamlNode;
import io.github.podsights.camel.yaml.YamlScalar;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a file of routes names that stands elsewhere: beans, properties, and routes that are called. */
final class References {

    /** {@code {{name}}}, also with a question mark before, or a default behind it. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([?!]?)([^{}:]+)(:[^{}]*)?}}");

    private static final Set<String> FUNCTIONS = Set.of("env", "sys", "service", "bean", "file", "properties");

    /** What {@code podsights.park.uri} and the destination of JMS come to, which no person sets. */
    private static final List<String> DERIVED = List.of(
            "podsights.park.directory",
            "podsights.park.topics",
            "podsights.park.topics-of-all-delays",
            "podsights.park.queue",
            "podsights.park.consumers",
            "podsights.source.jms.destination",
            "podsights.source.jms.shared");

    /** What a bean is made with is for its class to say. */
    private static final Pattern IN_BEAN = Pattern.compile("(^|\\.)beans\\[\\d+]\\.");

    private static final Pattern NAME_OF_BEAN = Pattern.compile("\\[\\d+]\\.beans\\[\\d+]\\.name");

    /** Beans that camel-main makes of properties. */
    private static final String BEANS = "camel.beans.";

    /** Options of steps that may name a bean by {@code #}; elsewhere that is a text like any other, such as a colour. */
    private static final Set<String> OPTIONS_OF_STEPS = Set.of(
            "executorService",
            "aggregationStrategy",
            "aggregationRepository",
            "idempotentRepository",
            "errorHandler",
            "onPrepare",
            "comparator");

    private final Set<String> beans = new TreeSet<>();
    private final Set<String> routes = new TreeSet<>();
    private final Predicate<String> isSet;
    private final Collection<String> properties = new TreeSet<>(DERIVED);
    private final Findings findings;

    /**
     * @param shipped the routes of the bundle: every bean that it has is named there
     * @param files the other ones
     * @param properties the names of all properties that have a value
     * @param isSet whether another name, such as that of a system property, has one
     */
    References(
            List<RouteFile> shipped,
            List<RouteFile> files,
            Collection<String> properties,
            Predicate<String> isSet,
            Findings findings) {
        this.isSet = isSet;
        this.properties.addAll(properties);
        this.findings = findings;
        for (RouteFile file : shipped) {
            Places.all(file.root()).forEach(node -> name(node).ifPresent(this::shipped));
        }
        files.forEach(file -> beans.addAll(file.beans()));
        beans.addAll(ofProperties(properties));
        for (List<RouteFile> some : List.of(shipped, files)) {
            some.forEach(file -> file.routes().forEach(route -> routes.add(route.uri())));
        }
    }

    /** A condition is a bean beside the one whose method it is. */
    private void shipped(String name) {
        beans.add(name);
        beans.add(name.split("\\.", 2)[0]);
    }

    /** The names of the beans that camel-main makes of properties. */
    static Set<String> ofProperties(Collection<String> properties) {
        return properties.stream()
                .filter(name -> name.startsWith(BEANS))
                .map(name -> name.substring(BEANS.length()).split("[.\\[]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    void check(RouteFile file) {
        for (YamlNode node : Places.all(file.root())) {
            if (node instanceof YamlScalar scalar) {
                bean(scalar);
                named(scalar);
                placeholders(scalar);
            }
        }
        for (RouteFile.RouteNode route : file.routes()) {
            route.steps().forEach(this::called);
        }
    }

    private void named(YamlScalar scalar) {
        if (NAME_OF_BEAN.matcher(scalar.place().path()).matches() && ReservedBeans.isReserved(scalar.text())) {
            findings.add(ReservedBeans.finding(scalar.place(), scalar.text()));
        }
    }

    private void bean(YamlScalar scalar) {
        name(scalar)
                .filter(name -> !beans.contains(name))
                .ifPresent(name -> findings.error(
                        scalar.place(),
                        "the unknown bean " + Finding.quoted(name),
                        "one that the shipped routes name, or that stands under beans:",
                        "correct it" + Suggestion.hint(name, beans)));
    }

    /** The bean that a value names: {@code ref: name}, {@code retryWhileRef: name?method=x} or {@code #name}. */
    private static Optional<String> name(YamlNode node) {
        if (!(node instanceof YamlScalar scalar)) {
            return Optional.empty();
        }
        String path = node.place().path();
        String key = path.substring(path.lastIndexOf('.') + 1);
        String text = scalar.text();
        boolean isParameter = path.contains(".parameters.");
        boolean marked = text.startsWith("#") && !text.contains(":") && (isParameter || OPTIONS_OF_STEPS.contains(key));
        boolean named = !isParameter && (key.equals("ref") || key.endsWith("Ref") || path.endsWith(".ref.expression"));
        if ((!marked && !named) || IN_BEAN.matcher(path).find()) {
            return Optional.empty();
        }
        String name = (marked ? text.substring(1) : text).split("\\?", 2)[0];
        boolean plain = name.matches("[\\w-]+(\\.\\w+)?");
        return plain ? Optional.of(name) : Optional.empty();
    }

    private void placeholders(YamlScalar scalar) {
        Matcher matcher = PLACEHOLDER.matcher(scalar.text());
        while (matcher.find()) {
            String name = matcher.group(2).strip();
            boolean optional = !matcher.group(1).isEmpty() || matcher.group(3) != null;
            boolean function = matcher.group(3) != null && FUNCTIONS.contains(name);
            if (!function && !optional && !properties.contains(name) && !isSet.test(name)) {
                findings.error(
                        scalar.place(),
                        "the unknown property " + Finding.quoted(name),
                        "one that has a value",
                        "correct it, or set it in application.properties" + Suggestion.hint(name, properties));
            }
        }
    }

    private void called(Step step) {
        String uri = step.uri().orElse("");
        if (uri.startsWith("direct:") && !uri.contains("{{") && !uri.contains("${") && !routes.contains(uri)) {
            findings.error(
                    step.body() instanceof YamlMap map ? map.place("uri") : step.place(),
                    Finding.quoted(uri) + ", by which no route is called",
                    "the from: of a route",
                    "correct it, or add the route" + Suggestion.hint(uri, routes));
        }
    }
}

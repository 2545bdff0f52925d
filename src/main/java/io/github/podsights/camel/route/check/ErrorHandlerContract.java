package io.github.podsights.camel.route.check;

import io.github.podsights.camel.route.check.RouteFile.ConfigurationNode;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import io.github.podsights.camel.yaml.Suggestion;
import io.github.podsights.camel.yaml.YamlList;
import io.github.podsights.camel.yaml.YamlMap;
import io.github.podsights.camel.yaml.YamlNode;
import io.github.podsights.camel.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a file's route configurations must have in common with the shipped ones, so that what fails is settled too. */
final class ErrorHandlerContract {

    /** What would give a failure, or an endpoint, another end. */
    private static final List<String> REROUTING =
            List.of("errorHandler", "onException", "intercept", "interceptFrom", "interceptSendToEndpoint");

    private static final List<String> HANDLER = List.of(
            "deadLetterUri",
            "deadLetterHandleNewException",
            "onExceptionOccurredRef",
            "retryWhileRef",
            "onRedeliveryRef");

    private static final List<String> POLICY = List.of("asyncDelayedRedelivery", "allowRedeliveryWhileStopping");

    private final RouteFile shipped;
    private final Findings findings;

    ErrorHandlerContract(RouteFile shipped, Findings findings) {
        this.shipped = shipped;
        this.findings = findings;
    }

    void check(RouteFile file) {
        List<String> ids =
                file.configurations().stream().flatMap(one -> one.id().stream()).toList();
        for (ConfigurationNode expected : shipped.configurations()) {
            String id = expected.id().orElseThrow();
            Optional<ConfigurationNode> found = file.configurations().stream()
                    .filter(one -> one.id().equals(expected.id()))
                    .findFirst();
            if (found.isPresent()) {
                check(expected.map(), found.get().map());
            } else {
                findings.error(
                        new Place(file.root().place().file(), 1, ""),
                        "no routeConfiguration " + Finding.quoted(id),
                        "every one of the shipped file that this one replaces",
                        "add it with id: " + id + Suggestion.hint(id, ids));
            }
        }
        for (YamlNode element : file.root() instanceof YamlList list ? list.elements() : List.<YamlNode>of()) {
            rerouting(element, REROUTING);
        }
    }

    private void check(YamlMap expected, YamlMap actual) {
        for (String key : REROUTING.subList(1, REROUTING.size())) {
            if (expected.get(key).isEmpty()) {
                rerouting(actual, List.of(key));
            } else if (!expected.get(key)
                    .map(ErrorHandlerContract::plain)
                    .equals(actual.get(key).map(ErrorHandlerContract::plain))) {
                findings.error(
                        actual.place(key),
                        actual.get(key).isEmpty() ? "no " + key : "another " + key,
                        "that of the shipped file",
                        "put it back: it settles what fails");
            }
        }
        Optional<YamlMap> handler = actual.map("errorHandler", new Findings());
        expected.map("errorHandler", new Findings()).ifPresent(wanted -> {
            for (Map.Entry<String, YamlNode> kind : wanted.entries().entrySet()) {
                Optional<YamlMap> same = handler.flatMap(one -> one.map(kind.getKey(), new Findings()));
                if (same.isEmpty()) {
                    findings.error(
                            actual.place("errorHandler"),
                            handler.map(one -> String.join(", ", one.entries().keySet()))
                                    .orElse("no error handler"),
                            kind.getKey() + ", as in the shipped file",
                            "put it back: it settles what fails");
                } else if (kind.getValue() instanceof YamlMap map) {
                    options(map, same.get(), HANDLER);
                    options(map(map), map(same.get()), POLICY);
                }
            }
        });
    }

    /** What stands in a node, wherever that is. */
    private static Object plain(YamlNode node) {
        if (node instanceof YamlMap map) {
            Map<String, Object> entries = new LinkedHashMap<>();
            map.entries().forEach((key, value) -> entries.put(key, plain(value)));
            return entries;
        }
        if (node instanceof YamlList list) {
            return list.elements().stream().map(ErrorHandlerContract::plain).toList();
        }
        return node instanceof YamlScalar scalar ? scalar.text() : node.kind();
    }

    private static YamlMap map(YamlMap handler) {
        return handler.map("redeliveryPolicy", new Findings())
                .orElse(new YamlMap(handler.place("redeliveryPolicy"), Map.of()));
    }

    private void options(YamlMap expected, YamlMap actual, List<String> names) {
        for (String name : names) {
            Optional<String> wanted = expected.text(name, new Findings());
            Optional<String> found = actual.text(name, new Findings());
            if (!wanted.equals(found)) {
                findings.error(
                        actual.place(name),
                        found.map(Finding::quoted).orElse("no " + name),
                        wanted.map(Finding::quoted).orElse("no " + name) + ", as in the shipped file",
                        "put it back: it settles what fails");
            }
        }
    }

    private void rerouting(YamlNode node, List<String> keys) {
        if (node instanceof YamlMap map) {
            for (String key : keys) {
                if (map.get(key).isPresent()) {
                    findings.error(
                            map.place(key),
                            key + " over routes of the bundle",
                            "none: what fails, or is sent, has one end there",
                            "take it out, or put it into a file of your own routes");
                }
            }
        }
    }
}

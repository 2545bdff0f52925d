package io.github.podsights.camel.route.check;

import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.YamlList;
import io.github.podsights.camel.yaml.YamlMap;
import io.github.podsights.camel.yaml.YamlNode;
import io.github.podsights.camel.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The steps of a route, in the order of the file, with the blocks that each stands in. One that is disabled is none. */
final class Steps {

    /** What has steps of its own below the key of a step. */
    private static final List<String> BRANCHES =
            List.of("when", "otherwise", "doCatch", "doFinally", "onFallback", "onWhen");

    /** What changes when, how often, or on what the steps of a block run. */
    private static final Set<String> MODES = new TreeSet<>(
            List.of("parallelProcessing", "aggregationStrategy", "stopOnException", "timeout", "copy", "synchronous"));

    private final List<Step> steps = new ArrayList<>();

    private Steps() {}

    /** Those below the {@code from} of a route. */
    static List<Step> of(YamlMap from) {
        Steps all = new Steps();
        all.list(from, List.of());
        return List.copyOf(all.steps);
    }

    private void list(YamlMap map, List<String> blocks) {
        for (YamlNode element : elements(map.get("steps"))) {
            if (element instanceof YamlMap step) {
                step.entries().forEach((name, body) -> step(name, body, blocks));
            }
        }
    }

    private void step(String name, YamlNode body, List<String> blocks) {
        if (body instanceof YamlMap map && isDisabled(map)) {
            return;
        }
        steps.add(new Step(name, body, blocks));
        if (!(body instanceof YamlMap map)) {
            return;
        }
        list(map, with(blocks, block(name, map)));
        for (String branch : BRANCHES) {
            for (YamlNode element : branches(map.get(branch))) {
                if (element instanceof YamlMap inner && !isDisabled(inner)) {
                    list(inner, with(with(blocks, block(name, map)), block(branch, inner)));
                }
            }
        }
    }

    private static boolean isDisabled(YamlMap map) {
        return map.text("disabled", new Findings())
                .filter(text -> !text.equalsIgnoreCase("false"))
                .isPresent();
    }

    private static List<YamlNode> elements(Optional<YamlNode> node) {
        return node.map(one -> one instanceof YamlList list ? list.elements() : List.<YamlNode>of())
                .orElse(List.of());
    }

    private static List<YamlNode> branches(Optional<YamlNode> node) {
        return node.map(one -> one instanceof YamlList list ? list.elements() : List.of(one))
                .orElse(List.of());
    }

    private static List<String> with(List<String> blocks, String block) {
        List<String> longer = new ArrayList<>(blocks);
        longer.add(block);
        return longer;
    }

    /** A block by its name, its condition, and how it runs: {@code filter podsightsConsentFilter.granted}. */
    private static String block(String name, YamlMap map) {
        StringBuilder block = new StringBuilder(name);
        condition(map).ifPresent(condition -> block.append(' ').append(condition));
        for (String mode : MODES) {
            map.text(mode, new Findings())
                    .filter(text -> !text.equalsIgnoreCase("false"))
                    .ifPresent(
                            text -> block.append(' ').append(mode).append('=').append(text));
        }
        return block.toString();
    }

    private static Optional<String> condition(YamlMap map) {
        YamlMap expression = map.get("expression").orElse(map) instanceof YamlMap inner ? inner : map;
        for (Map.Entry<String, YamlNode> language : expression.entries().entrySet()) {
            if (language.getKey().equals("method") && language.getValue() instanceof YamlMap method) {
                return Optional.of(text(method, "ref") + "." + text(method, "method"));
            }
            if (language.getKey().equals("ref")) {
                return Optional.of(referred(language.getValue()));
            }
            if (language.getValue() instanceof YamlMap inner
                    && inner.get("expression").isPresent()) {
                return Optional.of(language.getKey() + " " + text(inner, "expression"));
            }
            if (List.of("simple", "constant", "header", "jq", "jsonpath").contains(language.getKey())
                    && language.getValue() instanceof YamlScalar scalar) {
                return Optional.of(language.getKey() + " " + scalar.text());
            }
        }
        return Optional.empty();
    }

    /** A condition is bound by the same name as that of the method which it is. */
    private static String referred(YamlNode ref) {
        return ref instanceof YamlScalar scalar
                ? scalar.text()
                : ref instanceof YamlMap map ? text(map, "expression") : "";
    }

    private static String text(YamlMap map, String key) {
        return map.text(key, new Findings()).orElse("");
    }
}

package io.github.podsights.camel.route.check;

import io.github.podsights.camel.yaml.Place;
import io.github.podsights.camel.yaml.YamlList;
import io.github.podsights.camel.yaml.YamlMap;
import io.github.podsights.camel.yaml.YamlNode;
import io.github.podsights.camel.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds where in a document something stands of which the line alone is known. */
final class Places {

    private Places() {}

    /** The first node of a line. */
    static Optional<Place> inLine(YamlNode root, int line) {
        return all(root).stream()
                .map(YamlNode::place)
                .filter(place -> place.line() == line)
                .findFirst();
    }

    /** The key of that name that is nearest to a line: Camel often names the line before, or the one behind. */
    static Optional<Place> ofKey(YamlNode root, String key, int line) {
        return all(root).stream()
                .map(YamlNode::place)
                .filter(place -> place.path().equals(key) || place.path().endsWith("." + key))
                .min(Comparator.comparingInt(place -> Math.abs(place.line() - line)));
    }

    /** The first value that is this text. */
    static Optional<Place> ofText(YamlNode root, String text) {
        return all(root).stream()
                .filter(node ->
                        node instanceof YamlScalar scalar && scalar.text().equals(text))
                .map(YamlNode::place)
                .findFirst();
    }

    /** A node and all that stand in it, in the order of the file. */
    static List<YamlNode> all(YamlNode root) {
        List<YamlNode> nodes = new ArrayList<>();
        add(root, nodes);
        return nodes;
    }

    private static void add(YamlNode node, List<YamlNode> nodes) {
        nodes.add(node);
        if (node instanceof YamlMap map) {
            map.entries().values().forEach(value -> add(value, nodes));
        } else if (node instanceof YamlList list) {
            list.elements().forEach(element -> add(element, nodes));
        }
    }
}

package io.github.podsights.camel.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Turns the composer's nodes into ours, and refuses what one YAML file of ours never needs. */
final class NodeReader {

    /** An alias is read anew at each place that it stands: a few dozen of them could grow to billions of values. */
    private static final int MOST_NODES = 100_000;

    private static final Map<Tag, YamlScalar.Type> TYPES = Map.of(
            Tag.STR, YamlScalar.Type.TEXT,
            Tag.INT, YamlScalar.Type.NUMBER,
            Tag.FLOAT, YamlScalar.Type.NUMBER,
            Tag.BOOL, YamlScalar.Type.BOOLEAN,
            Tag.NULL, YamlScalar.Type.NULL);

    private final Findings findings;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;

    NodeReader(Findings findings) {
        this.findings = findings;
    }

    /** The node as ours; empty if it is refused, which is then a finding. */
    Optional<YamlNode> read(Node node, Place place) {
        nodes++;
        if (nodes > MOST_NODES) {
            String most = "at most " + MOST_NODES;
            findings.error(place, "too many values, by aliases in aliases", most, "write them without aliases");
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar, place);
        }
        if (!open.add(node)) {
            findings.error(place, "an alias of what it stands in", "no circle", "remove the alias");
            return Optional.empty();
        }
        try {
            return node instanceof SequenceNode list && Tag.SEQ.equals(list.getTag())
                    ? Optional.of(list(list, place))
                    : node instanceof MappingNode map && Tag.MAP.equals(map.getTag())
                            ? Optional.of(map(map, place))
                            : tagged(place);
        } finally {
            open.remove(node);
        }
    }

    private Optional<YamlNode> scalar(ScalarNode scalar, Place place) {
        YamlScalar.Type type = TYPES.get(scalar.getTag());
        return type == null ? tagged(place) : Optional.of(new YamlScalar(place, type, scalar.getValue()));
    }

    private Optional<YamlNode> tagged(Place place) {
        findings.error(place, "a tag", "a value without one", "remove the word that begins with '!'");
        return Optional.empty();
    }

    private YamlList list(SequenceNode list, Place place) {
        List<YamlNode> elements = new ArrayList<>();
        for (Node element : list.getValue()) {
            if (nodes > MOST_NODES) {
                break;
            }
            read(element, place.element(elements.size(), line(element, place))).ifPresent(elements::add);
        }
        return new YamlList(place, elements);
    }

    private YamlMap map(MappingNode map, Place place) {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (NodeTuple entry : map.getValue()) {
            if (nodes > MOST_NODES) {
                break;
            }
            int line = line(entry.getKeyNode(), place);
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                findings.error(
                        new Place(place.file(), line, place.path()),
                        "a list or map as a key",
                        "a text as a key",
                        "put a value that begins with { or [ in quotes, such as \"{{env:NAME}}\"");
                continue;
            }
            Place at = place.key(key.getValue(), line);
            if (entries.containsKey(key.getValue())) {
                int first = entries.get(key.getValue()).place().line();
                findings.error(
                        at, "the key a second time, after line " + first, "each key once", "remove one of the two");
                continue;
            }
            read(entry.getValueNode(), at).ifPresent(value -> entries.put(key.getValue(), value));
        }
        return new YamlMap(place, entries);
    }

    private static int line(Node node, Place otherwise) {
        return node.getStartMark().map(Mark::getLine).map(line -> line + 1).orElse(otherwise.line());
    }
}

package io.github.podsights.camel.route;

import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Where beans stand in the tree of a file of routes. */
final class BeanNodes {

    private BeanNodes() {}

    /** The entries {@code beans:} of a file's list. */
    static Stream<NodeTuple> of(Node root) {
        return elements(root).flatMap(item -> entries(item, "beans"));
    }

    /** Of a list; none of anything else. */
    static Stream<Node> elements(Node node) {
        return node instanceof SequenceNode list ? list.getValue().stream() : Stream.empty();
    }

    /** Those of a map with that key; none of anything else. */
    static Stream<NodeTuple> entries(Node node, String key) {
        return node instanceof MappingNode map
                ? map.getValue().stream()
                        .filter(entry -> entry.getKeyNode() instanceof ScalarNode scalar
                                && scalar.getValue().equals(key))
                : Stream.empty();
    }
}

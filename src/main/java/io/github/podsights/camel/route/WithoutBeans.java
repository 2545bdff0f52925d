package io.github.podsights.camel.route;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A file of routes with none of its beans, and each other thing in the line where it was. */
final class WithoutBeans {

    private static final String NONE = " []";

    private WithoutBeans() {}

    /** Empty if they can't be taken out, since something else names what stands in them. */
    static Optional<RouteFile> of(RouteFile file) {
        String text = new String(file.content(), StandardCharsets.UTF_8);
        int[] points = (text.startsWith("\uFEFF") ? text.substring(1) : text)
                .codePoints()
                .toArray();
        try {
            StringBuilder rest = new StringBuilder();
            int from = 0;
            for (NodeTuple beans : beans(compose(points, points.length))) {
                int start = valueStart(points, beans);
                int end = index(beans.getValueNode().getEndMark());
                rest.append(new String(points, from, start - from)).append(NONE);
                for (int i = start; i < end; i++) {
                    rest.append(points[i] == '\n' || points[i] == '\r' ? (char) points[i] : ' ');
                }
                from = end;
            }
            rest.append(new String(points, from, points.length - from));
            int[] left = rest.codePoints().toArray();
            compose(left, left.length);
            return Optional.of(
                    new RouteFile(file.name(), file.path(), rest.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (YamlEngineException e) {
            return Optional.empty();
        }
    }

    private static Optional<Node> compose(int[] points, int length) {
        return new Compose(LoadSettings.builder().build()).composeString(new String(points, 0, length));
    }

    private static List<NodeTuple> beans(Optional<Node> root) {
        return root.filter(SequenceNode.class::isInstance).map(SequenceNode.class::cast).stream()
                .flatMap(list -> list.getValue().stream())
                .flatMap(item -> item instanceof MappingNode map ? map.getValue().stream() : Stream.of())
                .filter(entry -> entry.getKeyNode() instanceof ScalarNode key && "beans".equals(key.getValue()))
                .toList();
    }

    /** Behind the colon. */
    private static int valueStart(int[] points, NodeTuple entry) {
        int start = index(entry.getKeyNode().getEndMark());
        while (start < points.length - 1 && points[start] != ':') {
            start++;
        }
        return start + 1;
    }

    private static int index(Optional<org.snakeyaml.engine.v2.exceptions.Mark> mark) {
        return mark.orElseThrow().getIndex();
    }
}

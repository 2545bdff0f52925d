package io.github.podsights.camel.route;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

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
            for (NodeTuple beans :
                    compose(points).stream().flatMap(BeanNodes::of).toList()) {
                int start = valueStart(points, beans);
                int end = index(beans.getValueNode().getEndMark());
                rest.append(new String(points, from, start - from)).append(NONE);
                for (int i = start; i < end; i++) {
                    rest.append(points[i] == '\n' || points[i] == '\r' ? (char) points[i] : ' ');
                }
                from = end;
            }
            rest.append(new String(points, from, points.length - from));
            compose(rest.codePoints().toArray());
            return Optional.of(
                    new RouteFile(file.name(), file.path(), rest.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (YamlEngineException e) {
            return Optional.empty();
        }
    }

    private static Optional<Node> compose(int[] points) {
        return new Compose(LoadSettings.builder().build()).composeString(new String(points, 0, points.length));
    }

    /** Behind the colon. */
    private static int valueStart(int[] points, NodeTuple entry) {
        int start = index(entry.getKeyNode().getEndMark());
        while (start < points.length - 1 && points[start] != ':') {
            start++;
        }
        return start + 1;
    }

    private static int index(Optional<Mark> mark) {
        return mark.orElseThrow().getIndex();
    }
}

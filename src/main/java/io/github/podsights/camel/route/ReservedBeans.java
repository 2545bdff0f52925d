package io.github.podsights.camel.route;

import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Place;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.CamelContext;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The names of the bundle's own beans: a file of routes that took one would take it from the running pipeline. */
public final class ReservedBeans {

    private static final String PREFIX = "podsights";

    /** What a person may give. */
    private static final String FREE = "podsightsConnectionFactory";

    private ReservedBeans() {}

    /** Whether a bean of a file may not have that name. */
    public static boolean isReserved(String name) {
        return name.startsWith(PREFIX) && !name.equals(FREE);
    }

    /** What is said of it. */
    public static Finding finding(Place place, String name) {
        return Finding.error(
                place,
                "a bean " + Finding.quoted(name) + ", a name of the bundle's own",
                "one that does not begin with " + PREFIX + ", or " + FREE,
                "name it otherwise");
    }

    /**
     * Looks at a file before any bean of it is made.
     *
     * @param context in which placeholders stand for something
     * @throws RouteFault if one of them has such a name
     */
    static void check(RouteFile file, CamelContext context) throws RouteFault {
        if (!file.hasBeans()) {
            return;
        }
        for (ScalarNode name : names(file)) {
            if (isReserved(resolved(name.getValue(), context))) {
                int line = name.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
                throw new RouteFault(finding(new Place(file.shown(), line, ""), name.getValue()));
            }
        }
    }

    private static List<ScalarNode> names(RouteFile file) {
        try {
            Compose compose = new Compose(
                    LoadSettings.builder().setAllowDuplicateKeys(true).build());
            return compose.composeString(new String(file.content(), StandardCharsets.UTF_8)).stream()
                    .flatMap(BeanNodes::of)
                    .flatMap(beans -> BeanNodes.elements(beans.getValueNode()))
                    .flatMap(bean -> BeanNodes.entries(bean, "name"))
                    .map(NodeTuple::getValueNode)
                    .filter(ScalarNode.class::isInstance)
                    .map(ScalarNode.class::cast)
                    .toList();
        } catch (YamlEngineException e) {
            return List.of(); // Camel says what it is
        }
    }

    private static String resolved(String name, CamelContext context) {
        try {
            String value = context.resolvePropertyPlaceholders(name);
            return value == null ? name : value;
        } catch (RuntimeException e) {
            return name;
        }
    }
}

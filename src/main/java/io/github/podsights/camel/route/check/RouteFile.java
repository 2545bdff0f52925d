package io.github.podsights.camel.route.check;

import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import io.github.podsights.camel.yaml.YamlList;
import io.github.podsights.camel.yaml.YamlMap;
import io.github.podsights.camel.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of routes, as YAML.
 *
 * @param name its name without {@code .camel.yaml}
 * @param root all of it
 * @param routes its routes
 * @param configurations its route configurations
 * @param beans the names of the beans that it makes
 */
record RouteFile(
        String name,
        YamlNode root,
        List<RouteNode> routes,
        List<ConfigurationNode> configurations,
        List<String> beans) {

    RouteFile {
        routes = List.copyOf(routes);
        configurations = List.copyOf(configurations);
        beans = List.copyOf(beans);
    }

    /**
     * A route.
     *
     * @param place where it stands
     * @param id its id; empty if it has none
     * @param idPlace where that stands, or would stand
     * @param uri where it takes messages from, without options
     * @param uriPlace where that stands
     * @param configuration the id of its route configuration
     * @param steps its steps
     */
    record RouteNode(
            Place place,
            Optional<String> id,
            Place idPlace,
            String uri,
            Place uriPlace,
            Optional<String> configuration,
            List<Step> steps) {}

    /**
     * A route configuration.
     *
     * @param id its id; empty if it has none
     * @param map all of it
     */
    record ConfigurationNode(Optional<String> id, YamlMap map) {}

    /** The ids of its routes. */
    List<String> ids() {
        return routes.stream().flatMap(route -> route.id().stream()).toList();
    }

    /** Takes a document apart. */
    static RouteFile of(String name, YamlNode root) {
        List<RouteNode> routes = new ArrayList<>();
        List<ConfigurationNode> configurations = new ArrayList<>();
        List<String> beans = new ArrayList<>();
        for (YamlNode element : root instanceof YamlList list ? list.elements() : List.<YamlNode>of()) {
            if (element instanceof YamlMap map) {
                map.map("route", new Findings())
                        .ifPresent(route -> route(route, route).ifPresent(routes::add));
                route(map, map).ifPresent(routes::add);
                map.map("routeConfiguration", new Findings())
                        .ifPresent(found ->
                                configurations.add(new ConfigurationNode(found.text("id", new Findings()), found)));
                map.list("beans", new Findings()).ifPresent(list -> beans(list, beans));
            }
        }
        return new RouteFile(name, root, routes, configurations, beans);
    }

    private static Optional<RouteNode> route(YamlMap route, YamlMap named) {
        return route.map("from", new Findings())
                .map(from -> new RouteNode(
                        from.place(),
                        named.text("id", new Findings()),
                        named.place("id"),
                        Step.uri(from).orElse(""),
                        from.place("uri"),
                        named.text("routeConfigurationId", new Findings()),
                        Steps.of(from)));
    }

    private static void beans(YamlList list, List<String> beans) {
        for (YamlNode element : list.elements()) {
            if (element instanceof YamlMap bean) {
                bean.text("name", new Findings()).ifPresent(beans::add);
            }
        }
    }
}

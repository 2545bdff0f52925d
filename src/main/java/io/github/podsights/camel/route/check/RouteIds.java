package io.github.podsights.camel.route.check;

import io.github.podsights.camel.route.check.RouteFile.RouteNode;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ids of routes and the addresses that they are called by: each once. */
final class RouteIds {

    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, String> addresses = new HashMap<>();

    /** @param kept the shipped files that none replaces */
    RouteIds(List<RouteFile> kept) {
        kept.forEach(file -> file.routes().forEach(route -> {
            route.id().ifPresent(id -> ids.put(id, "the shipped " + file.name()));
            addresses.put(route.uri(), "the shipped " + file.name());
        }));
    }

    void add(RouteNode route, Findings findings) {
        String file = route.place().file();
        route.id().ifPresent(id -> {
            String other = ids.putIfAbsent(id, file);
            if (other != null) {
                twice(route.idPlace(), "the id " + Finding.quoted(id), other, findings);
            }
        });
        String other = route.uri().startsWith("direct:") ? addresses.putIfAbsent(route.uri(), file) : null;
        if (other != null) {
            twice(route.uriPlace(), Finding.quoted(route.uri()), other, findings);
        }
    }

    private static void twice(Place place, String what, String other, Findings findings) {
        findings.error(
                place,
                what + ", which a route in " + other + " has as well",
                "each once",
                "write another one, or give the file the name of the shipped one to replace it");
    }
}

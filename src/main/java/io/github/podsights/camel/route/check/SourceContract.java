package io.github.podsights.camel.route.check;

import io.github.podsights.camel.route.check.RouteFile.RouteNode;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a route of somebody else's must do to be a source: hand its messages to {@code direct:podsights}, on the way on which
 * it waits for their end, so that it acknowledges what is settled, and nothing else.
 */
final class SourceContract {

    static final String EVENTS = "direct:podsights";

    /** A route is called, and not a source, if it begins with one of these. */
    private static final List<String> CALLED = List.of("direct:", "seda:", "vm:", "disruptor:", "kamelet:");

    /** Steps whose endpoint is only known when a message comes. */
    private static final List<String> DYNAMIC = List.of("toD", "recipientList", "dynamicRouter", "routingSlip", "bean");

    /** Blocks that go on by themselves, so that the source does not wait for them; and the one that catches what fails. */
    private static final List<String> PARTING = List.of("wireTap", "aggregate", "onCompletion", "resequence");

    private final Findings findings;
    private final Map<String, RouteNode> called = new HashMap<>();

    /** @param files all files of routes, those of the bundle not */
    SourceContract(List<RouteFile> files, Findings findings) {
        this.findings = findings;
        files.forEach(file -> file.routes().forEach(route -> called.putIfAbsent(route.uri(), route)));
    }

    /** Adds what is wrong with the routes of a file that replaces no shipped one. */
    void check(RouteFile file) {
        boolean source = file.name().startsWith("source");
        for (RouteNode route : file.routes()) {
            if (CALLED.stream().noneMatch(route.uri()::startsWith)) {
                check(route, source);
            }
        }
    }

    /** Checks a route that takes messages from outside. */
    void check(RouteNode route, boolean source) {
        Optional<Way> way = way(route, new HashSet<>());
        if (way.isEmpty()) {
            none(route, source);
        } else if (way.get() != Way.UNKNOWN && way.get() != Way.WAITED) {
            findings.error(
                    route.place(),
                    Finding.quoted(route.uri()) + " handed to " + EVENTS + " " + way.get().found,
                    "to: " + EVENTS + " on the way for which the source waits",
                    way.get().todo);
        }
    }

    private void none(RouteNode route, boolean source) {
        String found = Finding.quoted(route.uri()) + ", whose messages are not handed to " + EVENTS;
        String expected = "a step to: " + EVENTS;
        if (source) {
            findings.error(route.place(), found, expected, "add it, or rename the file if it is no source");
        } else {
            findings.warning(route.place(), found, expected, "add it if they are events");
        }
    }

    /** How messages get to the pipeline. */
    private enum Way {
        WAITED("", ""),
        UNKNOWN("", ""),
        PARTED(
                "by a step that goes on by itself: the source acknowledges what is not settled",
                "use to: in place of wireTap and seda:, and no aggregate"),
        CAUGHT("where what fails is caught: the source acknowledges what could not be settled", "take it out of doTry");

        private final String found;
        private final String todo;

        Way(String found, String todo) {
            this.found = found;
            this.todo = todo;
        }
    }

    private Optional<Way> way(RouteNode route, Set<String> seen) {
        Optional<Way> best = Optional.empty();
        for (Step step : route.steps()) {
            Optional<Way> way = way(step, seen);
            // The way that a source does not wait for is worse than none that is known.
            if (way.isPresent() && (best.isEmpty() || way.get().compareTo(best.get()) > 0)) {
                best = way;
            }
        }
        return best;
    }

    private Optional<Way> way(Step step, Set<String> seen) {
        if (DYNAMIC.contains(step.name())) {
            return Optional.of(Way.UNKNOWN);
        }
        String uri = step.uri().orElse("");
        boolean sends = step.name().equals("to") || step.name().equals("wireTap");
        if (!sends) {
            return Optional.empty();
        }
        Optional<Way> further = uri.equals(EVENTS)
                ? Optional.of(Way.WAITED)
                : called.containsKey(uri) && seen.add(uri) ? way(called.get(uri), seen) : Optional.empty();
        return further.map(way -> worse(way, own(step, uri)));
    }

    private static Way own(Step step, String uri) {
        boolean parted = step.name().equals("wireTap")
                || !uri.startsWith("direct:")
                || step.blocks().stream().anyMatch(block -> PARTING.contains(name(block)));
        if (parted) {
            return Way.PARTED;
        }
        return step.blocks().stream().anyMatch(block -> name(block).equals("doTry")) ? Way.CAUGHT : Way.WAITED;
    }

    private static String name(String block) {
        return block.split(" ", 2)[0];
    }

    private static Way worse(Way one, Way other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}

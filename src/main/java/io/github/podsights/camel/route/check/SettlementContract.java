package io.github.podsights.camel.route.check;

import io.github.podsights.camel.route.check.RouteFile.RouteNode;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import io.github.podsights.camel.yaml.Suggestion;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a file that replaces a shipped one must have in common with it, so that every event is still settled: its routes,
 * under their ids and where they are called; in each the steps of the bundle, in their order, in no other blocks than there;
 * and its error handler. Between these steps there may be others, and every other option may be another.
 */
final class SettlementContract {

    /** Steps by which an exchange ends where it is. */
    private static final List<String> ENDING = List.of("stop", "sample", "rollback");

    private final RouteFile shipped;
    private final Findings findings;

    SettlementContract(RouteFile shipped, Findings findings) {
        this.shipped = shipped;
        this.findings = findings;
    }

    /** Adds an error for each part of the contract that a file does not keep. */
    void check(RouteFile file) {
        List<String> ids = file.ids();
        for (RouteNode expected : shipped.routes()) {
            String id = expected.id().orElseThrow();
            Optional<RouteNode> route = file.routes().stream()
                    .filter(one -> one.id().equals(expected.id()))
                    .findFirst();
            if (route.isPresent()) {
                check(expected, route.get());
            } else {
                findings.error(
                        new Place(file.root().place().file(), 1, ""),
                        "no route " + Finding.quoted(id),
                        "every route of the shipped file that this one replaces",
                        "add it with id: " + id + ", or rename the file" + Suggestion.hint(id, ids));
            }
        }
        new ErrorHandlerContract(shipped, findings).check(file);
    }

    private void check(RouteNode expected, RouteNode route) {
        if (expected.uri().startsWith("direct:") && !expected.uri().equals(route.uri())) {
            findings.error(
                    route.uriPlace(),
                    Finding.quoted(route.uri()),
                    expected.uri() + ", by which the other routes call it",
                    "write " + expected.uri());
        }
        if (!expected.configuration().equals(route.configuration())) {
            findings.error(
                    route.place(),
                    route.configuration().map(Finding::quoted).orElse("no routeConfigurationId"),
                    "routeConfigurationId: " + expected.configuration().orElse("none"),
                    "write it, so that what fails ends as it should");
        }
        for (Step step : route.steps()) {
            if (ENDING.contains(step.name())) {
                findings.error(
                        step.place(),
                        step.name(),
                        "steps that are all come to: what is stopped is never settled",
                        "leave it out");
            }
        }
        steps(expected, route);
    }

    private void steps(RouteNode expected, RouteNode route) {
        List<Mark> marks = marks(route);
        Set<List<String>> wrong = new HashSet<>();
        Set<Integer> kept = new HashSet<>();
        int before = -1;
        String last = "the beginning";
        for (Mark mark : marks(expected)) {
            int from = before;
            List<Integer> same = IntStream.range(0, marks.size())
                    .filter(i -> !kept.contains(i) && marks.get(i).what().equals(mark.what()))
                    .boxed()
                    .toList();
            Optional<Integer> good = same.stream()
                    .filter(i -> i > from
                            && marks.get(i).step().blocks().equals(mark.step().blocks()))
                    .findFirst();
            if (good.isEmpty()) {
                missing(mark, last, same.stream().map(marks::get).findFirst(), route, wrong);
            } else {
                before = good.get();
                kept.add(before);
            }
            last = mark.what();
        }
    }

    private void missing(Mark mark, String last, Optional<Mark> elsewhere, RouteNode route, Set<List<String>> wrong) {
        if (elsewhere.isPresent()) {
            misplaced(mark, last, elsewhere.get().step(), wrong);
            return;
        }
        List<String> refs =
                route.steps().stream().flatMap(step -> step.ref().stream()).toList();
        findings.error(
                route.place(),
                "a route " + Finding.quoted(route.id().orElse("")) + " without " + mark.what(),
                mark.what() + " after " + last + ", as in the shipped route",
                "put it back: without it what comes here is never settled" + Suggestion.hint(mark.what(), refs));
    }

    private void misplaced(Mark mark, String last, Step step, Set<List<String>> wrong) {
        List<String> expected = mark.step().blocks();
        List<String> actual = step.blocks();
        if (expected.equals(actual)) {
            findings.error(
                    step.place(),
                    mark.what() + " before " + last,
                    "it after " + last + ", as in the shipped route",
                    "move it there");
            return;
        }
        int same = 0;
        while (same < Math.min(expected.size(), actual.size())
                && expected.get(same).equals(actual.get(same))) {
            same++;
        }
        // What stands in the same wrong block is wrong for the same reason.
        if (wrong.add(actual.subList(0, Math.min(same + 1, actual.size())))) {
            findings.error(
                    step.place(),
                    mark.what() + (same < actual.size() ? " in " + actual.get(same) : " outside"),
                    same < expected.size()
                            ? "it in " + expected.get(same) + ", as in the shipped route"
                            : "it in no such block, as in the shipped route",
                    "move it there: what does not come to it is never settled");
        }
    }

    private static List<Mark> marks(RouteNode route) {
        return route.steps().stream().flatMap(step -> Mark.of(step).stream()).toList();
    }
}

package io.github.podsights.camel.route.check;

import java.util.List;
import java.util.Optional;

/**
 * A step that settlement, or what must not leave, depends on: a bean of the bundle, one of its routes, the removal of all
 * headers, or a write.
 *
 * @param what the bean, the route, or {@link #WRITE}
 * @param step the step
 */
record Mark(String what, Step step) {

    /** A step that sends to an endpoint outside. */
    static final String WRITE = "a step to: with an endpoint";

    private static final String BEANS = "podsights";
    private static final String ROUTES = "direct:podsights";

    /** Endpoints that keep nothing. */
    private static final List<String> NOWHERE = List.of("log:", "mock:", "stub:", "direct:");

    /** What a step is; empty if nothing depends on it. */
    static Optional<Mark> of(Step step) {
        Optional<String> ref = step.ref().filter(name -> name.startsWith(BEANS));
        if (ref.isPresent()) {
            return Optional.of(new Mark(ref.get(), step));
        }
        if (step.name().equals("removeHeaders")
                && step.text("pattern").filter("*"::equals).isPresent()) {
            return Optional.of(new Mark("removeHeaders with pattern \"*\"", step));
        }
        if (!step.name().equals("to") && !step.name().equals("toD")) {
            return Optional.empty();
        }
        String uri = step.uri().orElse("");
        if (uri.startsWith(ROUTES)) {
            return Optional.of(new Mark(uri, step));
        }
        return NOWHERE.stream().anyMatch(uri::startsWith) ? Optional.empty() : Optional.of(new Mark(WRITE, step));
    }
}

package io.github.podsights.camel.route;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A person's own routes that take something in by themselves: while routes are exchanged they hand on nothing, and go on
 * afterwards.
 */
final class OwnSources {

    private static final Logger LOG = LoggerFactory.getLogger(OwnSources.class);

    private static final long STOP_SECONDS = 10;

    /** Sources in the place of shipped ones that a hold does not keep from handing on. */
    private static final Set<String> HAND_ON = Set.of("source-jms", "parked-jms");

    private final CamelContext context;
    /** What was stopped, or suspended, to be exchanged, and is to go on if it is not. */
    private final Set<String> stopped = new HashSet<>();

    OwnSources(CamelContext context) {
        this.context = context;
    }

    /**
     * Stops those of the changed routes that take something in by themselves, and waits a while for what is in them; and
     * suspends the others of a person's that do, if there are some of theirs by which it goes on: these are added anew, and
     * must be empty. Before anything is held, for what is in them may be on its way to {@code direct:podsights}.
     *
     * @return why not; empty if they have stopped
     */
    Optional<String> stop(Collection<ParsedRoutes> running, List<ParsedRoutes> changed) throws Exception {
        boolean hasInner = inner(running).findAny().isPresent();
        for (ParsedRoutes routes : running) {
            boolean isChanged = changed.contains(routes);
            if (!isChanged && (!hasInner || isHeld(routes))) {
                continue;
            }
            for (String id : routes.ids()) {
                if (isInner(id)) {
                    continue;
                }
                if (!suspendWhenEmpty(id) || (isChanged && stopped.contains(id) && !stop(id))) {
                    return notAtItsEnd(id);
                }
            }
        }
        return Optional.empty();
    }

    /** What is in the place of a shipped source hands on nothing while that is held, and Kafka's must go on polling. */
    private static boolean isHeld(ParsedRoutes routes) {
        String name = routes.file().name();
        return routes.file().isShipped() || (RouteFiles.OF_A_BUNDLE.contains(name) && !HAND_ON.contains(name));
    }

    /** In which of those that are called by {@code direct:} somebody waits; empty if in none. */
    Optional<String> whoIsIn(Collection<ParsedRoutes> running) {
        return inner(running)
                .filter(id -> context.getInflightRepository().size(id) > 0)
                .findFirst()
                .flatMap(OwnSources::notAtItsEnd);
    }

    /** Those of a person's routes that are called by {@code direct:}. */
    private Stream<String> inner(Collection<ParsedRoutes> running) {
        return running.stream()
                .filter(routes -> !routes.file().isShipped()
                        && !RouteFiles.OF_A_BUNDLE.contains(routes.file().name()))
                .flatMap(routes -> routes.ids().stream())
                .filter(id -> context.getRoute(id) != null && isInner(id));
    }

    private static Optional<String> notAtItsEnd(String id) {
        return Optional.of("the route " + id + " has not come to its end");
    }

    /** Camel's own way to stop has no way back: what does not come to its end would have to be cut short. */
    private boolean suspendWhenEmpty(String id) throws InterruptedException {
        Route route = context.getRoute(id);
        if (!context.getRouteController().getRouteStatus(id).isStarted()) {
            return true; // as a person has it
        }
        stopped.add(id);
        ServiceHelper.suspendService(route.getConsumer());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        while (context.getInflightRepository().size(id) > 0) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return true;
    }

    private boolean isInner(String id) {
        Route route = context.getRoute(id);
        return route == null || route.getEndpoint().getEndpointUri().startsWith("direct:");
    }

    /** Whether it has stopped, or is not there. */
    boolean stop(String id) throws Exception {
        return context.getRoute(id) == null
                || context.getRouteController().stopRoute(id, STOP_SECONDS, TimeUnit.SECONDS, true);
    }

    /** These were taken out: they are not started again. */
    void forget(Collection<String> ids) {
        stopped.removeAll(Set.copyOf(ids));
    }

    /**
     * Starts again what was stopped and is still there; one that did not come to its end is suspended.
     *
     * @return why the last of those does not start that do not; empty if all do
     */
    Optional<String> startAgain() {
        Optional<String> whyNot = Optional.empty();
        for (String id : stopped) {
            Route route = context.getRoute(id);
            if (route == null) {
                continue;
            }
            try {
                if (context.getRouteController().getRouteStatus(id).isStopped()) {
                    context.getRouteController().startRoute(id);
                } else {
                    resume(route.getConsumer());
                }
            } catch (Exception | LinkageError e) {
                whyNot = Optional.of(
                        "the route " + id + " can't be started again (" + Failures.describe(e) + "): restart");
                LOG.error("The route {} can't be started again", id, Failures.withoutMessage(e));
            }
        }
        stopped.clear();
        return whyNot;
    }

    /**
     * Resumes it. One that failed when it was to be suspended is neither started nor suspended, and Camel resumes only what is
     * suspended.
     */
    private static void resume(Consumer consumer) {
        ServiceHelper.resumeService(consumer);
        if (consumer instanceof StatefulService service && !service.isStarted()) {
            ServiceHelper.suspendService(consumer);
            ServiceHelper.resumeService(consumer);
            if (!service.isStarted()) {
                throw new IllegalStateException("it is " + service.getStatus());
            }
        }
    }
}

package io.github.podsights.camel.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;

/** Whether the routes of the sources run. */
final class SourcesStarted {

    private static final String SOURCES = "podsights-source-";

    private final CamelContext context;
    private final Stopping stopping;

    SourcesStarted(CamelContext context, Stopping stopping) {
        this.context = context;
        this.stopping = stopping;
    }

    /** Which source does not run, and how it is instead; empty if all do. */
    Optional<String> whyNot() {
        if (stopping.isStopping()) {
            return Optional.of("stopping");
        }
        if (!context.isStarted()) {
            return Optional.of("the context is " + word(context.getStatus()));
        }
        List<String> missing = new ArrayList<>();
        for (Route route : context.getRoutes()) {
            String id = route.getRouteId();
            if (id.startsWith(SOURCES)) {
                ServiceStatus status = context.getRouteController().getRouteStatus(id);
                if (status != ServiceStatus.Started) {
                    missing.add(id.substring(SOURCES.length()) + " is " + word(status));
                }
            }
        }
        return missing.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", missing));
    }

    private static String word(ServiceStatus status) {
        return status == null ? "gone" : status.name().toLowerCase(java.util.Locale.ROOT);
    }
}

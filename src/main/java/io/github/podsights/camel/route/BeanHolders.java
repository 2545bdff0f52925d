package io.github.podsights.camel.route;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Route;
import org.apache.camel.support.service.ServiceHelper;

/** Components and endpoints of a context that hold beans of files of routes. */
final class BeanHolders {

    private static final String OURS = "podsights-";

    private final CamelContext context;
    private final Set<String> before;

    /** @param context as it is before the routes are added: those components that it has stay as they are */
    BeanHolders(CamelContext context) {
        this.context = context;
        this.before = Set.copyOf(context.getComponentNames());
    }

    /** Endpoints that hold one of these, and would end it with themselves. */
    Set<Endpoint> of(Set<Object> beans) {
        Set<Endpoint> holding = RouteBeans.none();
        context.getEndpointRegistry().values().stream()
                .filter(endpoint -> Holding.isHeld(beans, endpoint))
                .forEach(holding::add);
        return holding;
    }

    /** Takes out what holds one of these, so that it is made anew when it is asked for; routes that stay keep theirs. */
    void remove(Set<Object> beans) {
        if (beans.isEmpty()) {
            return;
        }
        Set<Endpoint> gone = of(beans);
        for (String name : List.copyOf(context.getComponentNames())) {
            Component component = context.hasComponent(name);
            if (!name.startsWith(OURS) && !before.contains(name) && Holding.isHeld(beans, component)) {
                context.getEndpointRegistry().values().stream()
                        .filter(endpoint -> endpoint.getComponent() == component)
                        .forEach(gone::add);
                context.removeComponent(name);
            }
        }
        gone.removeAll(inUse());
        gone.stream()
                .filter(endpoint -> !endpoint.getEndpointUri().startsWith(OURS))
                .forEach(this::remove);
    }

    private Set<Endpoint> inUse() {
        Set<Endpoint> used = RouteBeans.none();
        context.getRoutes().forEach(route -> {
            used.add(route.getEndpoint());
            used.addAll(of(route));
        });
        return used;
    }

    /** What a route uses, while it runs. */
    static Set<Endpoint> of(Route route) {
        return route.getServices().stream()
                .flatMap(service -> ServiceHelper.getChildServices(service, true).stream())
                .filter(EndpointAware.class::isInstance)
                .map(service -> ((EndpointAware) service).getEndpoint())
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(RouteBeans::none));
    }

    private void remove(Endpoint endpoint) {
        try {
            context.removeEndpoint(endpoint);
        } catch (Exception e) {
            throw new IllegalStateException("an endpoint can't be removed", e);
        }
    }
}

package io.github.podsights.camel.route;

import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Producer;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;
import org.apache.camel.impl.engine.DefaultRoutesLoader;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.EndpointRegistry;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.NormalizedEndpointUri;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceHelper;

/** A file of routes as it was parsed for a context: to be added to it, and taken out of it again. */
final class ParsedRoutes {

    private static final InterceptStrategy ERRORS_UNSETTLE = new ErrorsUnsettle();

    private static final List<String> UNKNOWN = List.of("rest:", "routeTemplate:", "templatedRoute:");

    private static final Pattern ENTRANCE = Pattern.compile("direct:(?://)?(podsights(?:-resume)?)(?:\\?.*)?");

    /** How Camel says which step of a route it can't make. */
    private static final Pattern STEP = Pattern.compile("(?s)at: >>> (.*?) <<< in route: ");

    private final RouteFile file;
    private final CamelContext context;
    private final RouteBuilder builder;
    private final List<RouteConfigurationDefinition> configurations = new ArrayList<>();
    private final RouteBeans beans;
    private final Set<Producer> producers = RouteBeans.none();

    private ParsedRoutes(RouteFile file, CamelContext context, RouteBuilder builder, RouteBeans beans) {
        this.beans = beans;
        this.file = file;
        this.context = context;
        this.builder = builder;
    }

    /**
     * Parses a file; nothing is added to the context.
     *
     * @param policy of the routes by which events come in
     * @throws RouteFault if it can't be
     */
    static ParsedRoutes parse(RouteFile file, CamelContext context, RoutePolicy policy) throws RouteFault {
        ReservedBeans.check(file, context);
        RouteBeans beans = new RouteBeans(context); // with parsing, some are made already
        try {
            return parse(file, file, context, policy, beans);
        } catch (RouteFault e) {
            beans.note();
            beans.endBut(List.of());
            throw e;
        }
    }

    /**
     * Parses the file again; its beans stay what they are, if they are still there.
     *
     * @throws RouteFault if it can't be
     */
    ParsedRoutes again(RoutePolicy policy) throws RouteFault {
        Optional<RouteFile> routesAlone = routesAlone();
        beans.begin();
        return routesAlone.isPresent() && beans.areThere()
                ? parse(file, routesAlone.get(), context, policy, beans)
                : parse(file, context, policy);
    }

    /** Whether its beans can stay what they are when it is parsed again. */
    boolean hasLastingBeans() {
        return routesAlone().isPresent();
    }

    private Optional<RouteFile> routesAlone() {
        return file.hasBeans() ? WithoutBeans.of(file) : Optional.of(file);
    }

    private static ParsedRoutes parse(
            RouteFile file, RouteFile source, CamelContext context, RoutePolicy policy, RouteBeans beans)
            throws RouteFault {
        try {
            RouteBuilder builder = null;
            // One of its own: it remembers the beans of files that it could not read to the end, and makes none of
            // them.
            for (RoutesBuilder each : new DefaultRoutesLoader(context).findRoutesBuilders(resource(source))) {
                builder = (RouteBuilder) each;
            }
            if (builder == null) {
                throw new IllegalArgumentException("no routes");
            }
            builder.addLifecycleInterceptor(new RouteBuilderLifecycleStrategy() {
                @Override
                public void afterConfigure(RouteBuilder configured) {
                    configured.getRoutes().getRoutes().forEach(route -> route.addInterceptStrategy(ERRORS_UNSETTLE));
                    configured.getRoutes().getRoutes().stream()
                            .filter(route -> isEntrance(route.getEndpointUrl()))
                            .forEach(route -> route.routePolicy(policy));
                }
            });
            beans.note();
            return new ParsedRoutes(file, context, builder, beans);
        } catch (Exception | LinkageError | StackOverflowError e) {
            throw RouteFault.of(file, e, context);
        }
    }

    private static Resource resource(RouteFile file) {
        return file.isShipped()
                ? ShippedResource.of("routes", file.name())
                : ResourceHelper.fromBytes(file.name() + RouteFile.ENDING, file.content());
    }

    /** Only what can be taken out again. */
    private void check() throws RouteFault {
        if (!builder.getRestCollection().getRests().isEmpty()
                || !builder.getRouteTemplateCollection().getRouteTemplates().isEmpty()
                || !builder.getTemplatedRouteCollection().getTemplatedRoutes().isEmpty()) {
            throw new RouteFault(Finding.error(
                    new Place(file.shown(), RouteFault.lineOf(file, UNKNOWN, 1), ""),
                    "rest, routeTemplate or templatedRoute",
                    "route, routeConfiguration and beans",
                    "write them as routes"));
        }
        for (RouteDefinition route : routes()) {
            if (!route.hasCustomIdAssigned()) {
                throw new RouteFault(Finding.error(
                        new Place(file.shown(), Math.max(0, line(route)), ""),
                        "a route without an id",
                        "an id of its own for each route",
                        "add id: to it"));
            }
        }
    }

    private static int line(RouteDefinition route) {
        return route.getInput() == null ? 0 : route.getInput().getLineNumber();
    }

    RouteFile file() {
        return file;
    }

    List<RouteDefinition> routes() {
        return builder.getRoutes().getRoutes();
    }

    List<String> ids() {
        return routes().stream().map(RouteDefinition::getRouteId).toList();
    }

    /** Whether events come in by it that are not of a source: by {@code direct:podsights}. */
    boolean isEntrance() {
        return routes().stream().anyMatch(route -> isEntrance(route.getEndpointUrl()));
    }

    /** Whether all of it is called by {@code direct:}. */
    boolean isInner() {
        return !routes().isEmpty()
                && routes().stream().allMatch(route -> route.getEndpointUrl().startsWith("direct:"));
    }

    static boolean isEntrance(String uri) {
        return !entrance(uri).isEmpty();
    }

    /** By which of the entrances it comes: {@code podsights}, or {@code podsights-resume}; empty if by none. */
    static String entrance(String uri) {
        Matcher entrance = ENTRANCE.matcher(String.valueOf(uri));
        return entrance.matches() ? entrance.group(1) : "";
    }

    /**
     * Adds its route configurations, which its routes need to be made.
     *
     * @throws RouteFault if what stands in it is not what can be added, and taken out again
     */
    ParsedRoutes prepare() throws RouteFault {
        beans.begin();
        try {
            Model model = model();
            List<RouteConfigurationDefinition> before = List.copyOf(model.getRouteConfigurationDefinitions());
            if (builder instanceof RouteConfigurationsBuilder configured) {
                configured.addRouteConfigurationsToCamelContext(context);
            }
            configurations.addAll(model.getRouteConfigurationDefinitions());
            configurations.removeAll(before);
            builder.configureRoutes(context);
            check();
            return this;
        } catch (RouteFault e) {
            throw e;
        } catch (Exception | LinkageError | StackOverflowError e) {
            throw RouteFault.of(file, e, context);
        } finally {
            beans.note();
        }
    }

    /**
     * Adds the routes of what is prepared; in a context that is started they start.
     *
     * @throws RouteFault if one can't be built, or does not start; some of it may have been added
     */
    void add() throws RouteFault {
        Set<Producer> before = context.hasServices(Producer.class);
        try {
            builder.addRoutesToCamelContext(context);
            context.hasServices(Producer.class).stream()
                    .filter(producer -> !before.contains(producer) && maySendToRoutes(producer))
                    .forEach(producers::add);
        } catch (Exception | LinkageError | StackOverflowError e) {
            throw RouteFault.of(file, e, context, lineOfStep(e));
        }
    }

    /** 1 if it is not known. */
    private int lineOfStep(Throwable failure) {
        Matcher step = STEP.matcher(String.valueOf(failure.getMessage()));
        if (!step.find()) {
            return 1;
        }
        return routes().stream()
                .map(route -> lineOf(step.group(1), route.getOutputs()))
                .filter(line -> line > 0)
                .findFirst()
                .orElse(1);
    }

    private static int lineOf(String step, List<ProcessorDefinition<?>> steps) {
        for (ProcessorDefinition<?> each : steps) {
            int line = each.toString().equals(step) ? each.getLineNumber() : lineOf(step, each.getOutputs());
            if (line > 0) {
                return line;
            }
        }
        return 0;
    }

    /** Those that it made. */
    RouteBeans beans() {
        return beans;
    }

    /**
     * Takes it out of the context, but leaves endpoints open.
     *
     * @param own which
     */
    void removeBut(Set<Endpoint> own) throws Exception {
        Map<NormalizedEndpointUri, Endpoint> kept = new HashMap<>();
        EndpointRegistry endpoints = context.getEndpointRegistry();
        List.copyOf(endpoints.entrySet()).forEach(entry -> {
            // A producer of direct: remembers its consumer.
            if (own.contains(entry.getValue())
                    && !entry.getValue().getEndpointUri().startsWith("direct:")) {
                kept.put(entry.getKey(), endpoints.remove(entry.getKey()));
            }
        });
        try {
            remove();
        } finally {
            kept.forEach(endpoints::put);
        }
    }

    /** What its routes use, while they run. */
    Set<Endpoint> endpoints() {
        return ids().stream()
                .map(context::getRoute)
                .filter(Objects::nonNull)
                .flatMap(route -> BeanHolders.of(route).stream())
                .collect(Collectors.toCollection(RouteBeans::none));
    }

    /** What an error handler sends by, Camel leaves with the services of the context. */
    private void removeProducers() throws Exception {
        producers.retainAll(context.hasServices(Producer.class));
        for (Producer producer : producers) {
            context.removeService(producer);
            ServiceHelper.stopAndShutdownService(producer);
        }
        producers.clear();
    }

    private static boolean maySendToRoutes(Producer producer) {
        return producer.getEndpoint().getEndpointUri().startsWith("direct:");
    }

    /** Takes out of the context whatever of it is there. */
    void remove() throws Exception {
        Model model = model();
        for (RouteDefinition route : routes()) {
            RouteDefinition known = model.getRouteDefinition(route.getRouteId());
            if (known != null) {
                model.removeRouteDefinition(known);
            }
        }
        for (RouteConfigurationDefinition configuration : configurations) {
            model.removeRouteConfiguration(configuration);
        }
        configurations.clear();
        removeProducers();
    }

    private Model model() {
        return context.getCamelContextExtension().getContextPlugin(Model.class);
    }
}

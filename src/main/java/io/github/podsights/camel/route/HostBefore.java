package io.github.podsights.camel.route;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Producer;
import org.apache.camel.Service;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.service.ServiceHelper;

/**
 * A context as it was before the bundle was added: what an installation that failed has put into it since is taken out again.
 * Only what is the bundle's, for the host may add things at the same time.
 */
final class HostBefore {

    private static final String OURS = "podsights";

    private static final String PACKAGE = "io.github.podsights.camel.";

    private final CamelContext context;
    private final Set<String> components;
    private final Set<String> beans;
    private final IdentityHashMap<Service, Boolean> services = new IdentityHashMap<>();
    private final Properties overrides;

    HostBefore(CamelContext context) {
        this.context = context;
        this.components = Set.copyOf(context.getComponentNames());
        this.beans = beans();
        context.getCamelContextExtension().getServices().forEach(service -> services.put(service, true));
        this.overrides = overrides(context);
    }

    /** Camel's own kind of them shares its values with its clones. */
    private static Properties overrides(CamelContext context) {
        Properties copy = new Properties();
        if (context.getPropertiesComponent() instanceof PropertiesComponent known
                && known.getOverrideProperties() != null) {
            known.getOverrideProperties().forEach(copy::put);
        }
        return copy;
    }

    /** Takes out what came since, but for routes: the steps of it, each of which may fail without keeping another from it. */
    List<Undo> steps() {
        return List.of(this::services, this::components, this::unbind, this::overrides);
    }

    /** A step that takes something back. */
    interface Undo {

        void run() throws Exception;
    }

    /** Camel only forgets a service that is removed; it does not stop it. */
    private void services() throws Exception {
        RuntimeException failure = null;
        for (Service service : List.copyOf(context.getCamelContextExtension().getServices())) {
            if (!services.containsKey(service) && isOurs(service)) {
                context.removeService(service);
                try {
                    if (service instanceof OwnServices.Own own) {
                        own.takeOut();
                    }
                    ServiceHelper.stopAndShutdownService(service);
                } catch (RuntimeException e) {
                    failure = e;
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static boolean isOurs(Service service) {
        return service.getClass().getName().startsWith(PACKAGE)
                || (service instanceof Producer producer
                        && producer.getEndpoint().getEndpointUri().matches("(direct://)?" + OURS + ".*"));
    }

    private void components() throws Exception {
        context.removeEndpoints("direct:(//)?" + OURS + ".*");
        for (String name : added(context.getComponentNames(), components)) {
            context.removeEndpoints(name + ":.*");
            context.removeComponent(name);
        }
    }

    private void unbind() {
        added(beans(), beans).forEach(context.getRegistry()::unbind);
    }

    /** Left there they would be taken for the host's own when it tries again. */
    private void overrides() {
        if (context.getPropertiesComponent() instanceof PropertiesComponent known) {
            known.setOverrideProperties(overrides);
        }
    }

    private static Set<String> added(Set<String> now, Set<String> before) {
        Set<String> added = new TreeSet<>(now);
        added.removeAll(before);
        added.removeIf(name -> !name.startsWith(OURS));
        return added;
    }

    /** Of what has been bound: a host's other repositories are not asked, which would make beans that nobody needs yet. */
    private Set<String> beans() {
        Registry registry = context.getRegistry();
        Registry bound = registry instanceof DefaultRegistry layered ? layered.getFallbackRegistry() : registry;
        return bound instanceof Map<?, ?> known
                ? new HashSet<>(known.keySet().stream().map(String::valueOf).toList())
                : new HashSet<>(bound.findByTypeWithName(Object.class).keySet());
    }
}

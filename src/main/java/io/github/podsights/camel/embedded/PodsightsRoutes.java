package io.github.podsights.camel.embedded;

import io.github.podsights.camel.route.PodsightsBundle;
import io.github.podsights.camel.route.SettlementListener;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * The bundle as routes that a host adds to its context: {@code direct:podsights}, the sources that are named, and the
 * templates {@code podsights-source} and {@code podsights-deliver}. It is
 * configured by the properties of the context.
 *
 * <p>In Java it is handed to {@link CamelContext#addRoutes}, in Spring it is a bean, in Camel's YAML it is a bean too.
 */
public final class PodsightsRoutes implements RoutesBuilder, CamelContextAware, AutoCloseable {

    private static final String NAME = "podsightsRoutes";

    private final String sources;
    private Path base = Path.of("");
    private CamelContext context;
    private PodsightsBundle bundle;

    /** With the sources that {@code podsights.source} names; without it none, so that events come by direct:podsights. */
    public PodsightsRoutes() {
        this(null);
    }

    /**
     * With the named sources, whatever {@code podsights.source} says.
     *
     * @param sources as {@code podsights.source} names them, several by commas; null for what the property names
     */
    public PodsightsRoutes(String sources) {
        this.sources = sources;
    }

    /**
     * Takes relative paths of properties and integrations from a directory, in place of that in which the process runs.
     *
     * @return this
     */
    public synchronized PodsightsRoutes relativeTo(Path directory) {
        base = directory;
        return this;
    }

    /**
     * Adds the bundle to a context; a second time does nothing.
     *
     * @throws IllegalArgumentException if a property or an integration can't be read; the message says where and why
     * @throws IllegalStateException if the context has a bundle already, which is not of this object
     * @throws Exception if a directory can't be used, or a route can't be built
     */
    @Override
    public synchronized void addRoutesToCamelContext(CamelContext host) throws Exception {
        if (bundle != null && context == host) {
            return;
        }
        if (bundle != null || host.hasComponent("podsights-http") != null) {
            throw new IllegalStateException(
                    "found a second PodsightsRoutes in a context, or one in a second context;"
                            + " expected one for each; name all sources of a context at once: new PodsightsRoutes(\"file,kafka,jms\")");
        }
        Templates.add(host);
        HostConfiguration configuration = HostConfiguration.read(host, base.toAbsolutePath(), sources);
        bundle = PodsightsBundle.install(
                host, configuration.settings(), configuration.integrations(), SettlementListener.NONE);
        context = host;
        host.getRegistry().bind(NAME, this);
    }

    /** There are none. */
    @Override
    public void addTemplatedRoutesToCamelContext(CamelContext host) {
        // what has to be there is there
    }

    /** Routes that are there stay as they are: {@link PodsightsBundle#reconfigure} exchanges them. */
    @Override
    public Set<String> updateRoutesToCamelContext(CamelContext host) throws Exception {
        addRoutesToCamelContext(host);
        return Set.of();
    }

    /**
     * As a bean of a YAML file it is asked for nothing more: it adds itself when the context makes its routes; at once if the
     * context has started.
     */
    @Override
    public synchronized void setCamelContext(CamelContext host) {
        if (context == host) {
            return;
        }
        if (host.isStarted()) {
            addAsBean(host);
        } else if (bundle == null) {
            context = host;
            addTemplates(host);
            host.addLifecycleStrategy(new LifecycleStrategySupport() {
                @Override
                public void onContextInitializing(CamelContext initializing) {
                    addAsBean(initializing);
                }
            });
        }
    }

    private void addAsBean(CamelContext host) {
        PodsightsRoutes same = host.getRegistry().lookupByNameAndType(NAME, PodsightsRoutes.class);
        if (bundle == null && same != null && Objects.equals(same.sources, sources)) {
            // Camel makes a bean of a YAML file a second time if other files are loaded by what the first does.
            bundle = same.bundle;
            context = host;
            return;
        }
        try {
            addRoutesToCamelContext(host);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** At once: routes are made of them before the context makes its own. */
    private static void addTemplates(CamelContext host) {
        try {
            Templates.add(host);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized CamelContext getCamelContext() {
        return context;
    }

    /** The bundle, for its health, its books, and other integrations; empty before it is added. */
    public synchronized Optional<PodsightsBundle> bundle() {
        return Optional.ofNullable(bundle);
    }

    /**
     * Stops the bundle, which stops by itself with its context; needed only if that could not be built, so that it never
     * started. Spring does it by itself.
     */
    @Override
    public synchronized void close() {
        if (bundle != null) {
            bundle.close();
        }
    }
}

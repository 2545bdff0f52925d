package io.github.podsights.camel.route.jms;

import io.github.podsights.camel.route.OwnServices;
import io.github.podsights.camel.route.SendReceived;
import io.github.podsights.camel.settings.JmsSourceSettings;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsConfiguration;
import org.apache.camel.component.jms.JmsConsumer;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The JMS side of a context: a component instance of our own, so that the host's {@code jms} stays as it is, and the bean of
 * the source's route. Loaded only where JMS is used, so that an estate without it needs none of its jars.
 */
public final class JmsParts {

    /** The scheme of our component instance. */
    public static final String SCHEME = "podsights-jms";

    private JmsParts() {}

    /** Adds the component without a source: for routes to be looked at. It connects to nothing by itself. */
    public static void addComponent(CamelContext context, JmsSourceSettings settings) {
        if (context.hasComponent(SCHEME) == null) {
            addComponent(context, new JmsConnections(context, settings));
        }
    }

    /** Adds the component for routes that run, and closes with the context what it opened. */
    static void addOpenComponent(CamelContext context, JmsSourceSettings settings) throws Exception {
        if (context.hasComponent(SCHEME) == null) {
            JmsConnections connections = new JmsConnections(context, settings);
            addComponent(context, connections);
            OwnServices.add(context, new Closing(connections));
        }
    }

    /**
     * Suspends a consumer; one that runs all the same, since it was connecting when it was suspended, is stopped.
     *
     * @throws Exception if it can't be
     */
    public static void suspend(Consumer consumer) throws Exception {
        ServiceHelper.suspendService(consumer);
        if (consumer instanceof JmsConsumer ours
                && ours.isSuspended()
                && ours.getListenerContainer().isRunning()) {
            ours.getListenerContainer().stop();
        }
    }

    private static void addComponent(CamelContext context, JmsConnections connections) {
        JmsComponent component = new JmsComponent();
        // It would take whatever the host has in its registry.
        component.setAutowiredEnabled(false);
        JmsConfiguration configuration = component.getConfiguration();
        configuration.setConnectionFactory(connections.forConsumers());
        // A route in place of the shipped one that leaves out a line acknowledges nothing early, and answers nobody.
        configuration.setTransacted(true);
        configuration.setLazyCreateTransactionManager(false);
        configuration.setDisableReplyTo(true);
        configuration.setMapJmsMessage(false);
        context.addComponent(SCHEME, component);
    }

    /**
     * Adds the component and the bean of the route {@code source-jms}.
     *
     * @param maxBytes of an event
     * @param held whether nothing is to be begun
     * @param stopping whether what is held is to be let go
     * @return why no events come; empty while they can
     * @throws Exception if the context refuses
     */
    public static Supplier<Optional<String>> addSource(
            CamelContext context,
            JmsSourceSettings settings,
            int maxBytes,
            SendReceived pipeline,
            BooleanSupplier held,
            BooleanSupplier stopping)
            throws Exception {
        JmsConnections connections = new JmsConnections(context, settings);
        if (context.hasComponent(SCHEME) == null) {
            addComponent(context, connections);
        }
        context.getRegistry().bind("podsightsJmsEvents", new JmsEvents(settings, maxBytes, pipeline, held, stopping));
        JmsWatch watch = new JmsWatch(connections, settings);
        OwnServices.add(context, watch);
        return watch::whyNot;
    }
}

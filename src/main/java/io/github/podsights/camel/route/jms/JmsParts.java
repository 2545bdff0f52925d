package io.github.podsights.camel.route.jms;

import io.github.podsights.camel.integration.Secret;
import io.github.podsights.camel.route.SendReceived;
import io.github.podsights.camel.settings.JmsSourceSettings;
import jakarta.jms.ConnectionFactory;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsComponent;

/**
 * The JMS side of a context: a component instance of our own, so that the host's {@code jms} stays as it is, and the bean of
 * the source's route. Loaded only where JMS is used, so that an estate without it needs none of its jars.
 */
public final class JmsParts {

    /** The scheme of our component instance. */
    public static final String SCHEME = "podsights-jms";

    /** The bean that is taken in place of a client of ours. */
    static final String FACTORY = "podsightsConnectionFactory";

    private JmsParts() {}

    /** Adds the component without a source: for routes to be looked at. */
    public static void addComponent(CamelContext context, JmsSourceSettings settings) {
        if (context.hasComponent(SCHEME) == null) {
            JmsComponent component = new JmsComponent();
            // It would take whatever the host has in its registry.
            component.setAutowiredEnabled(false);
            component.getConfiguration().setConnectionFactory(factory(context, settings));
            context.addComponent(SCHEME, component);
        }
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
        addComponent(context, settings);
        context.getRegistry()
                .bind("podsightsJmsEvents", new JmsEvents(settings.queue(), maxBytes, pipeline, held, stopping));
        ConnectionFactory factory =
                ((JmsComponent) context.getComponent(SCHEME)).getConfiguration().getConnectionFactory();
        JmsWatch watch = new JmsWatch(factory, context.getRegistry().lookupByName(FACTORY) == null, settings.queue());
        context.addService(watch, true, true);
        return watch::whyNot;
    }

    /** A bean of the host, or of a file of routes; else a client of ActiveMQ Artemis. */
    private static ConnectionFactory factory(CamelContext context, JmsSourceSettings settings) {
        ConnectionFactory own = context.getRegistry().lookupByNameAndType(FACTORY, ConnectionFactory.class);
        if (own != null) {
            return own;
        }
        ActiveMQConnectionFactory artemis = new ActiveMQConnectionFactory(
                settings.url(),
                settings.user().orElse(null),
                settings.password().map(Secret::value).orElse(null));
        artemis.setUseGlobalPools(false); // their threads would outlive the context
        // A consumer takes a message when it has worked the one before: so that instances share, and none waits in a
        // buffer.
        if (!settings.url().contains("consumerWindowSize")) {
            artemis.setConsumerWindowSize(0);
        }
        if (!settings.url().contains("reconnectAttempts")) {
            artemis.setReconnectAttempts(0); // the container connects anew, and rolls back what was under way
        }
        return artemis;
    }
}

package io.github.podsights.camel.route.jms;

import io.github.podsights.camel.integration.Secret;
import io.github.podsights.camel.settings.JmsSourceSettings;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;

/**
 * What connects, found when it is first needed: the bean of a host or of a file of routes, which is made after the component;
 * else a client of ActiveMQ Artemis.
 */
final class LateFactory implements ConnectionFactory, AutoCloseable {

    /** The bean that is taken in place of a client of ours. */
    private static final String BEAN = "podsightsConnectionFactory";

    private final CamelContext context;
    private final JmsSourceSettings settings;
    private ActiveMQConnectionFactory ours;

    LateFactory(CamelContext context, JmsSourceSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    private synchronized ConnectionFactory factory() {
        ConnectionFactory bean = context.getRegistry().lookupByNameAndType(BEAN, ConnectionFactory.class);
        if (bean != null) {
            return bean;
        }
        if (ours == null) {
            ours = artemis();
        }
        return ours;
    }

    private ActiveMQConnectionFactory artemis() {
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

    @Override
    public Connection createConnection() throws JMSException {
        return factory().createConnection();
    }

    @Override
    public Connection createConnection(String user, String password) throws JMSException {
        return factory().createConnection(user, password);
    }

    @Override
    public JMSContext createContext() {
        return factory().createContext();
    }

    @Override
    public JMSContext createContext(String user, String password) {
        return factory().createContext(user, password);
    }

    @Override
    public JMSContext createContext(String user, String password, int sessionMode) {
        return factory().createContext(user, password, sessionMode);
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        return factory().createContext(sessionMode);
    }

    /** A bean is closed by whoever made it. */
    @Override
    public synchronized void close() {
        if (ours != null) {
            ours.close();
            ours = null;
        }
    }
}

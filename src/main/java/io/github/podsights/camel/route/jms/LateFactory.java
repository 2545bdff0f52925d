package io.github.podsights.camel.route.jms;

import io.github.podsights.camel.settings.JmsSourceSettings;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import org.apache.camel.CamelContext;

/**
 * What connects, found when it is first needed: the bean of a host or of a file of routes, which is made after the component;
 * else a client of ours.
 */
final class LateFactory implements ConnectionFactory, AutoCloseable {

    /** The bean that is taken in place of a client of ours. */
    private static final String BEAN = "podsightsConnectionFactory";

    private final CamelContext context;
    private final JmsSourceSettings settings;
    private Client ours;
    private boolean isClosed;

    LateFactory(CamelContext context, JmsSourceSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    private synchronized ConnectionFactory factory() throws JMSException {
        ConnectionFactory bean = context.getRegistry().lookupByNameAndType(BEAN, ConnectionFactory.class);
        if (bean != null) {
            return bean;
        }
        if (isClosed) {
            throw new jakarta.jms.IllegalStateException("the bundle has stopped");
        }
        if (ours == null) {
            ours = Client.of(settings);
        }
        return ours.factory();
    }

    private ConnectionFactory factoryOfContexts() {
        try {
            return factory();
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
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
        return factoryOfContexts().createContext();
    }

    @Override
    public JMSContext createContext(String user, String password) {
        return factoryOfContexts().createContext(user, password);
    }

    @Override
    public JMSContext createContext(String user, String password, int sessionMode) {
        return factoryOfContexts().createContext(user, password, sessionMode);
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        return factoryOfContexts().createContext(sessionMode);
    }

    /** A bean is closed by whoever made it. */
    @Override
    public synchronized void close() {
        isClosed = true;
        if (ours != null) {
            ours.end().run();
            ours = null;
        }
    }
}

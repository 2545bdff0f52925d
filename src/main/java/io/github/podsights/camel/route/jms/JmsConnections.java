package io.github.podsights.camel.route.jms;

import io.github.podsights.camel.settings.JmsSourceSettings;
import jakarta.jms.ConnectionFactory;
import org.apache.camel.CamelContext;

/**
 * The ways to the broker: one for consumers, which keep their connection and their sessions by themselves, and one for
 * senders, which would make both anew for each message, and so take them from a pool. Both lead to the bean
 * {@code podsightsConnectionFactory} if there is one, else to a client of ours. Neither connects before it is used.
 */
public final class JmsConnections implements AutoCloseable {

    private final LateFactory direct;
    private SenderPool pool;

    public JmsConnections(CamelContext context, JmsSourceSettings settings) {
        this.direct = new LateFactory(context, settings);
    }

    /** For who keeps a connection for as long as it lives; a connection of it is closed by whoever made it. */
    public ConnectionFactory forConsumers() {
        return direct;
    }

    /**
     * For who makes a connection for each message: what it closes goes back to a pool of one connection and at most 1,000
     * sessions. One that failed is taken out of it.
     *
     * @throws MissingClientException if the pool's jar, {@code org.messaginghub:pooled-jms}, is not there
     */
    public synchronized ConnectionFactory forSenders() throws MissingClientException {
        if (pool == null) {
            try {
                pool = new SenderPool(direct);
            } catch (LinkageError e) {
                throw MissingClientException.of("the pool of connections", "org.messaginghub:pooled-jms", e);
            }
        }
        return pool.factory();
    }

    /** Closes what was made: of the pool all connections, of a bean nothing. */
    @Override
    public synchronized void close() {
        if (pool != null) {
            pool.close();
            pool = null;
        }
        direct.close();
    }
}

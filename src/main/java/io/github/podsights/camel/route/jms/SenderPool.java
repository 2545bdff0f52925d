package io.github.podsights.camel.route.jms;

import jakarta.jms.ConnectionFactory;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** Connections of senders, pooled. Loaded only where something is sent, so that a source alone needs no jar of the pool. */
final class SenderPool implements AutoCloseable {

    /** As many as events may be in flight: who sends waits for nobody. */
    private static final int SESSIONS = 1_000;

    private final JmsPoolConnectionFactory factory = new JmsPoolConnectionFactory();

    SenderPool(ConnectionFactory direct) {
        factory.setConnectionFactory(direct);
        factory.setMaxSessionsPerConnection(SESSIONS);
    }

    ConnectionFactory factory() {
        return factory;
    }

    @Override
    public void close() {
        factory.stop();
    }
}

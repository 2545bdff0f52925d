package io.github.podsights.camel.route.jms;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.Map;

/**
 * Sends a text to a queue, persistent and in a transaction of its own: when it returns the broker has confirmed it. So what
 * came in by the same broker is acknowledged after that. Not by a template of Spring, which would join a transaction that a
 * caller of {@code direct:podsights} has begun, of whatever kind: then the text would be there only after that one, or never.
 */
final class ConfirmedSend {

    private ConfirmedSend() {}

    /**
     * Sends it.
     *
     * @param properties of the message
     * @param delayMillis how long the broker is to keep it back; 0 for not at all
     */
    static void send(
            ConnectionFactory senders, String queue, String text, Map<String, Object> properties, long delayMillis)
            throws JMSException {
        try (Connection connection = senders.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            TextMessage message = session.createTextMessage(text);
            for (Map.Entry<String, Object> property : properties.entrySet()) {
                message.setObjectProperty(property.getKey(), property.getValue());
            }
            DelayedSend.send(session, session.createQueue(queue), message, DeliveryMode.PERSISTENT, delayMillis);
            session.commit();
        }
    }
}

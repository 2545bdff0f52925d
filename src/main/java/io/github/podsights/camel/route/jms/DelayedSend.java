package io.github.podsights.camel.route.jms;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;

/** Sends a message that its broker is to keep back for a time. */
final class DelayedSend {

    /** ActiveMQ Classic's own way, in milliseconds, which its scheduler understands; to others it is a property. */
    private static final String OF_CLASSIC = "AMQ_SCHEDULED_DELAY";

    private DelayedSend() {}

    /**
     * Sends it.
     *
     * @param mode of {@link jakarta.jms.DeliveryMode}
     * @param millis 0 for at once
     */
    static void send(Session session, Destination destination, Message message, int mode, long millis)
            throws JMSException {
        if (millis > 0) {
            message.setLongProperty(OF_CLASSIC, millis);
        }
        try {
            sendOnce(session, destination, message, mode, millis);
        } catch (UnsupportedOperationException | AbstractMethodError e) {
            // The client of Classic, which has the property; of another one the probe shows what becomes of it.
            sendOnce(session, destination, message, mode, 0);
        }
    }

    private static void sendOnce(Session session, Destination destination, Message message, int mode, long millis)
            throws JMSException {
        try (MessageProducer producer = session.createProducer(destination)) {
            producer.setDeliveryMode(mode);
            if (millis > 0) {
                producer.setDeliveryDelay(millis);
            }
            producer.send(message);
        }
    }
}

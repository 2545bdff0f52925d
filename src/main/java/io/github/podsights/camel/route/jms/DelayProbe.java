package io.github.podsights.camel.route.jms;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.Optional;

/**
 * Finds out whether a broker keeps messages back: it gets one that is to be kept back, and then one that is not. Which of the
 * two comes first tells, however long either takes.
 */
final class DelayProbe {

    /** Long enough that the second message is sent by then. */
    private static final long DELAY_MILLIS = 1_000;

    private static final long PATIENCE_MILLIS = 10_000;

    /** A pause between the two that is longer than the delay would look as if there were none. */
    private static final int TIMES = 3;

    private static final String AT_ONCE = "podsights_at_once";

    private DelayProbe() {}

    /**
     * Asks a broker, by a queue of its own that goes with the connection.
     *
     * @return empty if our user may have no such queue
     * @throws JMSException if it can't be asked, or does not answer
     */
    static Optional<Boolean> delays(ConnectionFactory factory) throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            for (int time = 0; time < TIMES; time++) {
                Optional<Queue> queue = temporary(session);
                if (queue.isEmpty() || delays(session, queue.get())) {
                    return queue.map(any -> true);
                }
            }
            return Optional.of(false);
        }
    }

    /** A user that is refused as such may be let in later, and is none that may have no queue. */
    private static Optional<Queue> temporary(Session session) throws JMSException {
        try {
            return Optional.of(session.createTemporaryQueue());
        } catch (JMSSecurityException e) {
            return Optional.empty();
        }
    }

    private static boolean delays(Session session, Queue queue) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(queue)) {
            send(session, queue, false, DELAY_MILLIS);
            send(session, queue, true, 0);
            boolean delays = receive(consumer).getBooleanProperty(AT_ONCE);
            receive(consumer); // what is kept back for a queue that is gone would trouble its broker
            return delays;
        }
    }

    private static void send(Session session, Queue queue, boolean atOnce, long millis) throws JMSException {
        Message message = session.createMessage();
        message.setBooleanProperty(AT_ONCE, atOnce);
        DelayedSend.send(session, queue, message, DeliveryMode.NON_PERSISTENT, millis);
    }

    private static Message receive(MessageConsumer consumer) throws JMSException {
        Message message = consumer.receive(PATIENCE_MILLIS);
        if (message == null) {
            throw new JMSException("a message that was sent to a temporary queue does not come");
        }
        return message;
    }
}

package io.github.podsights.camel.route.jms;

import io.github.podsights.camel.route.MessageProperties;
import io.github.podsights.camel.route.TooLargeException;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * The step that sends a parked delivery to its queue, with the delay until it is due, in a transaction of its own: what came
 * in by the same broker is acknowledged after that. When it returns the broker has confirmed it.
 */
final class ParkMessage implements Processor {

    private final ConnectionFactory senders;
    private final String queue;
    private final ParkQueue watch;
    private final InstantSource clock;

    /** @param watch knows whether the broker keeps messages back */
    ParkMessage(ConnectionFactory senders, String queue, ParkQueue watch, InstantSource clock) {
        this.senders = senders;
        this.queue = queue;
        this.watch = watch;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) throws JMSException, NoDelayException, TooLargeException {
        watch.requireDelay();
        Message record = exchange.getMessage();
        try (Connection connection = senders.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            TextMessage message =
                    session.createTextMessage(new String(record.getBody(byte[].class), StandardCharsets.UTF_8));
            long due = record.getHeader(MessageProperties.DUE, Long.class);
            message.setLongProperty(MessageProperties.DUE, due);
            for (String name : new String[] {MessageProperties.ID, MessageProperties.INTEGRATION}) {
                message.setStringProperty(name, record.getHeader(name, String.class));
            }
            long millis = Math.max(0, due - clock.millis());
            DelayedSend.send(session, session.createQueue(queue), message, DeliveryMode.PERSISTENT, millis);
            session.commit();
        } catch (JMSException e) {
            if (TooLargeException.isSaidBy(e)) {
                throw new TooLargeException(e);
            }
            throw e;
        }
        watch.written();
    }
}

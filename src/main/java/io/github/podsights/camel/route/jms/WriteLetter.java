package io.github.podsights.camel.route.jms;

import io.github.podsights.camel.route.MessageProperties;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * The step that writes a dead letter to its queue, persistent and in a transaction of its own: when it returns the broker has
 * confirmed it. Not by a template of Spring, which would join a transaction that a caller of {@code direct:podsights} has
 * begun, of whatever kind: then the letter would be there only after that one, or never.
 */
final class WriteLetter implements Processor {

    private final ConnectionFactory senders;
    private final String queue;

    WriteLetter(ConnectionFactory senders, String queue) {
        this.senders = senders;
        this.queue = queue;
    }

    @Override
    public void process(Exchange exchange) throws JMSException {
        Message letter = exchange.getMessage();
        try (Connection connection = senders.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(session.createQueue(queue))) {
            TextMessage message = session.createTextMessage(letter.getBody(String.class));
            for (String name : MessageProperties.OF_LETTERS) {
                Object value = letter.getHeader(name);
                if (value != null) {
                    message.setObjectProperty(name, value);
                }
            }
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            producer.send(message);
            session.commit();
        }
    }
}

package io.github.podsights.camel.route.jms;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.OptionalLong;
import org.apache.activemq.artemis.jms.client.ActiveMQConnection;

/**
 * How many messages a queue holds, those that are kept back among them. JMS has no question for that; ActiveMQ Artemis is
 * asked by its management address, if our user may.
 */
final class QueueDepth {

    private static final String MANAGEMENT = "activemq.management";

    private static final long PATIENCE_MILLIS = 3_000;

    private final ConnectionFactory factory;
    private final String name;

    /** @param factory that gives connections as the client makes them, not ones of a pool */
    QueueDepth(ConnectionFactory factory, String queue) {
        this.factory = factory;
        this.name = queue.substring(queue.lastIndexOf("::") + 1).replaceFirst("^:", "");
    }

    /**
     * Asks.
     *
     * @return empty if the broker is another one, or does not tell
     */
    OptionalLong measure() throws JMSException {
        try (Connection connection = factory.createConnection()) {
            // Another broker would make a queue of that name, and keep the question in it.
            return isArtemis(connection) ? ask(connection) : OptionalLong.empty();
        }
    }

    private static boolean isArtemis(Connection connection) {
        try {
            return connection instanceof ActiveMQConnection;
        } catch (NoClassDefFoundError e) {
            return false;
        }
    }

    private OptionalLong ask(Connection connection) throws JMSException {
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            Queue replies = session.createTemporaryQueue();
            Message question = session.createMessage();
            question.setStringProperty("_AMQ_ResourceName", "queue." + name);
            question.setStringProperty("_AMQ_Attribute", "messageCount");
            question.setJMSReplyTo(replies);
            try (MessageProducer producer = session.createProducer(session.createQueue(MANAGEMENT));
                    MessageConsumer consumer = session.createConsumer(replies)) {
                producer.send(question);
                return number(consumer.receive(PATIENCE_MILLIS));
            }
        }
    }

    /** The answer is a list in JSON, of one number: {@code [3]}. */
    private static OptionalLong number(Message answer) throws JMSException {
        if (answer == null || !answer.getBooleanProperty("_AMQ_OperationSucceeded")) {
            return OptionalLong.empty(); // there is no such queue yet, or our user may not ask
        }
        String digits = answer.getBody(String.class).replaceAll("[^0-9]", "");
        return digits.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
    }
}

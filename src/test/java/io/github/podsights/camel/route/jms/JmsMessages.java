package io.github.podsights.camel.route.jms;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;

/** Sends events as messages. */
final class JmsMessages {

    /** Where they go. */
    @FunctionalInterface
    interface Where {
        Destination in(Session session) throws JMSException;
    }

    private JmsMessages() {}

    static void send(ConnectionFactory factory, Where where, int from, int to) throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(where.in(session))) {
            for (int i = from; i < to; i++) {
                producer.send(session.createTextMessage(event(i)));
            }
            session.commit();
        }
    }

    static String event(int order) {
        return "{\"type\":\"track\",\"event\":\"Order Completed\",\"anonymousId\":\"v\",\"properties\":{\"order_id\":\"ORD-"
                + order + "\"},\"context\":{\"consent\":{\"marketing\":true}}}";
    }
}

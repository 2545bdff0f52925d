package io.github.podsights.camel.route.jms;

import io.github.podsights.camel.route.MessageProperties;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** The step that writes a dead letter to its queue. When it returns the broker has confirmed it. */
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
        Map<String, Object> properties = MessageProperties.of(letter, MessageProperties.OF_LETTERS);
        ConfirmedSend.send(senders, queue, letter.getBody(String.class), properties, 0);
    }
}

package io.github.podsights.camel.route.jms;

import io.github.podsights.camel.route.MessageProperties;
import io.github.podsights.camel.route.TooLargeException;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * The step that sends a parked delivery to its queue, with the delay until it is due. When it returns the broker has confirmed
 * it.
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
        long due = record.getHeader(MessageProperties.DUE, Long.class);
        Map<String, Object> properties = MessageProperties.of(record, MessageProperties.OF_PARKED);
        String text = new String(record.getBody(byte[].class), StandardCharsets.UTF_8);
        try {
            ConfirmedSend.send(senders, queue, text, properties, Math.max(0, due - clock.millis()));
        } catch (JMSException e) {
            if (TooLargeException.isSaidBy(e)) {
                throw new TooLargeException(e);
            }
            throw e;
        }
        watch.written();
    }
}

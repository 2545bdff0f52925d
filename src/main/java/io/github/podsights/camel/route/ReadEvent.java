package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.event.EventReader;
import io.github.podsights.camel.event.Origin;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.event.UnreadableEventException;
import io.github.podsights.camel.settlement.Balance;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step that reads an event. The body is what a source hands over, or a caller's bytes, text or stream; one that can't
 * be read becomes the one delivery of the integration {@code none}, {@code invalid}.
 */
final class ReadEvent implements Processor {

    private final EventReader reader;
    private final Balance balance;

    ReadEvent(EventReader reader, Balance balance) {
        this.reader = reader;
        this.balance = balance;
    }

    @Override
    public void process(Exchange exchange) throws UnsettledException {
        Current.forget(exchange);
        EventUnderWay underWay = EventUnderWay.begin(received(exchange), balance, exchange);
        try {
            underWay.event(underWay.received().read(reader));
        } catch (UnreadableEventException e) {
            Delivery delivery = underWay.add(Delivery.ofNone(underWay.received(), null));
            delivery.end(Outcome.INVALID, e.getMessage());
        }
    }

    private static Received received(Exchange exchange) throws UnsettledException {
        Object body = exchange.getMessage().getBody();
        return body instanceof Received received ? received : Received.of(bytes(body, exchange), Origin.DIRECT);
    }

    private static byte[] bytes(Object body, Exchange exchange) throws UnsettledException {
        if (body == null) {
            return new byte[0];
        }
        if (body instanceof String text) {
            // Camel would take the charset of a property that came with the message.
            return text.getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes = exchange.getMessage().getBody(byte[].class);
        if (bytes == null) {
            throw new UnsettledException("an event is bytes, text or a stream; found a body of type "
                    + body.getClass().getName());
        }
        return bytes;
    }
}

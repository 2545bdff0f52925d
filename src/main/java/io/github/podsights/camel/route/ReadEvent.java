package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.InvalidDeliveryException;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.event.EventReader;
import io.github.podsights.camel.event.Origin;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.event.UnreadableEventException;
import io.github.podsights.camel.settlement.Balance;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step that reads an event. The body is what a source hands over, or bytes or text of a caller; one that can't be
 * read is the one delivery of the integration {@code none}, {@code invalid}.
 */
final class ReadEvent implements Processor {

    private final EventReader reader;
    private final Balance balance;

    ReadEvent(EventReader reader, Balance balance) {
        this.reader = reader;
        this.balance = balance;
    }

    @Override
    public void process(Exchange exchange) throws InvalidDeliveryException {
        Current.forget(exchange);
        EventUnderWay underWay = EventUnderWay.begin(received(exchange), balance, exchange);
        try {
            underWay.event(underWay.received().read(reader));
        } catch (UnreadableEventException e) {
            Delivery delivery = underWay.add(Delivery.ofNone(underWay.received(), null));
            delivery.end(Outcome.INVALID, e.getMessage());
            Current.keep(exchange, delivery);
            throw new InvalidDeliveryException(e.getMessage());
        }
    }

    private static Received received(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Received received) {
            return received;
        }
        byte[] bytes = body == null ? null : exchange.getMessage().getBody(byte[].class);
        return Received.of(bytes == null ? new byte[0] : bytes, Origin.DIRECT);
    }
}

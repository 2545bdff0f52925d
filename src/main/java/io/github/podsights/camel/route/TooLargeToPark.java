package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Outcome;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A record that its topic or queue can't take, however often it is tried: the delivery has a dead letter instead. */
final class TooLargeToPark implements Processor {

    /** Whether it is that which failed; asked here, since a host need not find the class that says so by its name. */
    public boolean isWhatFailed(@TheExchange Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        return TooLargeException.isSaidBy(failure == null ? exchange.getException() : failure);
    }

    @Override
    public void process(Exchange exchange) {
        Current.delivery(exchange)
                .end(
                        Outcome.EXHAUSTED,
                        "failed in place, and larger than the topic or queue takes that it would be parked in");
    }
}

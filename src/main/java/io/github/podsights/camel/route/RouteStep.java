package io.github.podsights.camel.route;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * A step of a route. An error ends its exchange as an exception would: Camel catches exceptions alone. Of an error it lets
 * the steps that follow run as though there were none, and a split that runs side by side waits for its end for ever.
 */
abstract class RouteStep implements Processor {

    @Override
    public final void process(Exchange exchange) throws Exception {
        try {
            take(exchange);
        } catch (Error e) {
            exchange.setException(e);
        }
    }

    /** Takes the exchange its step further; what it throws is how the exchange fails. */
    abstract void take(Exchange exchange) throws Exception;
}

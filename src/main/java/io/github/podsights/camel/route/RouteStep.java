package io.github.podsights.camel.route;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A step of a route. An error ends its exchange there, unsettled: the event comes again from its source, since an error says
 * nothing of the event. Camel itself catches exceptions alone. Of an error it lets the steps that follow run as though there
 * were none, and a split that runs side by side waits for its end for ever.
 */
abstract class RouteStep implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(RouteStep.class);

    @Override
    public final void process(Exchange exchange) throws Exception {
        try {
            take(exchange);
        } catch (Error e) {
            throw unsettled(e);
        }
    }

    /** Takes the exchange its step further; what it throws is how the exchange fails. */
    abstract void take(Exchange exchange) throws Exception;

    /** How an exchange fails by an error, which is logged without its message. */
    static UnsettledException unsettled(Error error) {
        LOG.error(
                "Unexpected {} in a step: its event is not settled, and comes again",
                error.getClass().getName(),
                Failures.withoutMessage(error));
        return new UnsettledException("a step ended by " + error.getClass().getName());
    }
}

package io.github.podsights.camel.route;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * What an error handler asks when a step has failed: after each failure, whether to try again, and before that. It is no
 * step, and Camel catches exceptions of it alone: an error here leaves the event unsettled, as one in a step does.
 */
public abstract class WhenFailed implements Processor {

    /** A step has failed, by what stands in the exchange as caught. */
    @Override
    public final void process(Exchange exchange) {
        try {
            failed(exchange);
        } catch (Error e) {
            unsettle(exchange, e);
        }
    }

    /**
     * Whether to try again. Camel asks with a copy of the exchange, so that nothing can be noted in it.
     *
     * @throws UnsettledException by an error; Camel wraps it
     */
    public final boolean again(@TheExchange Exchange exchange) throws UnsettledException {
        if (exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof UnsettledException) {
            return false;
        }
        try {
            return isAgain(exchange);
        } catch (Error e) {
            throw ErrorsUnsettle.endedBy(e, exchange);
        }
    }

    /** The wait is over, and the step is tried again. */
    final void begins(Exchange exchange) {
        try {
            beforeAgain(exchange);
        } catch (Error e) {
            unsettle(exchange, e);
        }
    }

    /** Notes what has failed. */
    abstract void failed(Exchange exchange);

    /** Asked unless the event can't be settled now. */
    abstract boolean isAgain(Exchange exchange);

    /** Does what is to be done before it is tried again. */
    void beforeAgain(Exchange exchange) {
        // nothing
    }

    /** As what was caught too, since that is what the exchange fails by in the end. */
    private static void unsettle(Exchange exchange, Error error) {
        UnsettledException unsettled = ErrorsUnsettle.endedBy(error, exchange);
        exchange.setException(unsettled);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, unsettled);
    }
}

package io.github.podsights.camel.route;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * What an error handler asks when a step has failed: after each failure, whether to try again, and before that. It is no
 * step, and Camel catches exceptions of it alone: an error here leaves the event unsettled, as one in a step does.
 */
public abstract class WhenFailed implements Processor {

    /** That there is to be another try only because asking for it ended by an error: the step is not run. */
    private static final String BROKEN = "podsightsBroken";

    /** A step has failed, by what stands in the exchange as caught. */
    @Override
    public final void process(Exchange exchange) {
        try {
            failed(exchange);
        } catch (Error e) {
            unsettle(exchange, ErrorsUnsettle.endedBy(e, exchange));
        }
    }

    /** Whether to try again. */
    public final boolean again(@TheExchange Exchange exchange) {
        if (exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof UnsettledException) {
            return false;
        }
        try {
            return isAgain(exchange);
        } catch (Error e) {
            // Camel asks with a copy, which can't end the exchange but with what it failed by before.
            exchange.setProperty(BROKEN, ErrorsUnsettle.endedBy(e, exchange));
            return true;
        }
    }

    /** The wait is over, and the step is tried again. */
    final void begins(Exchange exchange) {
        if (exchange.removeProperty(BROKEN) instanceof UnsettledException broken) {
            unsettle(exchange, broken);
            return;
        }
        try {
            beforeAgain(exchange);
        } catch (Error e) {
            unsettle(exchange, ErrorsUnsettle.endedBy(e, exchange));
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
    private static void unsettle(Exchange exchange, UnsettledException unsettled) {
        exchange.setException(unsettled);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, unsettled);
    }
}

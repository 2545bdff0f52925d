package io.github.podsights.camel.route;

import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/** Hears of it when the context does not start: Camel takes such a one as stopped already, and tells nobody else. */
final class FailedStart extends EventNotifierSupport {

    private final Runnable then;

    FailedStart(Runnable then) {
        this.then = then;
        setIgnoreExchangeEvents(true); // nothing is to be made for each message on its account
        setIgnoreStepEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof CamelEvent.CamelContextStartupFailureEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        then.run();
    }
}

package io.github.podsights.camel.route;

import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;

/** How what comes in is handed to its route. Each way is started and stopped with the context. */
final class WaysIn {

    /** What takes new events. */
    static final String EVENTS = "direct:podsights";

    /** What takes parked deliveries that come back. */
    static final String RESUME = "direct:podsights-resume";

    private final CamelContext context;
    private final Executor workers;
    private final Entrance entrance;

    /** @param entrance where all of them wait while routes are exchanged */
    WaysIn(CamelContext context, Executor workers, Entrance entrance) {
        this.context = context;
        this.workers = workers;
        this.entrance = entrance;
    }

    /** On a thread of its own. */
    HandOver handOver(String uri) throws Exception {
        HandOver handOver = new HandOver(context, workers, uri, entrance);
        OwnServices.add(context, handOver);
        return handOver;
    }

    /** On the thread of whoever hands it on, who waits. */
    SendReceived sendReceived(String uri) throws Exception {
        SendReceived send = new SendReceived(context, uri, entrance);
        OwnServices.add(context, send);
        return send;
    }
}

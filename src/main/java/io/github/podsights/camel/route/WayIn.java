package io.github.podsights.camel.route;

import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.UnitOfWorkHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The producer by which events are sent into the routes. It is made anew when they have been exchanged: Camel's producer for
 * {@code direct:}, used by many threads, may for a moment send to the consumer that was there before.
 */
final class WayIn extends ServiceSupport {

    private record Made(long exchanges, AsyncProducer producer) {}

    private final CamelContext context;
    private final String uri;
    private final Entrance entrance;
    private Endpoint endpoint;
    private volatile Made made;

    WayIn(CamelContext context, String uri, Entrance entrance) {
        this.context = context;
        this.uri = uri;
        this.entrance = entrance;
    }

    @Override
    protected void doStart() throws Exception {
        endpoint = context.getEndpoint(uri);
        make();
    }

    @Override
    protected void doStop() {
        if (made != null) { // the context may never have started
            made.producer().stop();
        }
    }

    private Made make() throws Exception {
        AsyncProducer producer = endpoint.createAsyncProducer();
        producer.start();
        made = new Made(entrance.exchanges(), producer);
        return made;
    }

    Exchange exchange() {
        return endpoint.createExchange();
    }

    /** Sends an exchange of {@link #exchange}, and waits until it is done. */
    void send(Exchange exchange) throws Exception {
        Made now = made;
        if (now.exchanges() != entrance.exchanges()) {
            now = remake();
        }
        now.producer().process(exchange);
    }

    /**
     * Ends an exchange that an error has left without an end, and with it the books and the claims.
     *
     * @param exchange null if there is none yet
     */
    static void end(Exchange exchange) {
        UnitOfWork unit = exchange == null ? null : exchange.getUnitOfWork();
        if (unit != null) {
            UnitOfWorkHelper.doneUow(unit, exchange);
        }
    }

    private synchronized Made remake() throws Exception {
        return made.exchanges() == entrance.exchanges() ? made : make();
    }
}

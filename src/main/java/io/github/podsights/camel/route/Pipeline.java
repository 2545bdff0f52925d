package io.github.podsights.camel.route;

import io.github.podsights.camel.event.Received;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.support.PluginHelper;

/** A pipeline in a context of its own, for a command: an event goes in, and its deliveries come out as they ended. */
final class Pipeline implements AutoCloseable {

    private final CamelContext context;
    private final ExecutorService workers;
    private final Endpoint endpoint;
    private final Producer producer;

    private Pipeline(CamelContext context, ExecutorService workers) throws Exception {
        this.context = context;
        this.workers = workers;
        endpoint = context.getEndpoint("direct:podsights");
        producer = endpoint.createProducer();
        producer.start();
    }

    /**
     * Loads shipped routes, and starts the context.
     *
     * @param context with the beans that the routes name
     */
    static Pipeline start(CamelContext context, List<String> routes) throws Exception {
        ExecutorService workers = Workers.create();
        context.getRegistry().bind("podsightsFanOut", new FanOutExecutor(workers));
        context.getCamelContextExtension().addInterceptStrategy(new ErrorsUnsettle());
        for (String route : routes) {
            PluginHelper.getRoutesLoader(context).loadRoutes(ShippedResource.of("routes", route));
        }
        context.start();
        return new Pipeline(context, workers);
    }

    /** The event at its end, with its deliveries. */
    EventUnderWay process(Received received) throws Exception {
        Exchange exchange = endpoint.createExchange();
        exchange.getMessage().setBody(received);
        producer.process(exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return EventUnderWay.of(exchange);
    }

    @Override
    public void close() {
        producer.stop();
        context.stop();
        workers.shutdownNow();
    }
}

package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Measurements;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.event.EventReader;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.settlement.Balance;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.PluginHelper;

/** The pipeline without its end: the very route that runs, with a delivery and a dead letter that are only said. */
public final class PreviewBundle implements AutoCloseable {

    private final CamelContext context = new DefaultCamelContext();
    private final ExecutorService workers = Workers.create();
    private final Endpoint pipeline;
    private final Producer producer;

    /**
     * @param maxBytes the largest event that is read
     * @throws Exception if the pipeline can't be built
     */
    public PreviewBundle(int maxBytes, Integrations integrations) throws Exception {
        Registry registry = context.getRegistry();
        PipelineSteps.bind(
                registry,
                new EventReader(maxBytes),
                new Balance(),
                () -> integrations,
                IdentityParts.forPreview(),
                Measurements.NONE);
        registry.bind("podsightsFanOut", new FanOutExecutor(workers));
        registry.bind("podsightsSettle", new Settle(SettlementListener.NONE));
        registry.bind("podsightsDuplicates", new NoDuplicates());
        registry.bind("podsightsWouldBeDelivered", (Processor) PreviewBundle::wouldBeDelivered);
        registry.bind("podsightsWouldBeDeadLetter", (Processor) PreviewBundle::wouldBeDeadLetter);
        for (String route : List.of("preview", "pipeline")) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(PluginHelper.getResourceLoader(context)
                            .resolveResource("classpath:routes/" + route + ".camel.yaml"));
        }
        context.start();
        pipeline = context.getEndpoint("direct:podsights");
        producer = pipeline.createProducer();
        producer.start();
    }

    /** Tells what would become of each delivery of an event, in the order of integrations and calls. */
    public void preview(Received received, Consumer<Delivery> result) throws Exception {
        Exchange exchange = pipeline.createExchange();
        exchange.getMessage().setBody(received);
        producer.process(exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        EventUnderWay.of(exchange).inOrder().forEach(result);
    }

    private static void wouldBeDelivered(Exchange exchange) {
        Current.delivery(exchange).end(Outcome.DELIVERED, null);
    }

    private static void wouldBeDeadLetter(Exchange exchange) {
        Delivery delivery = Current.delivery(exchange);
        if (delivery.outcome() == null) {
            Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
            delivery.end(Outcome.INVALID, Failures.describe(failure));
        }
    }

    @Override
    public void close() {
        producer.stop();
        context.stop();
        workers.shutdownNow();
    }
}

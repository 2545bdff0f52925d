package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.MaxAge;
import io.github.podsights.camel.delivery.Measurements;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.event.EventReader;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.settlement.Balance;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.SimpleUuidGenerator;

/** The pipeline without its end: the very route that runs, with a delivery and a dead letter that are only said. */
public final class PreviewBundle implements AutoCloseable {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Pipeline pipeline;

    /**
     * @param maxBytes the largest event that is read
     * @throws Exception if the pipeline can't be built
     */
    public PreviewBundle(int maxBytes, Integrations integrations) throws Exception {
        this(maxBytes, integrations, true, null);
    }

    /**
     * @param maxBytes the largest event that is read
     * @param identities whether the address of a visitor is remembered
     * @param maxAge how old an event may be that is delivered; null for any age
     * @throws Exception if the pipeline can't be built
     */
    public PreviewBundle(int maxBytes, Integrations integrations, boolean identities, MaxAge maxAge) throws Exception {
        // Nobody manages it, or sees the ids of its exchanges: each event has five of them.
        context.disableJMX();
        context.setUuidGenerator(new SimpleUuidGenerator());
        Registry registry = context.getRegistry();
        PipelineSteps.bind(
                registry,
                new EventReader(maxBytes),
                new Balance(),
                () -> integrations,
                IdentityParts.forPreview(identities),
                Measurements.NONE);
        registry.bind("podsightsSettle", new Settle(SettlementListener.NONE));
        NoDuplicates.bind(registry);
        registry.bind("podsightsWouldBeDelivered", (Processor) exchange -> wouldBeDelivered(exchange, maxAge));
        registry.bind("podsightsWouldBeDeadLetter", (Processor) PreviewBundle::wouldBeDeadLetter);
        pipeline = Pipeline.start(context, List.of("preview", "pipeline"));
    }

    /** Tells what would become of each delivery of an event, in the order of integrations and calls. */
    public void preview(Received received, Consumer<Delivery> result) throws Exception {
        previewWithIdentity(received, (delivery, identity) -> result.accept(delivery));
    }

    /** The same, with the hash of the address that was known of the event's visitor; empty if none was. */
    public void previewWithIdentity(Received received, BiConsumer<Delivery, Optional<String>> result) throws Exception {
        EventUnderWay done = pipeline.process(received);
        done.inOrder().forEach(delivery -> result.accept(delivery, done.identity()));
    }

    private static void wouldBeDelivered(Exchange exchange, MaxAge maxAge) {
        Delivery delivery = Current.delivery(exchange);
        if (maxAge != null && maxAge.isOver(delivery.happenedAt())) {
            delivery.end(Outcome.EXHAUSTED, MaxAge.TOO_OLD);
        } else {
            delivery.end(Outcome.DELIVERED, null);
        }
    }

    static void wouldBeDeadLetter(Exchange exchange) throws UnsettledException {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (failure instanceof UnsettledException unsettled) {
            throw unsettled; // there may be no delivery yet
        }
        Delivery delivery = Current.delivery(exchange);
        if (delivery == null) {
            WriteDeadLetter.hide(exchange, failure);
            throw WriteDeadLetter.ofNone(exchange, failure);
        }
        if (delivery.outcome() == null) {
            delivery.end(Outcome.INVALID, Failures.describe(failure));
        }
    }

    @Override
    public void close() {
        pipeline.close();
    }
}

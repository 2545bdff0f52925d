package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.settlement.Settlement;
import io.github.podsights.camel.settlement.Turn;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends an event through {@code direct:podsights}, and says what became of its deliveries. */
class SendReceived extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(SendReceived.class);

    /**
     * What became of an event.
     *
     * @param settled whether each of its deliveries is; otherwise it was let go
     */
    record Sent(boolean settled, List<Delivery> deliveries) {}

    private final CamelContext context;
    private Endpoint pipeline;
    private Producer producer;

    SendReceived(CamelContext context) {
        this.context = context;
    }

    @Override
    protected void doStart() throws Exception {
        pipeline = context.getEndpoint("direct:podsights");
        producer = pipeline.createProducer();
        producer.start();
    }

    @Override
    protected void doStop() {
        producer.stop();
    }

    /**
     * Sends it, and waits until it is settled or let go.
     *
     * @param isGone whether whoever sent it has let it go: then nothing of it is to be sent any more
     */
    Sent send(Received received, BooleanSupplier isGone) {
        try {
            Exchange exchange = pipeline.createExchange();
            EventUnderWay.comes(new LetGoIf(isGone), Turn.FREE, exchange);
            exchange.getMessage().setBody(received);
            producer.process(exchange);
            return EventUnderWay.isSettled(exchange)
                    ? new Sent(true, EventUnderWay.of(exchange).deliveries())
                    : new Sent(false, List.of());
        } catch (Exception e) {
            LOG.error("Unexpected failure with the {}", Safe.text(received), Failures.withoutMessage(e));
            return new Sent(false, List.of());
        }
    }

    /** Nobody is told of a settlement: what became of the event is the answer. */
    private record LetGoIf(BooleanSupplier gone) implements Settlement {

        @Override
        public boolean isLetGo() {
            return gone.getAsBoolean();
        }

        @Override
        public void settled() {}

        @Override
        public void released() {}
    }
}

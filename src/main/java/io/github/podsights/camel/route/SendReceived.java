package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.settlement.Settlement;
import io.github.podsights.camel.settlement.Turn;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends an event through {@code direct:podsights}, or what was parked through its route, and says what became of it. */
public class SendReceived extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(SendReceived.class);

    /**
     * What became of an event.
     *
     * @param settled whether each of its deliveries is; otherwise it was let go
     */
    public record Sent(boolean settled, List<Delivery> deliveries) {}

    private final Entrance entrance;
    private final WayIn way;

    /**
     * @param uri the route that takes them
     * @param entrance where events wait while routes are exchanged
     */
    SendReceived(CamelContext context, String uri, Entrance entrance) {
        this.entrance = entrance;
        this.way = new WayIn(context, uri, entrance);
    }

    @Override
    protected void doStart() {
        way.start();
    }

    @Override
    protected void doStop() {
        way.stop();
    }

    /**
     * Sends it, and waits until it is settled or let go.
     *
     * @param isGone whether whoever sent it has let it go: then nothing of it is to be sent any more
     */
    public Sent send(Received received, BooleanSupplier isGone) {
        boolean entered = false;
        Exchange exchange = null;
        try {
            entered = entrance.enter();
            if (!entered) {
                return new Sent(false, List.of());
            }
            exchange = way.exchange();
            EventUnderWay.comes(new LetGoIf(isGone), Turn.FREE, exchange);
            exchange.getMessage().setBody(received);
            way.send(exchange);
            return EventUnderWay.isSettled(exchange)
                    ? new Sent(true, EventUnderWay.of(exchange).deliveries())
                    : new Sent(false, List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Sent(false, List.of());
        } catch (Exception e) {
            LOG.error("Unexpected failure with the {}", Safe.text(received), Failures.withoutMessage(e));
            return new Sent(false, List.of());
        } catch (Error e) {
            WayIn.end(exchange);
            throw e;
        } finally {
            if (entered) {
                entrance.leave();
            }
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

package io.github.podsights.camel.route;

import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.settlement.Lane;
import io.github.podsights.camel.settlement.Settlement;
import io.github.podsights.camel.settlement.Turn;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a source hands its events on: each to a route, mostly {@code direct:podsights}, on a thread of its own; what comes
 * back settles the event in its source, or lets it go.
 */
public final class HandOver extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    private final Executor workers;
    private final Entrance entrance;
    private final WayIn way;

    /**
     * @param uri the route that takes them: what comes back from there settles them
     * @param entrance where they wait while routes are exchanged
     */
    HandOver(CamelContext context, Executor workers, String uri, Entrance entrance) {
        this.workers = workers;
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
     * Hands an event on that comes in no order.
     *
     * @param settlement is told what became of it
     * @return false if no thread takes it: the event is let go, and no other one is to be handed on now
     */
    public boolean hand(Received received, Settlement settlement) {
        return hand(received, settlement, Turn.FREE);
    }

    /**
     * Hands on the event that comes next in a lane.
     *
     * @param settlement is told what became of it
     * @return false if no thread takes it: the event is let go, and no other one is to be handed on now
     */
    public boolean hand(Received received, Settlement settlement, Lane lane) {
        return hand(received, settlement, lane.next());
    }

    private boolean hand(Received received, Settlement settlement, Turn turn) {
        // In the order in which they are handed on: one that is within may wait for the turn of one before it.
        boolean in = entrance.comesIn();
        try {
            workers.execute(() -> work(received, settlement, turn, in));
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            if (in) {
                entrance.leave();
            }
            // The bundle is stopping; or there are no more threads to be had, and the event comes again when there are.
            turn.pass();
            settlement.released();
            return false;
        }
    }

    private void work(Received received, Settlement settlement, Turn turn, boolean in) {
        boolean settled = false;
        boolean entered = in;
        Exchange exchange = null;
        try {
            entered = in || entrance.comesInLater();
            if (!entered) {
                return;
            }
            exchange = way.exchange();
            exchange.getMessage().setBody(received);
            EventUnderWay.comes(settlement, turn, exchange);
            way.send(exchange);
            settled = EventUnderWay.isSettled(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.error("Unexpected failure with the {}", Safe.text(received), Failures.withoutMessage(e));
        } catch (Error e) {
            WayIn.end(exchange);
            settled = exchange != null && EventUnderWay.isSettled(exchange);
            // With its thread goes what Camel left in that one's queue. Whoever prints it is not to print what it says.
            throw Failures.errorWithoutMessage(e);
        } finally {
            turn.pass(); // however it ended, nobody waits for it any more
            if (entered) {
                entrance.leave();
            }
            if (settled) {
                settlement.settled();
            } else {
                settlement.released();
            }
        }
    }
}

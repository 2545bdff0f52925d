package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.event.ConversionEvent;
import io.github.podsights.camel.event.DeadLetterOrigin;
import io.github.podsights.camel.event.DeadLetterOrigin.Only;
import io.github.podsights.camel.event.Origin;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.identity.Digest;
import io.github.podsights.camel.identity.IdentityStore;
import io.github.podsights.camel.identity.Visitor;
import io.github.podsights.camel.settlement.Turn;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step of the identity store: an identify event stores the hash of its visitor's address, any other event without an
 * address looks it up. Only what has the consent of an integration that takes it does either. Within a source that is done
 * in the order of its events, and once for all deliveries of an event.
 */
final class KnowVisitor implements Processor, AutoCloseable {

    private final IdentityStore store;
    private final UntilAvailable access;
    private final LongAdder inHand = new LongAdder();

    /** @param store closed with this */
    KnowVisitor(IdentityStore store, UntilAvailable access) {
        this.store = store;
        this.access = access;
    }

    /**
     * Works the store for an event. What a stop lets go has no deliveries from here on, and so none that is settled.
     *
     * @throws UnsettledException if a stop, or its own patience, lets a caller go
     */
    @Override
    public void process(Exchange exchange) throws UnsettledException {
        EventUnderWay underWay = EventUnderWay.of(exchange);
        List<?> deliveries = exchange.getMessage().getBody(List.class);
        inHand.add(deliveries.size());
        try {
            if (hasConsent(deliveries)) {
                know(underWay, Visitor.of(underWay.event()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            letGo(exchange, new UnsettledException("stopped before its visitor was looked up"));
        } catch (UnsettledException e) {
            letGo(exchange, e);
        } finally {
            inHand.add(-deliveries.size());
        }
        underWay.turn().pass();
    }

    private static void letGo(Exchange exchange, UnsettledException why) throws UnsettledException {
        if (EventUnderWay.of(exchange).received().origin() == Origin.DIRECT) {
            throw why;
        }
        exchange.getMessage().setBody(List.of());
    }

    private static boolean hasConsent(List<?> deliveries) {
        for (Object element : deliveries) {
            if (element instanceof Delivery delivery && delivery.hasConsent()) {
                return true;
            }
        }
        return false;
    }

    private void know(EventUnderWay underWay, Visitor visitor) throws UnsettledException, InterruptedException {
        Received received = underWay.received();
        Turn turn = underWay.turn();
        if (visitor.keys().isEmpty()) {
            return;
        }
        if (visitor.email().isEmpty()) {
            if (Only.of(received).flatMap(Only::em).isEmpty()) {
                underWay.identity(
                        turn.together(() -> access.ask(received, underWay::isLetGo, () -> store.find(visitor.keys())))
                                .map(Digest::hex));
            }
        } else if (isToBeStored(underWay.event(), received)) {
            turn.alone(() -> access.ask(received, underWay::isLetGo, () -> {
                store.store(visitor.keys(), visitor.email().get());
                return true;
            }));
        }
    }

    /** What is replayed was stored when it came, and may have been followed by a newer address. */
    private static boolean isToBeStored(ConversionEvent event, Received received) {
        return Visitor.isIdentify(event) && !(received.origin() instanceof DeadLetterOrigin);
    }

    /** Looks whether the store can be reached, also while nothing comes. */
    void look() {
        access.look(() -> {
            store.check();
            return true;
        });
    }

    /** Why the store can't be reached; empty if it can. */
    Optional<String> whyNot() {
        return access.whyNot();
    }

    /** How many deliveries wait here, for the store or for an event before them. */
    int waiting() {
        return inHand.intValue();
    }

    /** Ends all waits: what waited is not settled. */
    void letGo() {
        access.letGo();
    }

    @Override
    public void close() {
        store.close();
    }
}

package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Gates;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.event.ConversionEvent;
import io.github.podsights.camel.event.Origin;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.settlement.Balance;
import io.github.podsights.camel.settlement.Settlement;
import io.github.podsights.camel.settlement.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * An event on its way through the pipeline, with its deliveries. When the exchange is done, whatever is not settled is
 * let go: it is counted as released, and comes again from its source.
 */
final class EventUnderWay extends SynchronizationAdapter {

    private static final String PROPERTY = "podsightsEvent";

    private static final String OF_SOURCE = "podsightsOfSource";

    /** What an event brings along from its source. */
    private record OfSource(Settlement settlement, Turn turn) {

        /** Of a caller's event. */
        private static final OfSource NONE = new OfSource(null, Turn.FREE);
    }

    private static final Comparator<Delivery> ORDER =
            Comparator.comparing(Delivery::integrationId).thenComparingInt(Delivery::call);

    private final Received received;
    private final Balance balance;
    private final OfSource ofSource;
    private final List<Delivery> deliveries = new ArrayList<>(1);
    private ConversionEvent event;
    private final Map<String, Runnable> places = new HashMap<>(1);
    private Runnable heldAlone;
    private Optional<String> identity = Optional.empty();

    private EventUnderWay(Received received, Balance balance, OfSource ofSource) {
        this.received = received;
        this.balance = balance;
        this.ofSource = ofSource;
    }

    /** Says what an event that is about to begin settles in its source, and whose turn it is before. */
    static void comes(Settlement settlement, Turn turn, Exchange exchange) {
        exchange.setProperty(OF_SOURCE, new OfSource(settlement, turn));
    }

    /** Begins with an event; the exchange carries it from here on. */
    static EventUnderWay begin(Received received, Balance balance, Exchange exchange) {
        EventUnderWay underWay = new EventUnderWay(
                received, balance, exchange.getProperty(OF_SOURCE) instanceof OfSource known ? known : OfSource.NONE);
        exchange.setProperty(PROPERTY, underWay);
        exchange.getExchangeExtension().addOnCompletion(underWay);
        return underWay;
    }

    static EventUnderWay of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, EventUnderWay.class);
    }

    /** Whether its source has let it go, so that it comes to somebody else. */
    boolean isLetGo() {
        return ofSource.settlement != null && ofSource.settlement.isLetGo();
    }

    /** Its place in the order of its source. */
    Turn turn() {
        return ofSource.turn;
    }

    Received received() {
        return received;
    }

    ConversionEvent event() {
        return event;
    }

    void event(ConversionEvent read) {
        event = read;
    }

    /** The hash of the address that is known of its visitor; empty if none is, or if it has one of its own. */
    Optional<String> identity() {
        return identity;
    }

    void identity(Optional<String> known) {
        identity = known;
    }

    /** Takes a delivery into the books. */
    Delivery add(Delivery delivery) {
        synchronized (deliveries) {
            deliveries.add(delivery);
        }
        account(delivery).received();
        return delivery;
    }

    /** Takes a delivery into the books that comes back from where it was parked. */
    Delivery resume(Delivery delivery) {
        synchronized (deliveries) {
            deliveries.add(delivery);
        }
        account(delivery).resumed();
        return delivery;
    }

    /** Counts the outcome of a delivery, or that it is parked, once. */
    boolean settle(Delivery delivery) {
        boolean first = delivery.settle();
        if (first && delivery.outcome() == null) {
            account(delivery).parked();
        } else if (first) {
            account(delivery).ended(delivery.outcome());
        }
        if (first) {
            leave(delivery.integrationId());
            noteWhoHoldsIt();
        }
        return first;
    }

    /** Whether its deliveries to an integration have a place among those that are under way; all of them have one. */
    boolean hasPlace(String integration) {
        synchronized (places) {
            return places.containsKey(integration);
        }
    }

    /** Notes how its place among the deliveries to an integration is given back: once one of its own is settled. */
    void takesPlace(String integration, Runnable leave) {
        synchronized (places) {
            places.put(integration, leave);
        }
    }

    /** Gives back its place among the deliveries to an integration, if it has one: nothing of it is under way there. */
    void leave(String integration) {
        Runnable leave;
        synchronized (places) {
            leave = places.remove(integration);
        }
        if (leave != null) {
            leave.run();
        }
    }

    /** Notes, the first time, that all is settled but what one integration has. */
    void noteWhoHoldsIt() {
        synchronized (deliveries) {
            if (heldAlone != null) {
                return;
            }
            Delivery last = null;
            String first = null;
            boolean several = false;
            for (Delivery delivery : deliveries) {
                if (isToBeSent(delivery)) {
                    first = first == null ? delivery.integrationId() : first;
                    several |= !first.equals(delivery.integrationId());
                }
                if (!delivery.isSettled()) {
                    if (last != null && !last.integrationId().equals(delivery.integrationId())) {
                        return;
                    }
                    last = delivery;
                }
            }
            if (last != null) {
                heldAlone = several ? account(last).heldAlone() : account(last).heldAsItsOwn();
            }
        }
    }

    /** Whether a delivery is, or was, for the collector: what a filter held back is no sign that others are faster. */
    private static boolean isToBeSent(Delivery delivery) {
        Outcome outcome = delivery.isSettled() ? delivery.outcome() : null;
        return outcome == null
                || outcome == Outcome.DELIVERED
                || outcome == Outcome.REJECTED
                || outcome == Outcome.EXHAUSTED;
    }

    /** Whether the event of an exchange that is done has deliveries, and each of them is settled. */
    static boolean isSettled(Exchange exchange) {
        EventUnderWay underWay = of(exchange);
        return underWay != null && underWay.isSettled();
    }

    private boolean isSettled() {
        synchronized (deliveries) {
            for (Delivery delivery : deliveries) {
                if (!delivery.isSettled()) {
                    return false;
                }
            }
            return !deliveries.isEmpty();
        }
    }

    /** Whether it has deliveries, and each was sent, or held back: they are settled, whatever fails after that. */
    boolean isDecided() {
        List<Delivery> all = deliveries();
        return !all.isEmpty() && all.stream().allMatch(delivery -> delivery.isSettled() || stands(delivery));
    }

    private static boolean stands(Delivery delivery) {
        return delivery.outcome() != null && !delivery.outcome().isDeadLetter();
    }

    /** The deliveries so far, a copy. */
    List<Delivery> deliveries() {
        synchronized (deliveries) {
            return List.copyOf(deliveries);
        }
    }

    /** The deliveries so far in the order of integrations and calls, whichever was settled first. */
    List<Delivery> inOrder() {
        List<Delivery> sorted = new ArrayList<>(deliveries());
        sorted.sort(ORDER);
        return sorted;
    }

    @Override
    public void onDone(Exchange exchange) {
        for (Delivery delivery : deliveries()) {
            delivery.takeAdmission().ifPresent(Gates.Admission::unused);
            leave(delivery.integrationId());
            if (stands(delivery)) {
                // It was sent, or held back; a step that failed after that does not undo it. Let go it would be sent
                // again.
                settle(delivery);
            }
            if (delivery.release()) {
                account(delivery).released();
            }
        }
        synchronized (deliveries) {
            if (heldAlone != null) {
                heldAlone.run();
                heldAlone = null;
            }
        }
    }

    /** An exchange that a caller hands over to another thread takes the settlement along. */
    @Override
    public boolean allowHandover() {
        return true;
    }

    /** What a parked delivery says of itself may be written by others: what nobody knows becomes no label. */
    private Balance.Account account(Delivery delivery) {
        String kind = delivery.received().origin().kind();
        return balance.account(
                delivery.integration() == null ? Delivery.NONE : delivery.integrationId(),
                Origin.KINDS.contains(kind) ? kind : Origin.UNKNOWN);
    }
}

package io.github.podsights.camel.route;

import io.github.podsights.camel.deadletter.DeadLetter;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.InvalidDeliveryException;
import io.github.podsights.camel.delivery.MaxAge;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.delivery.ParkedUntil;
import io.github.podsights.camel.event.ConversionEvent;
import io.github.podsights.camel.event.EventReader;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.event.UnreadableEventException;
import io.github.podsights.camel.integration.Integration;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.parked.BrokenParkedException;
import io.github.podsights.camel.parked.ParkedDelivery;
import io.github.podsights.camel.settlement.Balance;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Registry;

/**
 * The step that reads a delivery that comes back from where it was parked. What it then has is today's integration, with
 * its consent filter and its key, and its own payload of then.
 */
public final class ResumeParked implements Processor {

    /** What was read once is read again, however large it became by its hashes. */
    private static final EventReader READER = new EventReader(1 << 30);

    private final Balance balance;
    private final Supplier<Integrations> integrations;
    private final Parking parking;
    private final MaxAge maxAge;
    private final InstantSource clock;

    ResumeParked(
            Balance balance, Supplier<Integrations> integrations, Parking parking, MaxAge maxAge, InstantSource clock) {
        this.balance = balance;
        this.integrations = integrations;
        this.parking = parking;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    void bind(Registry registry) {
        registry.bind("podsightsResume", this);
        Condition.ofDelivery(registry, "podsightsResume.goesOn", this::goesOn);
    }

    @Override
    public void process(Exchange exchange) throws UnsettledException {
        Current.forget(exchange);
        if (!(exchange.getMessage().getBody() instanceof Received received)) {
            throw new UnsettledException("direct:podsights-resume is for what comes back from where it was parked");
        }
        EventUnderWay underWay = EventUnderWay.begin(received, balance, exchange);
        Delivery delivery;
        try {
            delivery = read(received);
        } catch (BrokenParkedException | UnreadableEventException e) {
            delivery = Delivery.ofNone(received, null);
            delivery.end(Outcome.INVALID, e.getMessage());
        }
        exchange.getMessage().setBody(underWay.resume(delivery));
    }

    private Delivery read(Received received) throws BrokenParkedException, UnreadableEventException {
        ParkedDelivery parked = ParkedDelivery.read(received.bytes());
        ConversionEvent event = READER.read(parked.event());
        Integration integration = integrations.get().byId(parked.integration()).orElse(null);
        Delivery delivery = Delivery.resumed(
                Received.of(parked.event(), parked.origin()),
                event,
                parked.integration(),
                integration,
                parked.call(),
                parked.parkedUntil(),
                parked.attempts());
        delivery.payload(parked.payload(
                integration == null ? DeadLetter.MASK : integration.key().value()));
        return delivery;
    }

    /**
     * Whether the delivery goes on to its consent filter; if not, it is parked again, or it has ended.
     *
     * @throws InvalidDeliveryException if it can't be read
     */
    public boolean goesOn(Delivery delivery) throws InvalidDeliveryException {
        if (delivery.outcome() == Outcome.INVALID) {
            throw new InvalidDeliveryException(delivery.reason());
        }
        Integration integration = delivery.integration();
        ParkedUntil parked = delivery.resumedFrom();
        if (integration == null) {
            delivery.end(Outcome.EXHAUSTED, "the integration " + delivery.integrationId() + " is there no more");
        } else if (maxAge.isOver(delivery.happenedAt())) {
            delivery.end(Outcome.EXHAUSTED, MaxAge.TOO_OLD);
        } else if (parked.due().isAfter(clock.instant())) {
            parking.parkAgain(delivery, parked.due(), parked.reason());
        } else if (!integration.enabled()) {
            parking.parkAgain(delivery, "the integration is disabled");
        } else {
            return true;
        }
        return false;
    }
}

package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.InvalidDeliveryException;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.integration.Integration;
import io.github.podsights.camel.integration.Integrations;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What a delivery that waits at the gate of its paused integration has of today's configuration, as one that is parked has:
 * the key. A person who puts the key right does so for what waits, too; and what waits for an integration that is gone
 * would wait for ever.
 */
final class TodaysIntegration {

    static final String DISABLED = "the integration is disabled";

    private final Supplier<Integrations> integrations;

    private final Parking parking;

    TodaysIntegration(Supplier<Integrations> integrations, Parking parking) {
        this.integrations = integrations;
        this.parking = parking;
    }

    /**
     * Gives a delivery today's key, if it is another one.
     *
     * @return false if its integration is disabled, and it can't be parked: it is not to be sent
     * @throws InvalidDeliveryException if its integration is there no more: it has ended
     * @throws SetAsideException if its integration is disabled: it is parked
     */
    boolean take(Delivery delivery) throws InvalidDeliveryException, SetAsideException {
        Integration today = integrations.get().byId(delivery.integrationId()).orElse(null);
        if (today == null) {
            String why = "the integration " + delivery.integrationId() + " is there no more";
            delivery.end(Outcome.EXHAUSTED, why);
            throw new InvalidDeliveryException(why);
        }
        if (!today.enabled() && parks(delivery)) {
            throw new SetAsideException(delivery.reason());
        }
        // With what is in the payload, which may be that of a day before yesterday: a key can be changed back.
        if (!today.key().value().equals(delivery.payload().path("key").textValue())) {
            delivery.payload(delivery.payload().put("key", today.key().value()));
        }
        return today.enabled();
    }

    /** One that has come back was not tried: it goes to where it was. */
    private boolean parks(Delivery delivery) {
        if (delivery.resumedFrom() != null) {
            parking.parkAgain(delivery, DISABLED);
            return true;
        }
        return parking.park(delivery, Duration.ZERO, DISABLED);
    }
}

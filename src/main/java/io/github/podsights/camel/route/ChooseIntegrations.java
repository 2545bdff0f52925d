package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.InvalidDeliveryException;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.event.DeadLetterOrigin.Only;
import io.github.podsights.camel.integration.Integration;
import io.github.podsights.camel.integration.Integrations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step that makes an event its deliveries, one for each integration that takes it. The set of integrations is taken
 * as it stands at that moment: a delivery never sees half of a change.
 */
public final class ChooseIntegrations implements Processor {

    private final Supplier<Integrations> integrations;

    ChooseIntegrations(Supplier<Integrations> integrations) {
        this.integrations = integrations;
    }

    @Override
    public void process(Exchange exchange) {
        EventUnderWay underWay = EventUnderWay.of(exchange);
        if (underWay.event() == null) {
            exchange.getMessage().setBody(underWay.deliveries());
            return;
        }
        Optional<Only> only = Only.of(underWay.received());
        List<Delivery> deliveries = new ArrayList<>(1);
        for (Integration integration : integrations.get().of(underWay.event())) {
            if (only.isEmpty() || only.get().integration().equals(integration.id())) {
                Delivery delivery = Delivery.of(underWay.received(), underWay.event(), integration);
                deliveries.add(underWay.add(delivery.call(only.map(Only::call).orElse(1))));
            }
        }
        if (deliveries.isEmpty()) {
            Delivery delivery = underWay.add(Delivery.ofNone(underWay.received(), underWay.event()));
            delivery.end(Outcome.UNMAPPED, "no enabled integration takes events of its source");
            deliveries.add(delivery);
        }
        exchange.getMessage().setBody(deliveries);
    }

    /** Whether several integrations take the event: none is to wait for another. */
    public boolean several(List<?> deliveries) {
        return deliveries.size() > 1;
    }

    /**
     * Whether an integration takes the event.
     *
     * @throws InvalidDeliveryException if it can't be read
     */
    public boolean taken(Delivery delivery) throws InvalidDeliveryException {
        if (delivery.event() == null) {
            throw new InvalidDeliveryException(delivery.reason());
        }
        return delivery.integration() != null;
    }
}

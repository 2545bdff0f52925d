package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.InvalidDeliveryException;
import io.github.podsights.camel.delivery.Measurements;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.event.DeadLetterOrigin.Only;
import io.github.podsights.camel.integration.Integration;
import io.github.podsights.camel.mapping.Call;
import io.github.podsights.camel.mapping.MappingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The mapping step: a delivery becomes its calls, each with its payload, or with the reason why there is none. */
public final class MapPayload implements Processor {

    private final Measurements measurements;

    MapPayload(Measurements measurements) {
        this.measurements = measurements;
    }

    @Override
    public void process(Exchange exchange) {
        Delivery delivery = exchange.getMessage().getBody(Delivery.class);
        Integration integration = delivery.integration();
        Optional<Only> only = Only.of(delivery.received());
        Optional<String> known =
                only.flatMap(Only::em).or(() -> EventUnderWay.of(exchange).identity());
        MappingResult result =
                integration.mapper().map(delivery.event(), integration.key().value(), known);
        if (result instanceof MappingResult.Unmapped unmapped) {
            delivery.end(Outcome.UNMAPPED, unmapped.reason());
            exchange.getMessage().setBody(List.of(delivery));
        } else if (result instanceof MappingResult.Calls calls) {
            List<Call> wanted = only.map(one -> calls.calls().stream()
                            .filter(call -> call.number() == one.call())
                            .toList())
                    .orElse(calls.calls());
            if (wanted.isEmpty()) {
                delivery.end(Outcome.UNMAPPED, "its mapping makes no call " + delivery.call() + " of it any more");
                exchange.getMessage().setBody(List.of(delivery));
            } else {
                exchange.getMessage().setBody(deliveries(delivery, wanted, EventUnderWay.of(exchange)));
            }
        }
    }

    private List<Delivery> deliveries(Delivery first, List<Call> calls, EventUnderWay underWay) {
        List<Delivery> deliveries = new ArrayList<>(calls.size());
        for (Call call : calls) {
            Delivery delivery = first.call(call.number());
            if (delivery != first) {
                underWay.add(delivery);
            }
            if (call.payload() == null) {
                delivery.end(Outcome.INVALID, call.reason());
            } else {
                delivery.payload(call.payload());
            }
            if (call.leftOut() > 0) {
                measurements.leftOut(delivery, call.leftOut());
            }
            deliveries.add(delivery);
        }
        return deliveries;
    }

    /**
     * Whether there is a payload to be sent.
     *
     * @throws InvalidDeliveryException if there should be one, but it can't be made
     */
    public boolean mapped(Delivery delivery) throws InvalidDeliveryException {
        if (delivery.outcome() == Outcome.INVALID) {
            throw new InvalidDeliveryException(delivery.reason());
        }
        return delivery.payload() != null;
    }
}

package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The last step: the caller of {@code direct:podsights} gets what became of each delivery of its event. */
final class Outcomes implements Processor {

    @Override
    public void process(Exchange exchange) {
        List<DeliveryOutcome> outcomes = new ArrayList<>(1);
        for (Delivery delivery : EventUnderWay.of(exchange).inOrder()) {
            if (delivery.isSettled()) {
                outcomes.add(new DeliveryOutcome(
                        delivery.integrationId(), delivery.call(), delivery.outcome(), delivery.reason()));
            }
        }
        exchange.getMessage().setBody(outcomes);
    }
}

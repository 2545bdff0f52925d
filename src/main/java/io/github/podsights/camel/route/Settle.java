package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The step that counts the outcome of a delivery, or of each one of a list that has ended and is not counted yet; one
 * that is parked is counted as that. */
final class Settle implements Processor {

    private final SettlementListener listener;

    Settle(SettlementListener listener) {
        this.listener = listener;
    }

    @Override
    public void process(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Delivery delivery) {
                    settle(exchange, delivery);
                }
            }
        } else {
            settle(exchange, Current.delivery(exchange));
        }
    }

    private void settle(Exchange exchange, Delivery delivery) {
        boolean settleable = delivery.outcome() != null || delivery.parked() != null;
        if (settleable && EventUnderWay.of(exchange).settle(delivery) && delivery.outcome() != null) {
            listener.settled(delivery);
        }
    }
}

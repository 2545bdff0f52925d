package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import org.apache.camel.Exchange;

/** Where the delivery of an exchange is: in its body, and once the body is the request, in a property. */
final class Current {

    private static final String PROPERTY = "podsightsDelivery";

    private Current() {}

    /** The delivery; null if the exchange has none (yet). */
    static Delivery delivery(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof Delivery delivery
                ? delivery
                : exchange.getProperty(PROPERTY, Delivery.class);
    }

    /** Keeps the delivery, since the body is going to be something else. */
    static void keep(Exchange exchange, Delivery delivery) {
        exchange.setProperty(PROPERTY, delivery);
    }

    /** Takes away what a caller may have brought under our name. */
    static void forget(Exchange exchange) {
        exchange.removeProperty(PROPERTY);
    }
}

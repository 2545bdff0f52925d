package io.github.podsights.camel.route;

import io.github.podsights.camel.consent.ConsentDecision;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The consent filter: holds back what the visitor did not consent to. */
public final class FilterConsent implements Processor {

    /** Decides for each delivery of an event, before they part. */
    @Override
    public void process(Exchange exchange) {
        for (Object element : exchange.getMessage().getBody(List.class)) {
            if (element instanceof Delivery delivery && delivery.integration() != null) {
                decide(delivery);
            }
        }
    }

    /**
     * Whether the visitor consented to what the integration is for; if not, that is how the delivery ends. Decided now if
     * nobody has before: a route without that step lets nothing through.
     */
    public boolean granted(Delivery delivery) {
        return delivery.hasConsent() || (delivery.outcome() == null && decide(delivery));
    }

    private static boolean decide(Delivery delivery) {
        ConsentDecision decision = delivery.integration().consent().decide(delivery.event());
        if (decision.granted()) {
            delivery.consented();
        } else {
            delivery.end(Outcome.CONSENT_DENIED, decision.text());
        }
        return decision.granted();
    }
}

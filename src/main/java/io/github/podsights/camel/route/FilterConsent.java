package io.github.podsights.camel.route;

import io.github.podsights.camel.consent.ConsentDecision;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;

/** The consent filter: holds back what the visitor did not consent to. */
public final class FilterConsent {

    /** Whether the visitor consented to what the integration is for; if not, that is how the delivery ends. */
    public boolean granted(Delivery delivery) {
        ConsentDecision decision = delivery.integration().consent().decide(delivery.event());
        if (!decision.granted()) {
            delivery.end(Outcome.CONSENT_DENIED, decision.text());
        }
        return decision.granted();
    }
}

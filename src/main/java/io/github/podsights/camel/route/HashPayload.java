package io.github.podsights.camel.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.identity.Redaction;

/**
 * The hashing step. The mapping made {@code em} of the fields that hold the address; this goes over every other string
 * of the payload, so that an address that stands where nobody expects it leaves as its hash too.
 */
public final class HashPayload {

    /** Replaces each e-mail address in the payload by its hash. */
    public Delivery hash(Delivery delivery) {
        ObjectNode payload = delivery.payload();
        delivery.payload((ObjectNode) Redaction.redact(payload));
        return delivery;
    }
}

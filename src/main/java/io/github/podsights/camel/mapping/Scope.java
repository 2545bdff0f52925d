package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.event.ConversionEvent;
import java.util.Optional;

/**
 * What sources are looked up in.
 *
 * @param event the event
 * @param item the element of the current call or line item; a missing node outside of one
 * @param identity the hash of the e-mail address that is known of the event's visitor; empty if none is
 * @param trace is told what is looked up, and what comes of it
 */
record Scope(ConversionEvent event, JsonNode item, Optional<String> identity, Trace trace) {

    Scope within(JsonNode element) {
        return new Scope(event, element, identity, trace);
    }
}

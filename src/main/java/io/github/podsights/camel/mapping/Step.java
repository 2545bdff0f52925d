package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/** A transform as it is applied to one field. */
interface Step {

    /** Reads a value that is there: neither missing nor null, blank or empty. */
    Reading read(JsonNode value, Scope scope);
}

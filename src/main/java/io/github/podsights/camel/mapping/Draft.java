package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A payload, or a line item, as it comes about. */
final class Draft {

    private final ObjectNode payload = JsonNodeFactory.instance.objectNode();
    private String reason;
    private int leftOut;

    void set(String target, JsonNode value) {
        payload.set(target, value);
    }

    void leaveOut() {
        leftOut++;
    }

    /** Makes it invalid; the first reason stays. */
    void invalid(String why) {
        if (reason == null) {
            reason = why;
        }
    }

    ObjectNode payload() {
        return payload;
    }

    /** Why it is invalid; null if it is not. */
    String reason() {
        return reason;
    }

    Call toCall(int number) {
        return new Call(number, reason == null ? payload : null, reason, leftOut);
    }
}

package io.github.podsights.camel.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The values of a behaviour document; each method throws an IllegalArgumentException that names the key. */
final class Values {

    private Values() {}

    static int integer(String key, JsonNode value) {
        require(value.isIntegralNumber() && value.canConvertToInt(), key, "a whole number", value);
        return value.intValue();
    }

    static double number(String key, JsonNode value) {
        require(value.isNumber(), key, "a number", value);
        return value.doubleValue();
    }

    static String text(String key, JsonNode value) {
        require(value.isTextual(), key, "a string", value);
        return value.textValue();
    }

    static Behaviour ifTrue(String key, JsonNode value, Behaviour behaviour) {
        require(value.isBoolean() && value.booleanValue(), key, "true", value);
        return behaviour;
    }

    /** {@code true} and {@code "after"}: the request was read; {@code "before"}: as soon as its head is there. */
    static Behaviour reset(JsonNode value) {
        boolean before = "before".equals(value.asText());
        boolean after = "after".equals(value.asText()) || (value.isBoolean() && value.booleanValue());
        require(before || after, "reset", "true, \"before\" or \"after\"", value);
        return before ? Behaviours.resetBeforeReading() : Behaviours.resetAfterReading();
    }

    /** The answer that {@code status}, {@code body}, {@code headers} and {@code retry_after} describe. */
    static Reply reply(ObjectNode document) {
        Reply reply = Reply.of(document.has("status") ? integer("status", document.get("status")) : 200);
        JsonNode body = document.get("body");
        if (body != null) {
            reply = reply.with(body.isTextual() ? body.textValue() : body.toString());
        }
        JsonNode retryAfter = document.get("retry_after");
        if (retryAfter != null) {
            require(
                    retryAfter.isIntegralNumber() || retryAfter.isTextual(),
                    "retry_after",
                    "seconds or a date",
                    retryAfter);
            reply = reply.with("Retry-After", retryAfter.asText());
        }
        return withHeaders(reply, document.get("headers"));
    }

    private static Reply withHeaders(Reply reply, JsonNode headers) {
        if (headers == null) {
            return reply;
        }
        require(headers.isObject(), "headers", "an object", headers);
        Reply more = reply;
        for (Map.Entry<String, JsonNode> field : headers.properties()) {
            more = more.with(field.getKey(), text("headers." + field.getKey(), field.getValue()));
        }
        return more;
    }

    private static void require(boolean holds, String key, String expected, JsonNode value) {
        if (!holds) {
            throw new IllegalArgumentException(key + " must be " + expected + ", but is " + value);
        }
    }
}

package io.github.podsights.camel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.deadletter.DeadLetter;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.event.ConversionEvent;
import io.github.podsights.camel.event.FileOrigin;
import io.github.podsights.camel.event.KafkaOrigin;
import io.github.podsights.camel.event.Printable;
import io.github.podsights.camel.identity.Redaction;
import io.github.podsights.camel.mapping.PayloadJson;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A delivery as it is printed: for people, or as a line of JSON. Nothing secret is in either. */
final class DeliveryText {

    private DeliveryText() {}

    /** For people: line or offset, outcome, what event, and why; the payload below it where there is one. */
    static String forPeople(Delivery delivery) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%4d  %-14s  %s",
                place(delivery),
                delivery.outcome().word(),
                event(delivery.event())));
        if (delivery.reason() != null) {
            text.append("\n        ").append(safe(delivery.reason()));
        }
        if (delivery.payload() != null) {
            text.append("\n        ").append(payload(delivery));
        }
        return text.toString();
    }

    /** The same, with why it came out so. */
    static String forPeople(Delivery delivery, Explanation explanation) {
        return forPeople(delivery) + ExplanationText.of(explanation);
    }

    /** One object on one line, as the contract has it. */
    static String forPrograms(Delivery delivery) {
        return json(object(delivery));
    }

    /** The same, with a member {@code explain}. */
    static String forPrograms(Delivery delivery, Explanation explanation) {
        ObjectNode json = object(delivery);
        json.set("explain", Redaction.redact(ExplanationJson.of(explanation)));
        return json(json);
    }

    /** What is told of a delivery to programs. */
    private static ObjectNode object(Delivery delivery) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("line", line(delivery));
        json.put("integration", delivery.integrationId());
        json.put("call", delivery.call());
        json.put("outcome", delivery.outcome().word());
        json.put("reason", delivery.reason() == null ? null : Redaction.redact(delivery.reason()));
        json.set("payload", delivery.payload() == null ? null : DeadLetter.masked(delivery.payload()));
        return json;
    }

    /** The line of a file, or the offset in a partition. */
    private static long place(Delivery delivery) {
        return delivery.received().origin() instanceof KafkaOrigin origin ? origin.offset() : line(delivery);
    }

    static long line(Delivery delivery) {
        return delivery.received().origin() instanceof FileOrigin origin ? origin.line() : 0;
    }

    static String event(ConversionEvent event) {
        if (event == null) {
            return "(unreadable)";
        }
        String name = event.event().or(event::type).orElse("(no name)");
        return safe(name) + event.messageId().map(id -> "  " + safe(id)).orElse("");
    }

    /** Its payload, which it has, with the key masked. */
    static String payload(Delivery delivery) {
        return json(DeadLetter.masked(delivery.payload()));
    }

    /** Redacted first: the letters of an escape would pass for the beginning of an address. */
    static String safe(String text) {
        return Printable.escape(Redaction.redact(text));
    }

    /** What JSON lets stand, and a terminal would obey, stands escaped within its strings: it is the same JSON. */
    static String json(JsonNode node) {
        return Printable.escape(new String(PayloadJson.bytes(node), StandardCharsets.UTF_8));
    }
}

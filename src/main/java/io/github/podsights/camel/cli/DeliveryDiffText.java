package io.github.podsights.camel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.podsights.camel.deadletter.DeadLetter;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.identity.Redaction;
import java.util.Locale;

/** A difference as it is printed: for people, or as a line of JSON. Nothing secret is in either. */
final class DeliveryDiffText {

    private static final String INDENT = "\n        ";

    private static final TextNode MASKED = TextNode.valueOf(DeadLetter.MASK);

    private DeliveryDiffText() {}

    static String forPeople(DeliveryDiff diff) {
        Delivery either = diff.either();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%4d  %s%s  %s",
                DeliveryText.line(either),
                either.integrationId(),
                either.call() == 1 ? "" : " call " + either.call(),
                DeliveryText.event(either.event())));
        switch (diff.kind()) {
            case PAYLOAD -> {
                text.append(INDENT).append(end(diff.before())).append(", with another payload");
                int width = diff.fields().stream()
                        .mapToInt(field -> field.name().length())
                        .max()
                        .orElse(0);
                diff.fields().forEach(field -> text.append(INDENT).append(line(field, width)));
            }
            case ONLY_BEFORE -> text.append(INDENT).append(full(diff.before())).append(" → no such delivery");
            case ONLY_AFTER -> text.append(INDENT).append("no such delivery → ").append(full(diff.after()));
            default ->
                text.append(INDENT)
                        .append(full(diff.before()))
                        .append(" →")
                        .append(INDENT)
                        .append(full(diff.after()));
        }
        return text.toString();
    }

    private static String end(Delivery delivery) {
        return delivery.outcome().word();
    }

    private static String full(Delivery delivery) {
        return end(delivery) + (delivery.reason() == null ? "" : ": " + DeliveryText.safe(delivery.reason()));
    }

    private static String line(DeliveryDiff.Field field, int width) {
        String name = field.name() + " ".repeat(width - field.name().length());
        if (field.before() == null) {
            return "+ " + name + "  " + value(field, field.after());
        }
        if (field.after() == null) {
            return "- " + name + "  " + value(field, field.before());
        }
        return "~ " + name + "  " + value(field, field.before()) + " → " + value(field, field.after());
    }

    private static String value(DeliveryDiff.Field field, JsonNode value) {
        return DeliveryText.json(masked(field, value));
    }

    private static JsonNode masked(DeliveryDiff.Field field, JsonNode value) {
        return field.name().equals("key") ? MASKED : value;
    }

    static String forPrograms(DeliveryDiff diff) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("line", DeliveryText.line(diff.either()));
        json.put("integration", diff.either().integrationId());
        json.put("call", diff.either().call());
        json.put("kind", diff.kind().word());
        json.set("before", end(json, diff.before()));
        json.set("after", end(json, diff.after()));
        ObjectNode added = json.putObject("added");
        ObjectNode removed = json.putObject("removed");
        ObjectNode changed = json.putObject("changed");
        for (DeliveryDiff.Field field : diff.fields()) {
            if (field.before() == null) {
                added.set(field.name(), masked(field, field.after()));
            } else if (field.after() == null) {
                removed.set(field.name(), masked(field, field.before()));
            } else {
                ObjectNode both = changed.putObject(field.name());
                both.set("before", masked(field, field.before()));
                both.set("after", masked(field, field.after()));
            }
        }
        return DeliveryText.json(json);
    }

    private static JsonNode end(ObjectNode json, Delivery delivery) {
        return delivery == null
                ? json.nullNode()
                : json.objectNode().put("outcome", end(delivery)).put("reason", Redaction.redact(delivery.reason()));
    }
}

package io.github.podsights.camel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.delivery.Delivery;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is different of a delivery under another configuration.
 *
 * @param before as it is; null if there is none
 * @param after as it would be; null if there is none
 * @param kind what is different
 * @param fields the fields that are, where both have a payload
 */
record DeliveryDiff(Delivery before, Delivery after, Kind kind, List<Field> fields) {

    /** What is different. */
    enum Kind {
        /** How it ends. */
        OUTCOME,
        /** What is sent. */
        PAYLOAD,
        /** Why nothing is sent. */
        REASON,
        /** There is no such delivery any more. */
        ONLY_BEFORE,
        /** There is one that was not before. */
        ONLY_AFTER;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A field of a payload.
     *
     * @param before its value; null if it has none. Of the key it is still to be masked.
     * @param after its value then; null if it has none
     */
    record Field(String name, JsonNode before, JsonNode after) {}

    /** What is different; empty if nothing is. One of the two may be null. */
    static Optional<DeliveryDiff> of(Delivery before, Delivery after) {
        if (before == null || after == null) {
            return Optional.of(
                    new DeliveryDiff(before, after, after == null ? Kind.ONLY_BEFORE : Kind.ONLY_AFTER, List.of()));
        }
        if (before.outcome() != after.outcome()) {
            return Optional.of(new DeliveryDiff(before, after, Kind.OUTCOME, List.of()));
        }
        if (before.payload() != null && after.payload() != null) {
            List<Field> fields = fields(before.payload(), after.payload());
            return fields.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new DeliveryDiff(before, after, Kind.PAYLOAD, fields));
        }
        return Objects.equals(before.reason(), after.reason())
                ? Optional.empty()
                : Optional.of(new DeliveryDiff(before, after, Kind.REASON, List.of()));
    }

    /** The order of the fields makes no difference. */
    private static List<Field> fields(ObjectNode before, ObjectNode after) {
        Set<String> names = new LinkedHashSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        List<Field> fields = new ArrayList<>();
        for (String name : names) {
            if (!Objects.equals(before.get(name), after.get(name))) {
                fields.add(new Field(name, before.get(name), after.get(name)));
            }
        }
        return fields;
    }

    /** The one that there is. */
    Delivery either() {
        return before == null ? after : before;
    }
}

package io.github.podsights.camel.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.delivery.Attempt;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.event.DeadLetterOrigin;
import io.github.podsights.camel.event.Origin;
import io.github.podsights.camel.identity.Redaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** What is written down of a delivery, be it as a dead letter or as parked: without an e-mail address. */
public final class DeliveryJson {

    private static final JsonMapper JSON = JsonMapper.builder(EventCopy.JSON).build();

    private DeliveryJson() {}

    /**
     * The key of a delivery, the same when it comes again: {@code kafka/podsights-events/3/1042/podsights/1}, being the
     * source's kind and coordinates, the integration and the call; empty for an event that nothing finds again.
     */
    public static Optional<String> key(Delivery delivery) {
        Origin origin = delivery.received().origin();
        if (origin.coordinates().isEmpty()) {
            return Optional.empty();
        }
        if (origin instanceof DeadLetterOrigin replayed) {
            // The same delivery as before: where its event came from in the first place.
            return replayed.source().size() > 1
                    ? Optional.of(key(replayed.source().values(), delivery))
                    : Optional.empty();
        }
        List<Object> place = new ArrayList<>(List.of(origin.kind()));
        place.addAll(origin.coordinates().values());
        return Optional.of(key(place, delivery));
    }

    private static String key(Collection<Object> place, Delivery delivery) {
        StringJoiner key = new StringJoiner("/");
        // Each by itself: with what stands around it, an address would become another hash.
        place.forEach(value -> key.add(Redaction.redact(String.valueOf(value))));
        key.add(delivery.integrationId()).add(Integer.toString(delivery.call()));
        return key.toString();
    }

    /** Where its event came from. */
    public static ObjectNode source(Delivery delivery) {
        Origin origin = delivery.received().origin();
        ObjectNode source = JsonNodeFactory.instance.objectNode();
        source.put("kind", origin.kind());
        origin.coordinates()
                .forEach((name, value) -> source.set(name, Redaction.redact(JSON.<JsonNode>valueToTree(value))));
        return source;
    }

    /** The attempts made so far. */
    public static ArrayNode attempts(Delivery delivery) {
        ArrayNode attempts = JsonNodeFactory.instance.arrayNode();
        for (Attempt attempt : delivery.attempts()) {
            ObjectNode node = attempts.addObject();
            node.put("at", attempt.at().toString());
            node.put("status", attempt.status());
            node.put("error", attempt.error());
            node.put("millis", attempt.millis());
        }
        return attempts;
    }
}

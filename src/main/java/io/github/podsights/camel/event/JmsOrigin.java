package io.github.podsights.camel.event;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An event of a JMS queue, or of a subscription of a topic.
 *
 * @param name of the queue; of the topic if there is a subscription
 * @param subscription the name of the subscription; empty for a queue
 * @param messageId the id that the provider gave the message, such as {@code ID:5f1c…}; empty if it gave none
 */
public record JmsOrigin(String name, Optional<String> subscription, String messageId) implements Origin {

    public JmsOrigin {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(subscription, "subscription");
        Objects.requireNonNull(messageId, "messageId");
    }

    @Override
    public String kind() {
        return "jms";
    }

    @Override
    public Map<String, Object> coordinates() {
        Map<String, Object> coordinates = new LinkedHashMap<>();
        coordinates.put(subscription.isPresent() ? "topic" : "queue", name);
        subscription.ifPresent(of -> coordinates.put("subscription", of));
        coordinates.put("message_id", messageId);
        return coordinates;
    }

    @Override
    public String toString() {
        return Printable.escape(name) + " " + Printable.escape(messageId);
    }
}

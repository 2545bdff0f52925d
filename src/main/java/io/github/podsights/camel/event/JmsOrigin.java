package io.github.podsights.camel.event;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An event of a JMS queue.
 *
 * @param queue the queue's name
 * @param messageId the id that the provider gave the message, such as {@code ID:5f1c…}; empty if it gave none
 */
public record JmsOrigin(String queue, String messageId) implements Origin {

    public JmsOrigin {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(messageId, "messageId");
    }

    @Override
    public String kind() {
        return "jms";
    }

    @Override
    public Map<String, Object> coordinates() {
        Map<String, Object> coordinates = new LinkedHashMap<>();
        coordinates.put("queue", queue);
        coordinates.put("message_id", messageId);
        return coordinates;
    }

    @Override
    public String toString() {
        return Printable.escape(queue) + " " + Printable.escape(messageId);
    }
}

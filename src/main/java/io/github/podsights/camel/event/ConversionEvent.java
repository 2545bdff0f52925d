package io.github.podsights.camel.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A conversion event: a read-only view over its JSON tree, whose envelope keys stand in their canonical snake_case
 * form. Made by the event reader; nobody changes the tree after that.
 */
public final class ConversionEvent {

    private final ObjectNode tree;

    /** @param tree the event with canonical envelope keys; it is not copied, and must not be changed any more */
    public ConversionEvent(ObjectNode tree) {
        this.tree = Objects.requireNonNull(tree, "tree");
    }

    /** The value at a path; a missing node where there is none or where it is null. Never null, not to be changed. */
    public JsonNode at(FieldPath path) {
        return path.in(tree);
    }

    /** The whole tree, not to be changed. */
    public ObjectNode tree() {
        return tree;
    }

    /** {@code track}, {@code page}, {@code identify}, …; empty if the event says none and names no {@code event}. */
    public Optional<String> type() {
        return text("type");
    }

    /** The name of a track event, as it was written. */
    public Optional<String> event() {
        return text("event");
    }

    /** The id that makes an event the same as its twin. */
    public Optional<String> messageId() {
        return text("message_id");
    }

    /** When it happened, as it was written: mostly ISO 8601. */
    public Optional<String> timestamp() {
        return text("timestamp");
    }

    /** The instant at which it happened; empty if its timestamp is missing, or no ISO 8601. */
    public Optional<Instant> happenedAt() {
        return timestamp().flatMap(EventTimestamp::parse);
    }

    /** The visitor's anonymous id. */
    public Optional<String> anonymousId() {
        return text("anonymous_id");
    }

    /** The visitor's id after an identify. */
    public Optional<String> userId() {
        return text("user_id");
    }

    /** The source that the event came from, matched against an integration's {@code source_id}. */
    public Optional<String> sourceId() {
        return text("source_id");
    }

    private Optional<String> text(String name) {
        JsonNode node = tree.get(name);
        return node != null && node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }
}

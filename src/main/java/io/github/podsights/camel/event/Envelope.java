package io.github.podsights.camel.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.podsights.camel.event.UnreadableEventException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The objects of an event whose keys may be spelled in camelCase and in snake_case. Only keys that are listed here are
 * brought into the canonical snake_case form; keys that nobody knows stay as they are, so that a mapping finds them
 * under the name that they were sent with. The keys are those of the envelope of Datafly Signal, and those that the
 * common analytics libraries put beside them.
 */
final class Envelope {

    /** Free: nothing in it belongs to the envelope. */
    static final Envelope NONE = new Envelope(Map.of(), Map.of());

    /** {@code context.page}. */
    private static final Envelope PAGE = new Envelope(
            Map.of(
                    "initialReferrer", "initial_referrer",
                    "initialReferringDomain", "initial_referring_domain",
                    "referringDomain", "referring_domain",
                    "tabUrl", "tab_url"),
            Map.of());

    /** {@code context}. */
    private static final Envelope CONTEXT = new Envelope(
            Map.of(
                    "userAgent", "user_agent",
                    "userAgentData", "user_agent_data",
                    "groupId", "group_id",
                    "vendorIds", "vendor_ids",
                    "partnerAttrs", "partner_attrs"),
            Map.of(
                    "page", new Part(PAGE, Reason.CONTEXT_PAGE_NO_OBJECT),
                    "traits", new Part(NONE, null)));

    /** The event itself. */
    static final Envelope EVENT = new Envelope(
            Map.ofEntries(
                    Map.entry("messageId", "message_id"),
                    Map.entry("anonymousId", "anonymous_id"),
                    Map.entry("userId", "user_id"),
                    Map.entry("sourceId", "source_id"),
                    Map.entry("groupId", "group_id"),
                    Map.entry("previousId", "previous_id"),
                    Map.entry("originalTimestamp", "original_timestamp"),
                    Map.entry("sentAt", "sent_at"),
                    Map.entry("receivedAt", "received_at"),
                    Map.entry("vendorIds", "vendor_ids"),
                    Map.entry("partnerAttrs", "partner_attrs")),
            Map.of(
                    "properties", new Part(NONE, Reason.PROPERTIES_NO_OBJECT),
                    "traits", new Part(NONE, Reason.TRAITS_NO_OBJECT),
                    "context", new Part(CONTEXT, Reason.CONTEXT_NO_OBJECT)));

    /**
     * A value that should be an object.
     *
     * @param level how its keys are read
     * @param reason why the event is unreadable if it is none; null if it then stays as it is
     */
    record Part(Envelope level, Reason reason) {}

    private static final Set<String> IDS =
            Set.of("message_id", "anonymous_id", "user_id", "source_id", "group_id", "previous_id");

    private final Map<String, String> canonicalKeys;
    private final Map<String, Part> parts;

    private Envelope(Map<String, String> canonicalKeys, Map<String, Part> parts) {
        this.canonicalKeys = canonicalKeys;
        this.parts = parts;
    }

    /** The part that stands under {@code key}; null if anything may stand there. */
    Part part(String key) {
        return parts.get(key);
    }

    /** A path from the event down, with the envelope keys in it in their canonical form. */
    static List<String> canonical(List<String> path) {
        List<String> canonical = new ArrayList<>(path);
        Envelope level = EVENT;
        for (int i = 0; i < path.size(); i++) {
            canonical.set(i, level.canonicalKey(path.get(i)));
            Part part = level.part(path.get(i));
            level = part == null ? NONE : part.level();
        }
        return canonical;
    }

    private String canonicalKey(String key) {
        return canonicalKeys.getOrDefault(key, key);
    }

    /** The same object with canonical keys, in the same order; what is null is left out. */
    ObjectNode canonical(ObjectNode object) {
        if (this == NONE) {
            return object;
        }
        ObjectNode canonical = object.objectNode();
        object.properties().forEach(entry -> {
            String key = canonicalKey(entry.getKey());
            boolean otherSpelling = !key.equals(entry.getKey());
            if (!otherSpelling || !object.hasNonNull(key)) {
                put(canonical, key, entry.getValue());
            }
        });
        if (this == EVENT && !canonical.has("type") && canonical.path("event").isTextual()) {
            canonical.put("type", "track");
        }
        return canonical;
    }

    private void put(ObjectNode canonical, String key, JsonNode value) {
        JsonNode read = this == EVENT && IDS.contains(key) ? id(value) : value;
        if (read != null && !read.isNull()) {
            canonical.set(key, read);
        }
    }

    /**
     * An id as text; null where there is none. A blank one is none, nor is a boolean: else all events that carry it
     * would pass for one visitor, or for each other's duplicates.
     */
    private static JsonNode id(JsonNode value) {
        if (value.isNumber()) {
            return TextNode.valueOf(value.decimalValue().toPlainString());
        }
        return value.isTextual() && !WhiteSpace.isBlank(value.textValue()) ? value : null;
    }
}

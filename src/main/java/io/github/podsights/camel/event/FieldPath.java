package io.github.podsights.camel.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Objects;

/**
 * A dotted path to a field of an event, such as {@code properties.email}; parsed once, resolved for every event.
 *
 * @param text the path as it was written
 * @param names its field names, at least one
 */
public record FieldPath(String text, List<String> names) {

    public FieldPath {
        Objects.requireNonNull(text, "text");
        names = List.copyOf(names);
        if (names.isEmpty() || names.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("'" + text + "' is no dotted path; expected field names parted by dots");
        }
    }

    /**
     * Parses a dotted path.
     *
     * @throws IllegalArgumentException if a field name in it is empty
     */
    public static FieldPath of(String text) {
        return new FieldPath(text, List.of(text.split("\\.", -1)));
    }

    /**
     * The same path with the envelope keys in it in the form that they have in an event that was read:
     * {@code context.userAgent} gives {@code context.user_agent}. For paths that people write and that begin at the
     * event itself; the text stays as it was written.
     */
    public FieldPath canonical() {
        return new FieldPath(text, Envelope.canonical(names));
    }

    /** The value at this path below {@code root}; a missing node where there is none or where it is null. Never null. */
    public JsonNode in(JsonNode root) {
        JsonNode node = root;
        for (int i = 0; i < names.size(); i++) {
            node = node.get(names.get(i));
            if (node == null || node.isNull()) {
                return MissingNode.getInstance();
            }
        }
        return node;
    }

    @Override
    public String toString() {
        return text;
    }
}

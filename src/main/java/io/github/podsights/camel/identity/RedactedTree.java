package io.github.podsights.camel.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;

/** Redacts the strings of a JSON tree, copying no more of it than what changes. */
final class RedactedTree {

    private RedactedTree() {}

    static JsonNode of(JsonNode node) {
        if (node instanceof TextNode text) {
            String redacted = Redaction.redact(text.textValue());
            return redacted.equals(text.textValue()) ? text : TextNode.valueOf(redacted);
        }
        if (node instanceof ObjectNode object) {
            return ofObject(object);
        }
        return node instanceof ArrayNode array ? ofArray(array) : node;
    }

    private static ArrayNode ofArray(ArrayNode array) {
        ArrayNode copy = null;
        for (int i = 0; i < array.size(); i++) {
            JsonNode redacted = of(array.get(i));
            if (copy == null && !isSame(redacted, array.get(i))) {
                copy = JsonNodeFactory.instance.arrayNode(array.size());
                for (int before = 0; before < i; before++) {
                    copy.add(array.get(before));
                }
            }
            if (copy != null) {
                copy.add(redacted);
            }
        }
        return copy == null ? array : copy;
    }

    private static ObjectNode ofObject(ObjectNode object) {
        Fields copy = null;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = Redaction.redact(field.getKey());
            JsonNode value = of(field.getValue());
            if (copy == null && !(name.equals(field.getKey()) && isSame(value, field.getValue()))) {
                copy = Fields.before(field.getKey(), object);
            }
            if (copy != null) {
                copy.add(name, value);
            }
        }
        return copy == null ? object : copy.object;
    }

    @SuppressWarnings("ReferenceEquality") // what is not changed is handed back itself: no need to compare a subtree
    private static boolean isSame(JsonNode redacted, JsonNode original) {
        return redacted == original;
    }

    /** The fields of a copy. None is lost because its name has become that of another. */
    private static final class Fields {

        private final ObjectNode object = JsonNodeFactory.instance.objectNode();
        private final Map<String, Integer> repeated = new HashMap<>();

        static Fields before(String name, ObjectNode original) {
            Fields fields = new Fields();
            for (Map.Entry<String, JsonNode> field : original.properties()) {
                if (field.getKey().equals(name)) {
                    break;
                }
                fields.object.set(field.getKey(), field.getValue());
            }
            return fields;
        }

        void add(String name, JsonNode value) {
            String free = name;
            while (object.has(free)) {
                free = name + "-" + repeated.merge(name, 1, (count, one) -> count + one);
            }
            object.set(free, value);
        }
    }
}

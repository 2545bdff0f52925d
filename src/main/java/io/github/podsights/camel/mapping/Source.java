package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.podsights.camel.event.FieldPath;
import java.util.List;
import java.util.Optional;

/** Where a value comes from. */
sealed interface Source {

    /** The first name of a path into the element of a call or line item. */
    String ITEM = "item";
    /** The path of the identity store. */
    String IDENTITY = "identity.email";

    /** The value; a missing node if there is none. Never null. */
    JsonNode in(Scope scope);

    /** Its path, for messages. */
    String path();

    /** The source of a path. */
    static Source of(FieldPath path) {
        if (path.text().equals(IDENTITY)) {
            return new Identity();
        }
        if (!path.names().get(0).equals(ITEM)) {
            return new Event(path);
        }
        List<String> below = path.names().subList(1, path.names().size());
        return new Item(
                path.text(), below.isEmpty() ? Optional.empty() : Optional.of(new FieldPath(path.text(), below)));
    }

    /** A field of the event. */
    record Event(FieldPath field) implements Source {
        @Override
        public JsonNode in(Scope scope) {
            return scope.event().at(field);
        }

        @Override
        public String path() {
            return field.text();
        }
    }

    /** A field of the element of a call or line item, or that element itself. */
    record Item(String path, Optional<FieldPath> field) implements Source {
        @Override
        public JsonNode in(Scope scope) {
            return field.isPresent() ? field.get().in(scope.item()) : scope.item();
        }
    }

    /** The hash in the identity store. */
    record Identity() implements Source {
        @Override
        public JsonNode in(Scope scope) {
            Optional<String> hash = scope.identity();
            return hash.isPresent() ? TextNode.valueOf(hash.get()) : MissingNode.getInstance();
        }

        @Override
        public String path() {
            return IDENTITY;
        }
    }

    /** A constant. */
    record Constant(JsonNode value) implements Source {
        @Override
        public JsonNode in(Scope scope) {
            return value;
        }

        @Override
        public String path() {
            return "value";
        }
    }
}

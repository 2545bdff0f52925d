package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/** The transform {@code line_items}: a list, each element of which is mapped. */
record LineItemsStep(List<MappedField> items) implements Step {

    @Override
    public Reading read(JsonNode value, Scope scope) {
        if (!value.isArray()) {
            return ScalarStep.refuse(Transform.LINE_ITEMS, value);
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode(value.size());
        for (int i = 0; i < value.size(); i++) {
            JsonNode element = value.get(i);
            if (!element.isObject()) {
                return Reading.unreadable(
                        "element " + (i + 1) + ": found " + Text.kind(element) + "; expected an object");
            }
            scope.trace().element(i + 1);
            Draft draft = new Draft();
            Scope within = scope.within(element);
            for (MappedField item : items) {
                item.addTo(draft, within);
            }
            scope.trace().elementEnds();
            if (draft.reason() != null) {
                return Reading.unreadable("element " + (i + 1) + ": " + draft.reason());
            }
            if (!draft.payload().isEmpty()) {
                list.add(draft.payload());
            }
        }
        return Reading.of(list);
    }
}

package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.podsights.camel.event.FieldPath;
import io.github.podsights.camel.identity.UrlScrubber;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How an event is reported, made ready to be applied. */
final class MappedEvent {

    /** More elements than that are no list of products any more, and each would be a request. */
    static final int MOST_CALLS = 100;

    private final List<FieldPath> calls;
    private final MappedField[] fields;
    private final List<String> requiresOneOf;

    MappedEvent(Blueprint blueprint, EventMapping event, UrlScrubber scrubber) {
        this(blueprint, event.calls().orElse(List.of()), event.mappings(), scrubber);
    }

    MappedEvent(Blueprint blueprint, List<FieldPath> calls, List<FieldMapping> mappings, UrlScrubber scrubber) {
        this.calls = calls;
        this.requiresOneOf = blueprint.requiresOneOf();
        Map<String, FieldMapping> byTarget = new LinkedHashMap<>();
        for (FieldMapping mapping : FieldMapping.overlay(blueprint.global(), mappings)) {
            if (!mapping.remove()) {
                byTarget.put(mapping.target(), mapping);
            }
        }
        fields = byTarget.values().stream()
                .map(mapping -> new MappedField(mapping, scrubber))
                .toArray(MappedField[]::new);
    }

    /** The calls that report an event, as {@code name}, with {@code key}. */
    MappingResult.Calls map(Scope scope, String name, String key) {
        for (FieldPath path : calls) {
            JsonNode elements = scope.event().at(path);
            if (elements.isObject() && !elements.isEmpty()) {
                return new MappingResult.Calls(List.of(call(1, scope.within(elements), name, key)));
            }
            if (elements.isArray() && !elements.isEmpty()) {
                return new MappingResult.Calls(callEach(path, elements, scope, name, key));
            }
        }
        return new MappingResult.Calls(List.of(call(1, scope, name, key)));
    }

    private List<Call> callEach(FieldPath path, JsonNode elements, Scope scope, String name, String key) {
        if (elements.size() > MOST_CALLS) {
            String reason = path + ": found " + elements.size() + " elements; expected at most " + MOST_CALLS
                    + ", since each is a call";
            return List.of(new Call(1, null, reason, 0));
        }
        List<Call> made = new ArrayList<>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            JsonNode element = elements.get(i);
            if (element.isObject()) {
                made.add(call(i + 1, scope.within(element), name, key));
            } else {
                String reason =
                        path + ": element " + (i + 1) + ": found " + Text.kind(element) + "; expected an object";
                made.add(new Call(i + 1, null, reason, 0));
            }
        }
        return made;
    }

    private Call call(int number, Scope scope, String name, String key) {
        scope.trace().call(number);
        Draft draft = new Draft();
        draft.set("key", TextNode.valueOf(key));
        draft.set("event", TextNode.valueOf(name));
        for (MappedField field : fields) {
            field.addTo(draft, scope);
        }
        if (!hasRequired(draft)) {
            draft.invalid("found none of " + String.join(", ", requiresOneOf) + "; expected at least one of them");
        }
        return draft.toCall(number);
    }

    private boolean hasRequired(Draft draft) {
        for (String target : requiresOneOf) {
            if (draft.payload().has(target)) {
                return true;
            }
        }
        return requiresOneOf.isEmpty();
    }
}

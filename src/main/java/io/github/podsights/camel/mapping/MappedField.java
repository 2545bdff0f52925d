package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.identity.UrlScrubber;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A mapping of a field, made ready to be applied. */
final class MappedField {

    private final FieldMapping mapping;
    private final String target;
    private final Source[] sources;
    private final Step[] steps;
    private final Map<String, JsonNode> valueMap;
    private final boolean required;
    private final boolean leavesOut;

    MappedField(FieldMapping mapping, UrlScrubber scrubber) {
        this.mapping = mapping;
        target = mapping.target();
        sources = mapping.constant()
                .map(value -> new Source[] {new Source.Constant(value)})
                .orElseGet(() -> mapping.sources().stream().map(Source::of).toArray(Source[]::new));
        List<MappedField> items = mapping.items().stream()
                .map(item -> new MappedField(item, scrubber))
                .toList();
        steps = mapping.transforms().stream()
                .map(transform -> step(transform, scrubber, items))
                .toArray(Step[]::new);
        valueMap = mapping.valueMap();
        required = mapping.required();
        leavesOut = mapping.onUnreadable() == OnUnreadable.LEAVE_OUT;
    }

    private static Step step(Transform transform, UrlScrubber scrubber, List<MappedField> items) {
        return switch (transform) {
            case LINE_ITEMS -> new LineItemsStep(items);
            case SUM_QUANTITY -> new SumStep(items.get(0));
            default -> new ScalarStep(transform, scrubber);
        };
    }

    /** Sets the field in {@code draft}, leaves it out, or makes the draft invalid. */
    void addTo(Draft draft, Scope scope) {
        Reading reading = read(scope);
        if (reading.isValue()) {
            draft.set(target, reading.value());
            return;
        }
        if (reading.isUnreadable() && !leavesOut) {
            draft.invalid(reading.problem());
            return;
        }
        if (reading.isUnreadable()) {
            draft.leaveOut();
        }
        if (required) {
            draft.invalid(missing(reading));
        }
    }

    private String missing(Reading reading) {
        String paths = List.of(sources).stream().map(Source::path).collect(Collectors.joining(", "));
        String why = reading.isUnreadable() ? " (" + reading.problem() + ")" : "";
        return paths + ": found no value; " + target + " is required" + why;
    }

    /** The value of the first source that has one that is accepted. */
    Reading read(Scope scope) {
        scope.trace().begins(mapping);
        Reading reading = firstAccepted(scope, scope.trace());
        scope.trace().ends(reading);
        return reading;
    }

    private Reading firstAccepted(Scope scope, Trace trace) {
        Reading first = Reading.NOTHING;
        for (Source source : sources) {
            JsonNode value = source.in(scope);
            if (Text.isAbsent(value)) {
                trace.noValue(source, value);
                continue;
            }
            Reading reading = transformed(value, scope);
            if (reading.isValue()) {
                trace.accepted(source);
                return mapped(reading, trace);
            }
            trace.refused(source, reading);
            if (reading.isUnreadable() && !first.isUnreadable()) {
                first = Reading.unreadable(source.path() + ": " + reading.problem());
            }
        }
        return first;
    }

    private Reading transformed(JsonNode value, Scope scope) {
        Reading reading = new Reading(value, null);
        for (Step step : steps) {
            reading = step.read(reading.value(), scope);
            if (!reading.isValue()) {
                return reading;
            }
        }
        // Copied, so that whoever changes the payload does not change the event.
        return steps.length == 0 && value.isContainerNode() ? new Reading(value.deepCopy(), null) : reading;
    }

    private Reading mapped(Reading reading, Trace trace) {
        if (valueMap.isEmpty()) {
            return reading;
        }
        String text = Text.plain(reading.value());
        JsonNode sent = text == null ? null : valueMap.get(text);
        if (sent == null) {
            sent = valueMap.get(FieldMapping.ANY_OTHER);
        }
        Reading result = sent == null ? Reading.NOTHING : Reading.of(sent);
        if (!result.isValue()) {
            trace.leftOutByValueMap(sent != null);
        }
        return result;
    }
}

package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.identity.Redaction;
import io.github.podsights.camel.mapping.FieldExplanation.Element;
import io.github.podsights.camel.mapping.FieldExplanation.Origin;
import io.github.podsights.camel.mapping.SourceExplanation.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A field as its explanation comes about. */
final class RecordedField {

    private final FieldMapping mapping;
    private final Origin origin;
    private final List<SourceExplanation> sources = new ArrayList<>();
    private final List<Element> elements = new ArrayList<>();
    private String byValueMap;

    RecordedField(FieldMapping mapping, Origin origin) {
        this.mapping = mapping;
        this.origin = origin;
    }

    Origin origin() {
        return origin;
    }

    void noValue(Source source, JsonNode value) {
        boolean nothing = value.isMissingNode() || value.isNull();
        String why = nothing ? "no value" : value.isTextual() ? "a blank text" : "an empty list or object";
        sources.add(new SourceExplanation(source.path(), Verdict.NO_VALUE, why));
    }

    void refused(Source source, Reading reading) {
        String why = reading.isUnreadable() ? reading.problem() : nothingLeft();
        sources.add(new SourceExplanation(source.path(), Verdict.NOT_ACCEPTED, why));
        // What they were is in the reason.
        elements.clear();
    }

    private String nothingLeft() {
        boolean summed = !mapping.transforms().isEmpty() && mapping.transforms().get(0) == Transform.SUM_QUANTITY;
        return summed && !elements.isEmpty()
                ? "element " + elements.get(elements.size() - 1).number() + " has nothing to be summed"
                : "nothing of it is left by transform " + String.join(", ", transforms());
    }

    void accepted(Source source) {
        sources.add(new SourceExplanation(source.path(), Verdict.USED, null));
    }

    void leftOutByValueMap(boolean byEntry) {
        byValueMap = byEntry
                ? "its value_map has nothing to send for the value"
                : "its value_map has no entry for the value, and none for '" + FieldMapping.ANY_OTHER + "'";
    }

    void element(Element element) {
        elements.add(element);
    }

    FieldExplanation explanation(Reading reading) {
        for (int i = sources.size(); i < mapping.sources().size(); i++) {
            sources.add(new SourceExplanation(mapping.sources().get(i).text(), Verdict.NOT_LOOKED_AT, null));
        }
        JsonNode sent = Redaction.redact(reading.value());
        return new FieldExplanation(
                mapping.target(),
                origin,
                sources,
                transforms(),
                Optional.ofNullable(sent),
                sent != null && !sent.equals(reading.value()),
                reading.isValue() ? null : leftOut(reading),
                elements);
    }

    private String leftOut(Reading reading) {
        if (byValueMap != null) {
            return byValueMap + consequence(mapping.required());
        }
        if (reading.isUnreadable()) {
            return FieldExplanation.NO_VALUE + " that is accepted"
                    + consequence(mapping.required() || mapping.onUnreadable() == OnUnreadable.INVALID);
        }
        return FieldExplanation.NO_VALUE + consequence(mapping.required());
    }

    private static String consequence(boolean invalid) {
        return invalid ? "; the delivery is invalid without it" : "";
    }

    private List<String> transforms() {
        return mapping.transforms().stream().map(Transform::word).toList();
    }
}

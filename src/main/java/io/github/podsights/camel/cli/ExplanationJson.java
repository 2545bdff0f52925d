package io.github.podsights.camel.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.consent.CategoryDecision;
import io.github.podsights.camel.consent.ConsentDecision;
import io.github.podsights.camel.mapping.FieldExplanation;
import io.github.podsights.camel.mapping.MappingExplanation;
import io.github.podsights.camel.mapping.SourceExplanation;
import java.util.List;

/** An explanation for programs: the member {@code explain}. It is still to be redacted, as the whole line is. */
final class ExplanationJson {

    private ExplanationJson() {}

    static ObjectNode of(Explanation explanation) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("integration", explanation.integration().orElse(null));
        json.set(
                "consent",
                explanation
                        .consent()
                        .map(consent -> consent(consent, explanation.categories()))
                        .orElse(null));
        json.set("mapping", explanation.mapping().map(ExplanationJson::mapping).orElse(null));
        json.set("fields", explanation.mapping().isPresent() ? fields(explanation.fields()) : null);
        return json;
    }

    private static ObjectNode consent(ConsentDecision decision, List<CategoryDecision> categories) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("granted", decision.granted());
        json.put("reason", decision.reason().code());
        ArrayNode list = json.putArray("categories");
        for (CategoryDecision category : categories) {
            ObjectNode one = list.addObject();
            one.put("category", category.category());
            one.put("granted", category.granted());
            one.put("place", category.place());
            one.set("value", category.value());
        }
        return json;
    }

    private static ObjectNode mapping(MappingExplanation mapping) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(
                "event",
                mapping.found().flatMap(MappingExplanation.Found::event).orElse(null));
        json.put("by", mapping.found().map(MappingExplanation.Found::by).orElse(null));
        json.put(
                "vendor_event",
                mapping.found().flatMap(MappingExplanation.Found::vendorEvent).orElse(null));
        json.put("unmapped", mapping.unmapped());
        return json;
    }

    private static ArrayNode fields(List<FieldExplanation> fields) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (FieldExplanation field : fields) {
            ObjectNode one = list.addObject();
            one.put("target", field.target());
            one.put("origin", field.origin().word());
            one.put("from", field.from().orElse(null));
            ArrayNode transforms = one.putArray("transform");
            field.transforms().forEach(transforms::add);
            one.set("value", field.value().orElse(null));
            one.put("redacted", field.redacted());
            one.put("left_out", field.leftOut());
            one.set("sources", sources(field.sources()));
            if (!field.elements().isEmpty()) {
                ArrayNode elements = one.putArray("elements");
                field.elements().forEach(element -> elements.addObject()
                        .put("number", element.number())
                        .set("fields", fields(element.fields())));
            }
        }
        return list;
    }

    private static ArrayNode sources(List<SourceExplanation> sources) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (SourceExplanation source : sources) {
            ObjectNode one = list.addObject();
            one.put("path", source.path());
            one.put("verdict", source.verdict().word());
            one.put("why", source.why());
        }
        return list;
    }
}

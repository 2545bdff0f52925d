package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.event.ConversionEvent;
import io.github.podsights.camel.event.FieldPath;
import io.github.podsights.camel.identity.UrlScrubber;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.YamlMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the entries of a {@code value_map} that no value comes to. What transforms give they leave as it is when they read
 * it again: an entry that they would change, or can't read, they never give.
 */
final class ValueMapCheck {

    private static final FieldPath VALUE = FieldPath.of("properties.value");

    private ValueMapCheck() {}

    static void check(YamlMap mapping, List<Transform> transforms, Map<String, JsonNode> valueMap, Findings findings) {
        YamlMap entries = mapping.map("value_map", new Findings()).orElse(null);
        if (entries == null) {
            return;
        }
        for (String entry : valueMap.keySet()) {
            if (!entry.equals(FieldMapping.ANY_OTHER) && !isReachable(entry, transforms)) {
                String words = String.join(
                        ", ", transforms.stream().map(Transform::word).toList());
                findings.warning(
                        entries.place(entry),
                        "the entry " + Finding.quoted(entry) + ", to which no value comes",
                        transforms.isEmpty() ? "a value" : "a value as it is after " + words,
                        "write it so, or remove it");
            }
        }
    }

    private static boolean isReachable(String entry, List<Transform> transforms) {
        List<Transform> scalar = transforms.stream()
                .map(transform -> transform == Transform.SUM_QUANTITY ? Transform.INTEGER : transform)
                .toList();
        if (scalar.contains(Transform.LINE_ITEMS)) {
            return false;
        }
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.putObject("properties").put("value", entry);
        FieldMapping mapping = new FieldMapping(
                "value",
                List.of(VALUE),
                Optional.empty(),
                scalar,
                List.of(),
                Map.of(),
                false,
                OnUnreadable.LEAVE_OUT,
                false);
        Reading reading = new MappedField(mapping, new UrlScrubber(List.of()))
                .read(new Scope(new ConversionEvent(event), MissingNode.getInstance(), Optional.empty(), Trace.NONE));
        return reading.isValue() && entry.equals(Text.plain(reading.value()));
    }
}

package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.event.FieldPath;
import io.github.podsights.camel.identity.Redaction;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import io.github.podsights.camel.yaml.YamlMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a mapping of a field must not do, or hardly was meant to. */
final class MappingChecks {

    private MappingChecks() {}

    static void check(
            YamlMap map,
            List<FieldPath> sources,
            Optional<JsonNode> constant,
            List<Transform> transforms,
            Map<String, JsonNode> valueMap,
            Findings findings) {
        emails(map, sources, transforms, valueMap, findings);
        constant.ifPresent(value -> constantEmail(map.place("value"), value, findings));
        map.map("value_map", new Findings())
                .ifPresent(entries -> valueMap.forEach((from, to) -> constantEmail(entries.place(from), to, findings)));
        twice(map, sources, findings);
        ValueMapCheck.check(map, transforms, valueMap, findings);
    }

    /** No raw e-mail leaves anyway: it would be hashed on the way. That nobody relies on it is refused here. */
    private static void emails(
            YamlMap map,
            List<FieldPath> sources,
            List<Transform> transforms,
            Map<String, JsonNode> valueMap,
            Findings findings) {
        if (!EmailField.isKeptBy(transforms, !valueMap.isEmpty())) {
            return;
        }
        for (FieldPath source : sources) {
            if (EmailField.isNamedBy(source)) {
                findings.error(
                        map.place("source"),
                        Finding.quoted(source.text()) + ", an e-mail address that would be sent as it is",
                        "its hash",
                        "add transform: sha256_email, which lets a hash pass");
            }
        }
    }

    private static void constantEmail(Place place, JsonNode value, Findings findings) {
        if (value.isTextual() && !value.textValue().equals(Redaction.redact(value.textValue()))) {
            findings.error(place, "an e-mail address", "a value that is nobody's", "remove it");
        }
    }

    private static void twice(YamlMap map, List<FieldPath> sources, Findings findings) {
        Set<FieldPath> before = new HashSet<>();
        for (FieldPath source : sources) {
            if (!before.add(source)) {
                findings.warning(
                        map.place("source"),
                        Finding.quoted(source.text()) + " a second time",
                        "each path once: the second is never reached",
                        "remove it");
            }
        }
    }
}

package io.github.podsights.camel.mapping;

import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Suggestion;
import io.github.podsights.camel.yaml.Words;
import io.github.podsights.camel.yaml.YamlMap;
import java.util.List;
import java.util.Optional;

/** Warns of what can be read, and yet was hardly meant. */
final class BlueprintChecks {

    private BlueprintChecks() {}

    /** Warns of each removal of a target that is not mapped. */
    static void removals(
            Optional<YamlMap> map, List<FieldMapping> fields, List<FieldMapping> known, Findings findings) {
        List<String> targets = known.stream().map(FieldMapping::target).toList();
        for (FieldMapping field : fields) {
            if (field.remove() && !targets.contains(field.target())) {
                findings.warning(
                        map.orElseThrow().place("mappings"),
                        "remove of " + Finding.quoted(field.target()),
                        "a target that is mapped",
                        "correct or remove it" + Suggestion.hint(field.target(), targets));
            }
        }
    }

    /** Warns of each event whose payloads are all invalid, since none of the fields that they need is mapped. */
    static void identity(YamlMap map, Blueprint blueprint, Findings findings) {
        for (EventMapping event : blueprint.events()) {
            boolean identified = FieldMapping.overlay(blueprint.global(), event.mappings()).stream()
                    .anyMatch(field ->
                            !field.remove() && blueprint.requiresOneOf().contains(field.target()));
            if (event.isEnabled() && !identified && !blueprint.requiresOneOf().isEmpty()) {
                findings.warning(
                        map.place("events"),
                        Finding.quoted(event.key()) + " without any identity: each delivery will be invalid",
                        "a mapping with target " + Words.or(blueprint.requiresOneOf()),
                        "add one under global: mappings:");
            }
        }
    }
}

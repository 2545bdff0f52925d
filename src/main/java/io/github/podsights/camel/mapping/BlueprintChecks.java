package io.github.podsights.camel.mapping;

import io.github.podsights.camel.event.FieldPath;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Suggestion;
import io.github.podsights.camel.yaml.Words;
import io.github.podsights.camel.yaml.YamlMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Warns of what can be read, and yet was hardly meant. */
final class BlueprintChecks {

    private BlueprintChecks() {}

    /** Warns of each removal of a target that is not mapped. */
    static void removals(
            List<FieldMapping> fields,
            List<FieldMapping> known,
            Function<FieldMapping, YamlMap> written,
            Findings findings) {
        List<String> targets = known.stream().map(FieldMapping::target).toList();
        for (FieldMapping field : fields) {
            if (field.remove() && !targets.contains(field.target())) {
                findings.warning(
                        written.apply(field).place("remove"),
                        "remove of " + Finding.quoted(field.target()),
                        "a target that is mapped",
                        "correct or remove it" + Suggestion.hint(field.target(), targets));
            }
        }
    }

    /** Warns of a name that its event has already. */
    static void names(YamlMap map, String key, List<String> names, Findings findings) {
        Map<String, String> before = new HashMap<>();
        before.put(EventName.normalise(key), key);
        for (String name : names) {
            String other = before.putIfAbsent(EventName.normalise(name), name);
            if (other != null) {
                findings.warning(
                        map.place("names"),
                        Finding.quoted(name) + ", which is the same as " + Finding.quoted(other),
                        "names that differ by more than case, blank, '_' and '-'",
                        "remove it");
            }
        }
    }

    /** Warns of what is said of an event that is switched off in the same breath. */
    static void disabled(YamlMap map, Optional<Boolean> enabled, Findings findings) {
        if (enabled.orElse(true)) {
            return;
        }
        for (String key : List.of("mappings", "calls", "vendor_event_name")) {
            if (map.get(key).isPresent()) {
                findings.warning(
                        map.place(key),
                        key + " of an event with enabled: false",
                        "none, since they are never reached",
                        "remove them, or enabled: false");
            }
        }
    }

    /** Warns of paths below {@code item.} where there is no item. */
    static void items(Blueprint over, Blueprint merged, Function<FieldMapping, YamlMap> written, Findings findings) {
        boolean anyCalls = merged.events().stream().anyMatch(BlueprintChecks::hasCalls);
        if (!anyCalls) {
            over.global().forEach(field -> items(field, written, findings));
        }
        for (EventMapping event : over.events()) {
            if (merged.sameAs(event).stream().noneMatch(BlueprintChecks::hasCalls)) {
                event.mappings().forEach(field -> items(field, written, findings));
            }
        }
    }

    private static boolean hasCalls(EventMapping event) {
        return event.calls().filter(paths -> !paths.isEmpty()).isPresent();
    }

    private static void items(FieldMapping field, Function<FieldMapping, YamlMap> written, Findings findings) {
        for (FieldPath source : field.sources()) {
            if (Source.of(source) instanceof Source.Item) {
                findings.warning(
                        written.apply(field).place("source"),
                        Finding.quoted(source.text()) + " in an event without calls, where there is no item",
                        "a path of the event",
                        "correct it, or add calls: with the path of the list");
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

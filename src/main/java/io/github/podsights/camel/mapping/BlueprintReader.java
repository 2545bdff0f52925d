package io.github.podsights.camel.mapping;

import io.github.podsights.camel.event.FieldPath;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Suggestion;
import io.github.podsights.camel.yaml.YamlMap;
import io.github.podsights.camel.yaml.YamlNode;
import io.github.podsights.camel.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a blueprint: one that stands for itself, or one that is laid over another. What it answers is to be used only
 * if no error was added to the findings.
 */
public final class BlueprintReader {

    private static final List<String> KEYS = List.of("version", "requires_one_of", "global", "defaults", "events");
    private static final List<String> EVENT_KEYS =
            List.of("names", "vendor_event_name", "enabled", "calls", "mappings");
    private static final String VERSION = "2";

    private final Blueprint base;
    private final VendorWords vendor;
    private final Findings findings;
    private final FieldMappingReader mappings;
    /** The key in this file that each event of the base was found by. */
    private final Map<String, String> overlaid = new HashMap<>();
    /** The global mappings of this file. */
    private List<FieldMapping> global = List.of();

    private BlueprintReader(Blueprint base, VendorWords vendor, Findings findings) {
        this.base = base;
        this.vendor = vendor;
        this.findings = findings;
        this.mappings = new FieldMappingReader(vendor, findings);
    }

    /** Reads a blueprint that stands for itself. */
    public static Blueprint read(YamlMap map, Findings findings) {
        return overlay(Blueprint.EMPTY, map, findings);
    }

    /** {@code base} with the blueprint of {@code map} laid over it; {@code base} alone if there is an error. */
    public static Blueprint overlay(Blueprint base, YamlMap map, Findings findings) {
        return overlay(base, map, VendorWords.ANY, findings);
    }

    /** As {@link #overlay(Blueprint, YamlMap, Findings)}, with a warning of each name that the vendor does not know. */
    public static Blueprint overlay(Blueprint base, YamlMap map, VendorWords vendor, Findings findings) {
        int errors = findings.errors();
        BlueprintReader reader = new BlueprintReader(base, vendor, findings);
        Blueprint over = reader.readAll(map);
        if (findings.errors() > errors) {
            return base;
        }
        Blueprint merged = base.overlaidBy(over);
        BlueprintChecks.identity(map, merged, findings);
        BlueprintChecks.items(over, merged, reader.mappings::written, findings);
        return merged;
    }

    private Blueprint readAll(YamlMap map) {
        map.onlyKeys(KEYS, findings);
        map.choice("version", List.of(VERSION), version -> version, findings);
        Optional<YamlMap> globalMap = map.map("global", findings);
        globalMap.ifPresent(present -> present.onlyKeys(List.of("mappings"), findings));
        Optional<YamlMap> defaults = map.map("defaults", findings);
        defaults.ifPresent(present -> present.onlyKeys(List.of("action"), findings));
        global = mappings.read(globalMap.flatMap(present -> present.list("mappings", findings)));
        BlueprintChecks.removals(global, base.global(), mappings::written, findings);
        return newBlueprint(
                map,
                defaults.flatMap(present ->
                        present.choice("action", List.of(DefaultAction.values()), DefaultAction::word, findings)),
                events(map));
    }

    private Blueprint newBlueprint(YamlMap map, Optional<DefaultAction> action, List<EventMapping> events) {
        Optional<List<YamlScalar>> oneOf = map.scalars("requires_one_of", findings);
        if (oneOf.filter(List::isEmpty).isPresent()) {
            findings.error(
                    map.place("requires_one_of"),
                    "an empty list",
                    "the fields of which a payload needs one",
                    "write at least one, or remove the key");
        }
        return new Blueprint(
                oneOf.orElse(List.of()).stream().map(YamlScalar::text).toList(), global, action, events);
    }

    private List<EventMapping> events(YamlMap map) {
        List<EventMapping> events = new ArrayList<>();
        Map<String, String> known = new HashMap<>();
        Map<String, YamlNode> entries =
                map.map("events", findings).map(YamlMap::entries).orElse(Map.of());
        entries.forEach((key, node) -> event(key, node).ifPresent(event -> {
            if (isAlone(event, known, node) && fits(event, node)) {
                events.add(event);
            }
        }));
        return events;
    }

    private Optional<EventMapping> event(String key, YamlNode node) {
        int errors = findings.errors();
        if (EventName.normalise(key).isEmpty()) {
            findings.error(node.place(), "a blank name", "the name of an event", "write the event's name");
            return Optional.empty();
        }
        YamlMap map = node instanceof YamlScalar none && none.type() == YamlScalar.Type.NULL
                ? new YamlMap(node.place(), Map.of())
                : node instanceof YamlMap present ? present : null;
        if (map == null) {
            findings.error(node.place(), node.kind(), "a map", "write vendor_event_name and mappings below the event");
            return Optional.empty();
        }
        map.onlyKeys(EVENT_KEYS, findings);
        Optional<String> vendorName = map.text("vendor_event_name", findings);
        if (vendorName.filter(String::isBlank).isPresent()) {
            findings.error(map.place("vendor_event_name"), "a blank text", "the vendor's name", "write the name");
        }
        vendorName.ifPresent(name -> vendor.checkEvent(name, map.place("vendor_event_name"), findings));
        List<String> names = map.scalars("names", findings).orElse(List.of()).stream()
                .map(YamlScalar::text)
                .toList();
        Optional<Boolean> enabled = map.bool("enabled", findings);
        Optional<List<FieldPath>> calls = map.get("calls").map(present -> mappings.calls(map));
        List<FieldMapping> fields = mappings.read(map.list("mappings", findings));
        BlueprintChecks.names(map, key, names, findings);
        BlueprintChecks.disabled(map, enabled, findings);
        return findings.errors() > errors
                ? Optional.empty()
                : Optional.of(new EventMapping(key, names, vendorName, enabled, calls, fields));
    }

    /** Whether no event before it in this file has one of its names. */
    private boolean isAlone(EventMapping event, Map<String, String> known, YamlNode node) {
        for (Map.Entry<String, String> name : event.allNames().entrySet()) {
            String other = known.putIfAbsent(name.getKey(), event.key());
            if (other != null) {
                twice(node, name.getValue(), other);
                return false;
            }
        }
        return true;
    }

    /** Whether it can be laid over the base, or stands for itself. */
    private boolean fits(EventMapping event, YamlNode node) {
        List<EventMapping> same = base.sameAs(event);
        if (same.size() > 1) {
            findings.error(
                    node.place(),
                    "names of two events: " + same.get(0).key() + " and "
                            + same.get(1).key(),
                    "names of one event",
                    "correct the names");
            return false;
        }
        if (same.isEmpty() && event.isEnabled() && event.vendorEventName().isEmpty()) {
            List<String> keys = base.events().stream().map(EventMapping::key).toList();
            findings.error(
                    node.place(),
                    "an event that is in no preset, without vendor_event_name",
                    "the vendor's name of the event",
                    "add vendor_event_name: …" + Suggestion.hint(event.key(), keys));
            return false;
        }
        if (same.isEmpty() && !event.isEnabled() && !base.events().isEmpty()) {
            List<String> keys = base.events().stream().map(EventMapping::key).toList();
            findings.warning(
                    node.place(),
                    "an event that is in no preset, and so was not sent before",
                    "the name of an event of the preset",
                    "correct the name, or take it out" + Suggestion.hint(event.key(), keys));
        }
        if (!same.isEmpty()) {
            String other = overlaid.putIfAbsent(same.get(0).key(), event.key());
            if (other != null) {
                twice(node, event.key(), other);
                return false;
            }
        }
        List<FieldMapping> known = new ArrayList<>(base.global());
        known.addAll(global);
        same.forEach(preset -> known.addAll(preset.mappings()));
        BlueprintChecks.removals(event.mappings(), known, mappings::written, findings);
        return true;
    }

    private void twice(YamlNode node, String name, String other) {
        findings.error(
                node.place(),
                Finding.quoted(name) + ", which is " + Finding.quoted(other) + " by another name",
                "each event once",
                "put both into one");
    }
}

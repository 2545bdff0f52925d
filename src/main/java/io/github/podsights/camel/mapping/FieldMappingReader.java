package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.event.FieldPath;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import io.github.podsights.camel.yaml.Suggestion;
import io.github.podsights.camel.yaml.Words;
import io.github.podsights.camel.yaml.YamlList;
import io.github.podsights.camel.yaml.YamlMap;
import io.github.podsights.camel.yaml.YamlNode;
import io.github.podsights.camel.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads lists of field mappings. */
final class FieldMappingReader {

    private static final List<String> KEYS = List.of(
            "source", "value", "target", "transform", "items", "value_map", "required", "on_unreadable", "remove");

    /** Set for every payload, and not to be mapped. */
    private static final Set<String> RESERVED = Set.of("key", "event");

    private final Findings findings;
    private final ConstantReader constants;
    private final VendorWords vendor;
    private final IdentityHashMap<FieldMapping, YamlMap> written = new IdentityHashMap<>();

    FieldMappingReader(VendorWords vendor, Findings findings) {
        this.findings = findings;
        this.constants = new ConstantReader(findings);
        this.vendor = vendor;
    }

    /** How a mapping that was read here was written. */
    YamlMap written(FieldMapping mapping) {
        return written.get(mapping);
    }

    /** The mappings that can be used; what is wrong with the others are findings. */
    List<FieldMapping> read(Optional<YamlList> list) {
        return read(list, false, vendor);
    }

    private List<FieldMapping> read(Optional<YamlList> list, boolean ofItem, VendorWords words) {
        Map<String, FieldMapping> byTarget = new LinkedHashMap<>();
        for (YamlNode element : list.map(YamlList::elements).orElse(List.of())) {
            if (!(element instanceof YamlMap map)) {
                findings.error(element.place(), element.kind(), "a mapping", "write {source: …, target: …}");
                continue;
            }
            read(map).ifPresent(mapping -> {
                written.put(mapping, map);
                if (!mapping.remove()) {
                    words.checkField(mapping.target(), ofItem, map.place("target"), findings);
                }
                if (byTarget.putIfAbsent(mapping.target(), mapping) != null) {
                    findings.error(
                            map.place("target"),
                            Finding.quoted(mapping.target()) + " a second time",
                            "each target once",
                            "put the paths into one list of sources");
                }
            });
        }
        return List.copyOf(byTarget.values());
    }

    private Optional<FieldMapping> read(YamlMap map) {
        int errors = findings.errors();
        map.onlyKeys(KEYS, findings);
        Optional<String> target = target(map);
        if (map.bool("remove", findings).orElse(false)) {
            checkRemoval(map);
            return findings.errors() == errors ? target.map(FieldMapping::removal) : Optional.empty();
        }
        List<FieldPath> sources = sources(map);
        Optional<JsonNode> constant = constants.constant(map);
        List<Transform> transforms = transforms(map);
        List<FieldMapping> items = items(map, transforms);
        Map<String, JsonNode> valueMap = constants.valueMap(map);
        MappingChecks.check(map, sources, constant, transforms, valueMap, findings);
        boolean required = map.bool("required", findings).orElse(false);
        OnUnreadable onUnreadable = map.choice(
                        "on_unreadable", List.of(OnUnreadable.values()), OnUnreadable::word, findings)
                .orElseGet(() -> OnUnreadable.of(transforms));
        if (findings.errors() > errors || target.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new FieldMapping(
                target.get(), sources, constant, transforms, items, valueMap, required, onUnreadable, false));
    }

    private Optional<String> target(YamlMap map) {
        Optional<String> target = map.text("target", findings);
        if (target.isEmpty()) {
            if (map.get("target").isEmpty()) {
                findings.error(map.place("target"), "no target", "the vendor's name of the field", "add target: …");
            }
            return Optional.empty();
        }
        String name = target.get();
        if (RESERVED.contains(name)) {
            String expected = "another field: key and event are set for every call";
            findings.error(map.place("target"), Finding.quoted(name), expected, "remove this mapping");
        } else if (name.isBlank() || name.indexOf('.') >= 0) {
            findings.error(
                    map.place("target"),
                    Finding.quoted(name),
                    "a field name without dots: payloads are flat",
                    "write the vendor's name of the field");
        } else {
            return target;
        }
        return Optional.empty();
    }

    private void checkRemoval(YamlMap map) {
        for (String key : map.entries().keySet()) {
            if (KEYS.contains(key) && !key.equals("target") && !key.equals("remove")) {
                String expected = "target and remove alone";
                findings.error(map.place(key), key + " beside remove: true", expected, "remove one of the two");
            }
        }
    }

    private List<FieldPath> sources(YamlMap map) {
        boolean source = map.get("source").isPresent();
        if (source == map.get("value").isPresent()) {
            findings.error(
                    map.place(source ? "value" : "source"),
                    source ? "both source and value" : "neither source nor value",
                    "one of the two",
                    source ? "remove one of the two" : "add source: with the path of the value");
        }
        List<FieldPath> paths = paths(map, "source");
        if (source
                && paths.isEmpty()
                && map.get("source").get() instanceof YamlList list
                && list.elements().isEmpty()) {
            findings.error(list.place(), "an empty list", "at least one path", "write the path of the value");
        }
        return paths;
    }

    /** The paths of {@code calls}: of the event itself. */
    List<FieldPath> calls(YamlMap event) {
        List<FieldPath> paths = paths(event, "calls");
        for (FieldPath path : paths) {
            if (!(Source.of(path) instanceof Source.Event)) {
                findings.error(
                        event.place("calls"),
                        Finding.quoted(path.text()),
                        "the path of a list in the event",
                        "write a path such as properties.products");
            }
        }
        return paths;
    }

    /** The paths at a key: one, or a list of them. */
    private List<FieldPath> paths(YamlMap map, String key) {
        List<FieldPath> paths = new ArrayList<>();
        for (YamlScalar scalar : map.scalars(key, findings).orElse(List.of())) {
            SourcePath.read(scalar, findings).ifPresent(paths::add);
        }
        return paths;
    }

    private List<Transform> transforms(YamlMap map) {
        List<Transform> transforms = new ArrayList<>();
        for (YamlScalar scalar : map.scalars("transform", findings).orElse(List.of())) {
            Optional<Transform> transform = Transform.of(scalar.text());
            if (transform.isEmpty()) {
                findings.error(
                        scalar.place(),
                        Finding.quoted(scalar.text()),
                        Words.or(Transform.words()),
                        "write one of these" + Suggestion.hint(scalar.text(), Transform.words()));
            } else if (transform.get().isOverList() && !transforms.isEmpty()) {
                String expected = scalar.text() + " as the first, since it reads a list";
                findings.error(scalar.place(), scalar.text() + " after another", expected, "move it to the front");
            } else {
                transforms.add(transform.get());
            }
        }
        return transforms;
    }

    private List<FieldMapping> items(YamlMap map, List<Transform> transforms) {
        boolean overList = !transforms.isEmpty() && transforms.get(0).isOverList();
        Optional<YamlList> list = map.list("items", findings);
        // What is summed is sent by no name.
        boolean sum = overList && transforms.get(0) == Transform.SUM_QUANTITY;
        List<FieldMapping> items = read(list, true, sum ? VendorWords.ANY : vendor);
        Place place = map.place("items");
        if (!overList && map.get("items").isPresent()) {
            String expected = "items only with transform line_items or sum_quantity";
            findings.error(place, "items", expected, "remove them, or add the transform");
        } else if (overList
                && (list.isEmpty()
                        ? map.get("items").isEmpty()
                        : list.get().elements().isEmpty())) {
            String expected =
                    "what is taken of each element, by " + transforms.get(0).word();
            findings.error(place, "no items", expected, "add items: with mappings whose sources begin with item.");
        } else if (items.stream().anyMatch(FieldMapping::remove)) {
            findings.error(place, "remove", "mappings with a source", "leave the mapping out instead");
        } else if (sum && items.size() > 1) {
            findings.error(place, items.size() + " mappings", "the one that is summed", "remove the others");
        }
        return items;
    }
}

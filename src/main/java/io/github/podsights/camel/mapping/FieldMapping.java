package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.event.FieldPath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How one field of a payload comes about.
 *
 * @param target the field's name, without a dot; not {@code key} or {@code event}, which are set for every payload
 * @param sources where its value is looked for, in this order; below {@code item.} in the element of the current call
 *     or line item, and {@code identity.email} in the identity store
 * @param constant its value, instead of sources
 * @param transforms what is done with the value, in this order; one that reads a list comes first
 * @param items what is taken of each element, for the transforms that read a list; for {@code sum_quantity} the one
 *     field that is summed
 * @param valueMap what is sent for the value's plain text, {@code *} for any other; null as a JSON value leaves it
 *     out; empty if the value is sent itself
 * @param required whether a delivery without a value is {@code invalid}
 * @param onUnreadable what becomes of the delivery if the value can't be read
 * @param remove whether this takes the target away that a preset, or the global mappings, would set
 */
public record FieldMapping(
        String target,
        List<FieldPath> sources,
        Optional<JsonNode> constant,
        List<Transform> transforms,
        List<FieldMapping> items,
        Map<String, JsonNode> valueMap,
        boolean required,
        OnUnreadable onUnreadable,
        boolean remove) {

    /** Any other value, in a {@code value_map}. */
    public static final String ANY_OTHER = "*";

    /** @throws IllegalArgumentException if the parts don't go together; the message names the key */
    public FieldMapping {
        Objects.requireNonNull(constant, "constant");
        Objects.requireNonNull(onUnreadable, "on_unreadable");
        sources = List.copyOf(sources);
        transforms = List.copyOf(transforms);
        items = List.copyOf(items);
        valueMap = Collections.unmodifiableMap(new LinkedHashMap<>(valueMap));
        if (target.isBlank() || target.indexOf('.') >= 0) {
            throw new IllegalArgumentException("target: '" + target + "' is no field name; expected one without dots");
        }
        if (remove != (sources.isEmpty() && constant.isEmpty())) {
            throw new IllegalArgumentException("target: '" + target + "' needs source, value or remove: true");
        }
        if (!sources.isEmpty() && constant.isPresent()) {
            throw new IllegalArgumentException("value: '" + target + "' has a source as well; expected one of the two");
        }
        boolean overList = !transforms.isEmpty() && transforms.get(0).isOverList();
        if (overList == items.isEmpty()) {
            throw new IllegalArgumentException("items: '" + target + "' needs them for line_items and sum_quantity");
        }
        if (transforms.stream().skip(1).anyMatch(Transform::isOverList)) {
            throw new IllegalArgumentException("transform: '" + target + "' reads a list, but not as the first");
        }
        if (overList && transforms.get(0) == Transform.SUM_QUANTITY && items.size() > 1) {
            throw new IllegalArgumentException("items: '" + target + "' sums more than one field");
        }
    }

    /** Takes a target away. */
    public static FieldMapping removal(String target) {
        return new FieldMapping(
                target, List.of(), Optional.empty(), List.of(), List.of(), Map.of(), false, OnUnreadable.INVALID, true);
    }

    /** The mappings of {@code over} laid over {@code base} by target: in the place of the same target, or after all. */
    static List<FieldMapping> overlay(List<FieldMapping> base, List<FieldMapping> over) {
        Map<String, FieldMapping> byTarget = new LinkedHashMap<>();
        base.forEach(mapping -> byTarget.put(mapping.target(), mapping));
        over.forEach(mapping -> byTarget.put(mapping.target(), mapping));
        return List.copyOf(byTarget.values());
    }
}

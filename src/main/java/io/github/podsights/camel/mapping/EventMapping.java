package io.github.podsights.camel.mapping;

import io.github.podsights.camel.event.FieldPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How one event is reported. What is empty here is, in a blueprint that is laid over another, as it is there.
 *
 * @param key the name it is listed under
 * @param names its other names; case, and whether words are parted by blank, {@code _} or {@code -}, make no
 *     difference
 * @param vendorEventName the vendor's name of the event; needed unless it is switched off
 * @param enabled whether it is reported; empty: yes
 * @param calls the lists, or objects, of which the first that the event has is reported element by element, each a
 *     call of its own; empty or none: one call
 * @param mappings its fields, by target; one that a global mapping has as well goes before that
 */
public record EventMapping(
        String key,
        List<String> names,
        Optional<String> vendorEventName,
        Optional<Boolean> enabled,
        Optional<List<FieldPath>> calls,
        List<FieldMapping> mappings) {

    public EventMapping {
        Objects.requireNonNull(vendorEventName, "vendor_event_name");
        Objects.requireNonNull(enabled, "enabled");
        names = List.copyOf(names);
        calls = calls.map(List::copyOf);
        mappings = List.copyOf(mappings);
        if (EventName.normalise(key).isEmpty()) {
            throw new IllegalArgumentException("events: '" + key + "' is no name of an event");
        }
        if (vendorEventName.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException("vendor_event_name: '" + key + "' has a blank one");
        }
    }

    /** Whether it is reported. */
    public boolean isEnabled() {
        return enabled.orElse(true);
    }

    /** Its key and its other names, each in its normal form, with the way it is written. */
    Map<String, String> allNames() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(EventName.normalise(key), key);
        names.forEach(name -> all.putIfAbsent(EventName.normalise(name), name));
        return all;
    }

    /** This with {@code over} laid over it; its names are added to these. */
    EventMapping overlaidBy(EventMapping over) {
        Map<String, String> all = new LinkedHashMap<>(allNames());
        over.allNames().forEach(all::putIfAbsent);
        all.remove(EventName.normalise(key));
        return new EventMapping(
                key,
                List.copyOf(all.values()),
                over.vendorEventName.or(() -> vendorEventName),
                over.enabled.or(() -> enabled),
                over.calls.or(() -> calls),
                FieldMapping.overlay(mappings, over.mappings));
    }
}

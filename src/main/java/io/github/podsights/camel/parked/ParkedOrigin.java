package io.github.podsights.camel.parked;

import io.github.podsights.camel.event.Origin;
import io.github.podsights.camel.event.Printable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where an event came from before its delivery was parked: the same kind and coordinates as then.
 *
 * @param kind the kind of source
 * @param coordinates what finds the event in its source; text and whole numbers, in their order
 */
public record ParkedOrigin(String kind, Map<String, Object> coordinates) implements Origin {

    public ParkedOrigin {
        coordinates = Collections.unmodifiableMap(new LinkedHashMap<>(coordinates));
    }

    @Override
    public String toString() {
        return coordinates.isEmpty()
                ? kind
                : coordinates.values().stream()
                        .map(value -> Printable.escape(value.toString()))
                        .collect(Collectors.joining(":"));
    }
}

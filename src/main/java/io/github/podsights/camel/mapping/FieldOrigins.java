package io.github.podsights.camel.mapping;

import io.github.podsights.camel.mapping.FieldExplanation.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells of the fields of an event whether the preset maps them, or what is laid over it. */
final class FieldOrigins {

    private final Map<String, FieldMapping> preset = new HashMap<>();
    private final List<FieldExplanation> removed = new ArrayList<>();
    private final boolean isOverlaid;

    /** @param event empty for one that is not listed */
    FieldOrigins(Blueprint blueprint, Optional<EventMapping> event) {
        isOverlaid = blueprint.base().isPresent();
        blueprint.base().ifPresent(base -> {
            base.global().forEach(mapping -> preset.put(mapping.target(), mapping));
            event.ifPresent(one -> base.sameAs(one)
                    .forEach(same -> same.mappings().forEach(mapping -> preset.put(mapping.target(), mapping))));
        });
        List<FieldMapping> own = event.map(EventMapping::mappings).orElse(List.of());
        for (FieldMapping mapping : FieldMapping.overlay(blueprint.global(), own)) {
            if (mapping.remove()) {
                removed.add(removal(mapping.target()));
            }
        }
    }

    Origin of(FieldMapping mapping) {
        FieldMapping before = preset.get(mapping.target());
        if (!isOverlaid || mapping.equals(before)) {
            return Origin.PRESET;
        }
        return before == null ? Origin.MAPPINGS : Origin.OVERRIDDEN;
    }

    /** The fields that are taken away. */
    List<FieldExplanation> removed() {
        return removed;
    }

    private static FieldExplanation removal(String target) {
        return new FieldExplanation(
                target,
                Origin.REMOVED,
                List.of(),
                List.of(),
                Optional.empty(),
                false,
                "removed by the integration's mappings",
                List.of());
    }
}

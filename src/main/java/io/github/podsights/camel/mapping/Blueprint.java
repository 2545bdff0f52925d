package io.github.podsights.camel.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which events are reported, and as what. A preset is one, and so is what an integration lays over it.
 *
 * @param requiresOneOf the fields of which a payload needs at least one; empty if not said: none is needed
 * @param global the fields of every event
 * @param defaultAction what becomes of an event that is not listed; empty if not said: it is dropped
 * @param events the events that are listed
 * @param base what this was laid over, such as a preset; empty if it stands for itself
 */
public record Blueprint(
        List<String> requiresOneOf,
        List<FieldMapping> global,
        Optional<DefaultAction> defaultAction,
        List<EventMapping> events,
        Optional<Blueprint> base) {

    /** Reports nothing. */
    public static final Blueprint EMPTY = new Blueprint(List.of(), List.of(), Optional.empty(), List.of());

    /** @throws IllegalArgumentException if two events have a name in common; the message says which */
    public Blueprint {
        Objects.requireNonNull(defaultAction, "defaults.action");
        Objects.requireNonNull(base, "base");
        requiresOneOf = List.copyOf(requiresOneOf);
        global = List.copyOf(global);
        events = List.copyOf(events);
        Map<String, EventMapping> known = new HashMap<>();
        for (EventMapping event : events) {
            event.allNames().forEach((normal, name) -> {
                EventMapping other = known.putIfAbsent(normal, event);
                if (other != null) {
                    throw new IllegalArgumentException("events: '" + name + "' is a name of '" + other.key()
                            + "' and of '" + event.key() + "'; expected it at one of them");
                }
            });
        }
    }

    /** One that stands for itself. */
    public Blueprint(
            List<String> requiresOneOf,
            List<FieldMapping> global,
            Optional<DefaultAction> defaultAction,
            List<EventMapping> events) {
        this(requiresOneOf, global, defaultAction, events, Optional.empty());
    }

    /**
     * This with {@code over} laid over it: merged by event, found by its key or one of its names, and within an event
     * by target. Everything else that {@code over} says replaces what stands here.
     *
     * @throws IllegalArgumentException if an event of {@code over} has names of two events here
     */
    public Blueprint overlaidBy(Blueprint over) {
        if (over.equals(EMPTY)) {
            return this;
        }
        List<EventMapping> merged = new ArrayList<>(events);
        for (EventMapping event : over.events) {
            Set<Integer> same = indexes(merged, event);
            if (same.isEmpty()) {
                merged.add(event);
            } else {
                // If there are two, the one that is merged collides with the other, and the constructor refuses it.
                int index = same.iterator().next();
                merged.set(index, merged.get(index).overlaidBy(event));
            }
        }
        return new Blueprint(
                over.requiresOneOf.isEmpty() ? requiresOneOf : over.requiresOneOf,
                FieldMapping.overlay(global, over.global),
                over.defaultAction.or(() -> defaultAction),
                merged,
                Optional.of(this).filter(below -> !below.equals(EMPTY)));
    }

    /** The events here that have a name in common with {@code event}. */
    List<EventMapping> sameAs(EventMapping event) {
        return indexes(events, event).stream().map(events::get).toList();
    }

    private static Set<Integer> indexes(List<EventMapping> events, EventMapping event) {
        Set<Integer> indexes = new LinkedHashSet<>();
        for (int i = 0; i < events.size(); i++) {
            for (String name : events.get(i).allNames().keySet()) {
                if (event.allNames().containsKey(name)) {
                    indexes.add(i);
                }
            }
        }
        return indexes;
    }
}

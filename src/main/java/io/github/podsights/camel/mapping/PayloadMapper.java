package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.podsights.camel.event.ConversionEvent;
import io.github.podsights.camel.event.FieldPath;
import io.github.podsights.camel.identity.UrlScrubber;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns events into payloads by a blueprint. Everything that can be is worked out when it is made; it is immutable,
 * and may be used by many threads.
 */
public final class PayloadMapper {

    private static final String TRACK = "track";
    private static final String NO_KEY = "***";
    private static final FieldPath TYPE = FieldPath.of("type");
    private static final MappingResult.Unmapped NO_TYPE = new MappingResult.Unmapped("its type is no text");
    private static final MappingResult.Unmapped NO_NAME = new MappingResult.Unmapped("it names no event");
    private static final MappingResult.Unmapped UNLISTED_NAME =
            new MappingResult.Unmapped("its name is not listed under events");
    private static final MappingResult.Unmapped UNLISTED_TYPE =
            new MappingResult.Unmapped("its type is not listed under events");
    private static final MappingResult.Unmapped NO_SNAKE_CASE =
            new MappingResult.Unmapped("its name is not listed under events, and can't be written in snake_case");

    /** An event that is listed: {@code mapped} is null if it is switched off. */
    private record Listed(EventMapping event, MappedEvent mapped) {}

    private final Blueprint blueprint;
    private final Map<String, Listed> listed = new HashMap<>();
    private final Optional<MappedEvent> unlisted;

    /**
     * @param blueprint a complete one: not one that is still to be laid over a preset
     * @param scrubber for the transform {@code url}
     * @throws IllegalArgumentException if an event has no {@code vendor_event_name} and is not switched off
     */
    public PayloadMapper(Blueprint blueprint, UrlScrubber scrubber) {
        this.blueprint = blueprint;
        for (EventMapping event : blueprint.events()) {
            if (event.isEnabled() && event.vendorEventName().isEmpty()) {
                throw new IllegalArgumentException("vendor_event_name: '" + event.key() + "' has none");
            }
            MappedEvent mapped = event.isEnabled() ? new MappedEvent(blueprint, event, scrubber) : null;
            event.allNames().keySet().forEach(name -> listed.put(name, new Listed(event, mapped)));
        }
        unlisted = blueprint.defaultAction().orElse(DefaultAction.DROP) == DefaultAction.SEND
                ? Optional.of(new MappedEvent(blueprint, List.of(), List.of(), scrubber))
                : Optional.empty();
    }

    /** What it maps by. */
    public Blueprint blueprint() {
        return blueprint;
    }

    /**
     * What is sent for an event of whose visitor no address is known.
     *
     * @param event the event; it is not changed
     * @param key the pixel's key
     */
    public MappingResult map(ConversionEvent event, String key) {
        return map(event, key, Optional.empty());
    }

    /**
     * What is sent for an event of whose visitor an address is known.
     *
     * @param event the event; it is not changed
     * @param key the pixel's key
     * @param known the value of {@code identity.email}: the hash of that address; empty if none is known
     */
    public MappingResult map(ConversionEvent event, String key, Optional<String> known) {
        return map(event, key, known, Trace.NONE);
    }

    /**
     * How what is sent for an event comes about, found out by mapping it once more. Nothing secret is in the answer.
     *
     * @param known the hash of an address that was known of the visitor before; as in {@link #map}
     */
    public MappingExplanation explain(ConversionEvent event, Optional<String> known) {
        Recording recording = new Recording(blueprint);
        return recording.explanation(map(event, NO_KEY, known, recording));
    }

    private MappingResult map(ConversionEvent event, String key, Optional<String> known, Trace trace) {
        if (event.type().isEmpty() && !event.at(TYPE).isMissingNode()) {
            return NO_TYPE;
        }
        String type = event.type().orElse(TRACK);
        boolean track = isTrack(type);
        String name = track ? event.event().orElse("") : type;
        String normal = EventName.normalise(name);
        if (normal.isEmpty()) {
            return NO_NAME;
        }
        Scope scope = new Scope(event, MissingNode.getInstance(), known, trace);
        Listed found = listed.get(normal);
        if (found == null) {
            return mapUnlisted(scope, name, track, key);
        }
        trace.found(found.event, name);
        if (found.mapped == null) {
            return new MappingResult.Unmapped("event " + found.event.key() + " is switched off by enabled: false");
        }
        return found.mapped.map(scope, found.event.vendorEventName().orElseThrow(), key);
    }

    private static boolean isTrack(String type) {
        return type.equals(TRACK) || type.isBlank() || EventName.normalise(type).equals(TRACK);
    }

    private MappingResult mapUnlisted(Scope scope, String name, boolean track, String key) {
        if (unlisted.isEmpty()) {
            return track ? UNLISTED_NAME : UNLISTED_TYPE;
        }
        Optional<String> own = EventName.snakeCase(name);
        if (own.isEmpty()) {
            return NO_SNAKE_CASE;
        }
        scope.trace().unlisted(name, own.get());
        return unlisted.get().map(scope, own.get(), key);
    }
}

package io.github.podsights.camel.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.event.ConversionEvent;
import io.github.podsights.camel.event.FieldPath;
import io.github.podsights.camel.event.WhiteSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom an event is of, as far as the identity store is concerned.
 *
 * @param keys under which the visitor's address is kept and looked for: of {@code user_id}, then of {@code anonymous_id};
 *     empty if the event has neither. A key is a digest, since people make e-mail addresses their ids
 * @param email the hash of the address that the event itself carries; empty if it has none that can be used
 */
public record Visitor(List<Digest> keys, Optional<Digest> email) {

    /** Where an event carries its visitor's address: the places that the presets look at, in their order. */
    public static final List<FieldPath> SOURCES = List.of(
            FieldPath.of("properties.email"), FieldPath.of("traits.email"), FieldPath.of("context.traits.email"));

    private static final String IDENTIFY = "identify";

    /** No id has a NUL in its name, so that no two ids of different kinds are the same text. */
    private static final String USER = "user_id\0";

    private static final String ANONYMOUS = "anonymous_id\0";

    public Visitor {
        keys = List.copyOf(keys);
    }

    /** The visitor of an event. */
    public static Visitor of(ConversionEvent event) {
        List<Digest> keys = new ArrayList<>(2);
        event.userId().ifPresent(id -> keys.add(key(USER, id)));
        event.anonymousId().ifPresent(id -> keys.add(key(ANONYMOUS, id)));
        return new Visitor(keys, email(event));
    }

    /** Whether an event says who its visitor is. */
    public static boolean isIdentify(ConversionEvent event) {
        return event.type()
                .map(type -> WhiteSpace.strip(type).equalsIgnoreCase(IDENTIFY))
                .orElse(false);
    }

    /** In a dead letter an id that is an e-mail address stands as its hash: the key is the same for both. */
    private static Digest key(String kind, String id) {
        return Digest.of(kind + Redaction.redact(id));
    }

    private static Optional<Digest> email(ConversionEvent event) {
        for (FieldPath source : SOURCES) {
            JsonNode value = event.at(source);
            Optional<String> hash = value.isTextual() ? EmailHasher.hash(value.textValue()) : Optional.empty();
            if (hash.isPresent()) {
                return hash.map(Digest::ofHex);
            }
        }
        return Optional.empty();
    }
}

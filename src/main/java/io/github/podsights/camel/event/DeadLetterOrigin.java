package io.github.podsights.camel.event;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An event of a dead letter that is replayed.
 *
 * @param id of the dead letter
 * @param source where the event came from in the first place: the source's {@code kind} and its coordinates
 * @param only which of its deliveries is to be made again; empty if nobody had taken the event: then all that there are
 */
public record DeadLetterOrigin(String id, Map<String, Object> source, Optional<Only> only) implements Origin {

    /** The kind of source of what is replayed. */
    public static final String KIND = "dead-letter";

    /**
     * The one delivery that a dead letter is of: the steps that choose integrations and make calls leave out all others.
     *
     * @param integration the integration's id
     * @param call the number of the call, from 1
     * @param em the hash of the e-mail address that was known then; used where the event alone gives none
     */
    public record Only(String integration, int call, Optional<String> em) {

        public Only {
            Objects.requireNonNull(integration, "integration");
            Objects.requireNonNull(em, "em");
        }

        /** Of an event on its way; empty for nearly all. */
        public static Optional<Only> of(Received received) {
            return received.origin() instanceof DeadLetterOrigin origin ? origin.only() : Optional.empty();
        }
    }

    public DeadLetterOrigin {
        Objects.requireNonNull(id, "id");
        source = new LinkedHashMap<>(source);
        Objects.requireNonNull(only, "only");
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<String, Object> coordinates() {
        Map<String, Object> coordinates = new LinkedHashMap<>();
        coordinates.put("id", id);
        coordinates.put("source", source);
        return coordinates;
    }

    @Override
    public String toString() {
        return "dead letter " + Printable.escape(id);
    }
}

package io.github.podsights.camel.event;

import java.util.Map;
import java.util.Set;

/**
 * Where an event came from. It stands in dead letters and in messages, so that a person finds the event again; it
 * never holds anything of what the event says.
 */
public interface Origin {

    /** The kinds of source that there are. */
    Set<String> KINDS = Set.of("file", "kafka", "jms", "direct", "dead-letter");

    /** The label in place of a kind that is none of them. */
    String UNKNOWN = "none";

    /**
     * The kind of source, the value of the label {@code source}: {@code file}, {@code kafka}, {@code jms}, {@code direct},
     * {@code dead-letter}.
     */
    String kind();

    /** What finds the event within its source, such as file and line, in the order in which a person reads it. */
    Map<String, Object> coordinates();

    /** An event that a caller handed to {@code direct:podsights}: there is nothing to find it by. */
    Origin DIRECT = new Origin() {
        @Override
        public String kind() {
            return "direct";
        }

        @Override
        public Map<String, Object> coordinates() {
            return Map.of();
        }

        @Override
        public String toString() {
            return "direct";
        }
    };
}

package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What became of a value that was read.
 *
 * @param value the value; null if there is none
 * @param problem what can't be read; null unless something can't be
 */
record Reading(JsonNode value, String problem) {

    /** Nothing is there. */
    static final Reading NOTHING = new Reading(null, null);

    static Reading of(JsonNode value) {
        return Text.isAbsent(value) ? NOTHING : new Reading(value, null);
    }

    static Reading unreadable(String problem) {
        return new Reading(null, problem);
    }

    boolean isValue() {
        return value != null;
    }

    boolean isUnreadable() {
        return problem != null;
    }
}

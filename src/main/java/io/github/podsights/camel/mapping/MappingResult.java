package io.github.podsights.camel.mapping;

import java.util.List;

/** What the mapping makes of an event. */
public sealed interface MappingResult {

    /**
     * The event is not reported.
     *
     * @param reason why, in a few words; holds no value of the event
     */
    record Unmapped(String reason) implements MappingResult {}

    /**
     * The event is reported.
     *
     * @param calls the calls, at least one, numbered from 1
     */
    record Calls(List<Call> calls) implements MappingResult {

        public Calls {
            calls = List.copyOf(calls);
            if (calls.isEmpty()) {
                throw new IllegalArgumentException("calls: none; expected at least one");
            }
        }
    }
}

package io.github.podsights.camel.mapping;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How what is sent for an event comes about.
 *
 * @param found what the event was found as; empty if it is {@code unmapped} for being nowhere
 * @param unmapped why it is not reported; null if it is
 * @param calls its calls, in order; none if it is not reported
 */
public record MappingExplanation(Optional<Found> found, String unmapped, List<Call> calls) {

    /**
     * What an event was found as.
     *
     * @param event the key that it is listed under; empty: it is not listed, and {@code defaults} say that it is sent
     * @param by the name by which it was found, as it stands in the event: its type or its event, so it is to be redacted
     * @param vendorEvent its name at the collector; empty if it is switched off without one
     */
    public record Found(Optional<String> event, String by, Optional<String> vendorEvent) {

        public Found {
            Objects.requireNonNull(event, "event");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(vendorEvent, "vendorEvent");
        }
    }

    /**
     * A call.
     *
     * @param number its number, from 1
     * @param fields its fields, in the order in which they stand in the payload; the removed ones last
     */
    public record Call(int number, List<FieldExplanation> fields) {

        public Call {
            fields = List.copyOf(fields);
        }
    }

    public MappingExplanation {
        Objects.requireNonNull(found, "found");
        calls = List.copyOf(calls);
    }

    /** The fields of a call; none if it could not be begun. */
    public List<FieldExplanation> fields(int call) {
        return calls.stream()
                .filter(one -> one.number() == call)
                .findFirst()
                .map(Call::fields)
                .orElse(List.of());
    }
}

package io.github.podsights.camel.deadletter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.event.DeadLetterOrigin;
import io.github.podsights.camel.event.DeadLetterOrigin.Only;
import io.github.podsights.camel.event.EventTimestamp;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.integration.Integration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A dead letter that was read back.
 *
 * @param id its id, {@code 20261124T131500123Z-7f3a9c21d0e4}
 * @param at when it was written
 * @param integration the integration's id, or {@code none}
 * @param call the number of the call, from 1
 * @param source where the event came from in the first place: {@code kind} and coordinates
 * @param outcome how the delivery ended
 * @param reason why; null if it does not say
 * @param status of the last attempt; null if there was no answer
 * @param attempts how many there were
 * @param replayOf the id of the letter that it was a replay of; null if it was none
 * @param event the event's bytes, as the letter has them
 * @param lost what of the event the letter does not have, for people; null if it has the whole
 * @param payload what was to be sent, its key masked; null if there was none. Not to be changed
 * @param json all of it as it is written
 */
@SuppressWarnings("ArrayRecordComponent") // lives as long as one letter is looked at, and is compared by nobody
public record KeptLetter(
        String id,
        Instant at,
        String integration,
        int call,
        Map<String, Object> source,
        Outcome outcome,
        String reason,
        Integer status,
        int attempts,
        String replayOf,
        byte[] event,
        String lost,
        ObjectNode payload,
        String json) {

    /**
     * Reads a letter back.
     *
     * @param bytes as they were written
     * @param where they lie, for people
     * @param id the one that it has to have
     * @throws BrokenLetterException if it is no dead letter
     */
    public static KeptLetter read(byte[] bytes, String where, String id) throws BrokenLetterException {
        return LetterReader.read(bytes, where, id);
    }

    /** The event, to be delivered again to whom it was to go. */
    public Received received() {
        Optional<Only> only = integration.equals(Integration.NONE)
                ? Optional.empty()
                : Optional.of(new Only(integration, call, em()));
        return Received.of(event, new DeadLetterOrigin(id, source, only));
    }

    /** When the event happened, as it says itself; where it does not, it is at least as old as the letter. */
    public Instant happened() {
        // A tree of it would take thirty times the bytes.
        try (JsonParser parser = EventCopy.JSON.createParser(new String(event, StandardCharsets.UTF_8))) {
            return EventTimestamp.of(parser).orElse(at);
        } catch (IOException e) {
            return at; // no JSON: it says nothing
        }
    }

    private Optional<String> em() {
        return Optional.ofNullable(payload)
                .map(fields -> fields.get("em"))
                .filter(em -> em.isTextual())
                .map(em -> em.textValue());
    }

    @Override
    public String toString() {
        return "dead letter " + id;
    }
}

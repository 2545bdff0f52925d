package io.github.podsights.camel.deadletter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.podsights.camel.event.EventTimestamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** When the event of a dead letter happened. */
final class EventTime {

    private EventTime() {}

    /** What the event says; empty if it says nothing that can be read. */
    static Optional<Instant> of(byte[] event) {
        try (JsonParser parser = EventCopy.JSON.createParser(new String(event, StandardCharsets.UTF_8))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean timestamp = parser.currentName().equals("timestamp");
                if (parser.nextToken() == JsonToken.VALUE_STRING && timestamp) {
                    return EventTimestamp.parse(parser.getText());
                }
                parser.skipChildren();
            }
        } catch (IOException e) {
            // No JSON: it says nothing.
        }
        return Optional.empty();
    }
}

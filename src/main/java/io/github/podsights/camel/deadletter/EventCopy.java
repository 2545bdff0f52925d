package io.github.podsights.camel.deadletter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import io.github.podsights.camel.event.WellFormed;
import io.github.podsights.camel.identity.Redaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The event of a dead letter, or of a parked delivery: as it came, but for e-mail addresses and half emojis. It goes token by token from the bytes
 * into what is written, for a tree of it would take thirty times the bytes, which is what a hostile event is made for.
 */
public final class EventCopy extends JsonSerializable.Base {

    /**
     * Reads what was an event a moment ago: no limit of its own may stand in the way. Neither does it remember the keys of
     * strangers, nor keep buffers for each thread.
     */
    public static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1_000)
                    .maxNumberLength(100_000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final byte[] bytes;

    /** @param bytes an event that could be read; not copied, not to be changed */
    public EventCopy(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public void serialize(JsonGenerator out, SerializerProvider serializers) throws IOException {
        // From text, since from bytes Jackson refuses half a surrogate pair in a name.
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean mayHoldHalves = text.contains("\\u");
        Deque<FreeNames> open = new ArrayDeque<>();
        try (JsonParser parser = JSON.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case START_OBJECT -> {
                        open.push(new FreeNames());
                        out.writeStartObject();
                    }
                    case END_OBJECT -> {
                        open.pop();
                        out.writeEndObject();
                    }
                    case FIELD_NAME ->
                        out.writeFieldName(open.element().of(redacted(parser.currentName(), mayHoldHalves)));
                    case VALUE_STRING -> out.writeString(redacted(parser.getText(), mayHoldHalves));
                    // As it is written: 2.0 stays 2.0, and no digit is lost.
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(parser.getText());
                    default -> out.copyCurrentEvent(parser);
                }
            }
        }
    }

    @Override
    public void serializeWithType(JsonGenerator out, SerializerProvider serializers, TypeSerializer types)
            throws IOException {
        serialize(out, serializers);
    }

    private static String redacted(String text, boolean mayHoldHalves) {
        return Redaction.redact(mayHoldHalves ? WellFormed.text(text) : text);
    }
}

package io.github.podsights.camel.deadletter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.delivery.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a dead letter back, strictly. The event is taken as it stands, character by character: a tree of it would take
 * thirty times the bytes, and may write a number in another way.
 */
final class LetterReader {

    private static final JsonMapper JSON = JsonMapper.builder(EventCopy.JSON)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final String where;
    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();
    private String event;

    private LetterReader(String where) {
        this.where = where;
    }

    /**
     * Reads a letter.
     *
     * @param where it lies, for people
     * @param id the one that it has to have
     */
    static KeptLetter read(byte[] bytes, String where, String id) throws BrokenLetterException {
        LetterReader reader = new LetterReader(where);
        String json = reader.text(bytes);
        reader.takeApart(json);
        return reader.letter(json, id);
    }

    /** What a letter says its id is; empty if it says none. It stands at its beginning, so little is read. */
    static Optional<String> id(byte[] letter) {
        try (JsonParser parser = EventCopy.JSON.createParser(letter)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean id = parser.currentName().equals("id");
                if (parser.nextToken() == JsonToken.VALUE_STRING && id) {
                    return Optional.of(parser.getText());
                }
                parser.skipChildren();
            }
        } catch (IOException e) {
            // No JSON: it says nothing.
        }
        return Optional.empty();
    }

    private String text(byte[] bytes) throws BrokenLetterException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw broken("bytes that are no UTF-8");
        }
    }

    private void takeApart(String json) throws BrokenLetterException {
        try (JsonParser parser = EventCopy.JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw broken(json.isBlank() ? "nothing" : "no JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (fields.has(name) || (name.equals("event") && event != null)) {
                    throw broken("a field twice, such as two of id, event or payload");
                }
                JsonToken value = parser.nextToken();
                if (name.equals("event") && value == JsonToken.START_OBJECT) {
                    long from = parser.currentTokenLocation().getCharOffset();
                    parser.skipChildren();
                    event = json.substring(
                            (int) from, (int) parser.currentLocation().getCharOffset());
                } else {
                    fields.set(name, JSON.readTree(parser));
                }
            }
            if (parser.nextToken() != null) {
                throw broken("more after its end");
            }
        } catch (JsonProcessingException e) {
            String place = Optional.ofNullable(e.getLocation())
                    .map(at -> " at line " + at.getLineNr() + ", column " + at.getColumnNr())
                    .orElse("");
            throw broken("broken JSON" + place);
        } catch (IOException e) {
            throw new IllegalStateException("a text can't fail to be read", e);
        }
    }

    private KeptLetter letter(String json, String id) throws BrokenLetterException {
        if (number("version") != DeadLetter.VERSION) {
            throw broken("version " + number("version") + " in place of " + DeadLetter.VERSION);
        }
        if (!text("id").equals(id)) {
            throw broken("another id in it than in its name");
        }
        String lost = event == null ? lost() : null;
        byte[] bytes = event == null ? unreadable() : event.getBytes(StandardCharsets.UTF_8);
        return new KeptLetter(
                id,
                at(),
                text("integration"),
                number("call"),
                source(),
                outcome(),
                optionalText("reason"),
                isAbsent("status") ? null : Integer.valueOf(number("status")),
                attempts(),
                optionalText("replay_of"),
                bytes,
                lost,
                payload(),
                json);
    }

    private String text(String name) throws BrokenLetterException {
        JsonNode node = fields.path(name);
        if (!node.isTextual() || node.textValue().isEmpty()) {
            throw broken("no text in its field " + name);
        }
        return node.textValue();
    }

    private String optionalText(String name) throws BrokenLetterException {
        return isAbsent(name) ? null : text(name);
    }

    private boolean isAbsent(String name) {
        return fields.path(name).isMissingNode() || fields.get(name).isNull();
    }

    private int number(String name) throws BrokenLetterException {
        JsonNode node = fields.path(name);
        if (!node.isInt() || node.intValue() < 0) {
            throw broken("no number in its field " + name);
        }
        return node.intValue();
    }

    private Instant at() throws BrokenLetterException {
        try {
            return Instant.parse(text("at"));
        } catch (DateTimeException e) {
            throw broken("no time in its field at");
        }
    }

    private Outcome outcome() throws BrokenLetterException {
        return Outcome.ofDeadLetter(text("outcome")).orElseThrow(() -> broken("an outcome that no dead letter has"));
    }

    /** Where the event came from in the first place: of a letter of a replay the source of the letter before. */
    private Map<String, Object> source() throws BrokenLetterException {
        JsonNode source = fields.path("source");
        JsonNode first = source.path("source").isObject() ? source.get("source") : source;
        if (!first.path("kind").isTextual()) {
            throw broken("no kind in its field source");
        }
        return JSON.convertValue(first, MAP);
    }

    private int attempts() throws BrokenLetterException {
        JsonNode attempts = fields.path("attempts");
        if (!attempts.isArray()) {
            throw broken("no list in its field attempts");
        }
        return attempts.size();
    }

    private byte[] unreadable() throws BrokenLetterException {
        if (!fields.path("event_base64").isTextual()) {
            throw broken("neither an object in its field event nor a text in event_base64");
        }
        try {
            return Base64.getDecoder().decode(fields.get("event_base64").textValue());
        } catch (IllegalArgumentException e) {
            throw broken("no Base64 in its field event_base64");
        }
    }

    private String lost() {
        return fields.has("event_sha256")
                ? "it keeps the beginning alone of an event of "
                        + fields.path("event_length").asLong() + " bytes"
                : null;
    }

    private ObjectNode payload() throws BrokenLetterException {
        if (isAbsent("payload")) {
            return null;
        }
        if (fields.get("payload") instanceof ObjectNode payload) {
            return payload;
        }
        throw broken("no object in its field payload");
    }

    private BrokenLetterException broken(String found) {
        return new BrokenLetterException(where, found);
    }
}

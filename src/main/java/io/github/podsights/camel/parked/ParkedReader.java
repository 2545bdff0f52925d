package io.github.podsights.camel.parked;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.delivery.Attempt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a parked delivery strictly: every field is there once, and of its type. The event is not made a tree here, but cut
 * out as it stands, so that no digit of it is lost.
 */
final class ParkedReader {

    private static final String EVENT = "event";

    private static final Set<String> FIELDS = Set.of(
            "version",
            "id",
            "at",
            "due",
            "stage",
            "integration",
            "call",
            "source",
            "reason",
            "attempts",
            EVENT,
            "payload");

    private static final Set<String> ATTEMPT = Set.of("at", "status", "error", "millis");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final byte[] bytes;
    private final ObjectNode json = ParkedDelivery.JSON.createObjectNode();
    private String event;

    ParkedReader(byte[] bytes) {
        this.bytes = bytes;
    }

    ParkedDelivery read() throws BrokenParkedException {
        parse(text());
        if (integer("version") != ParkedDelivery.VERSION) {
            throw new BrokenParkedException(
                    "version " + json.get("version"), ParkedDelivery.VERSION + ", which this release writes");
        }
        instant(text(json, "at"), "at");
        if (!json.path("payload").isObject()) {
            throw missing("payload", "an object");
        }
        int stage = integer("stage");
        int call = integer("call");
        if (stage < 1 || call < 1) {
            throw missing(stage < 1 ? "stage" : "call", "a number from 1 on");
        }
        return new ParkedDelivery(
                text(json, "id"),
                due(),
                stage,
                text(json, "integration"),
                call,
                origin(),
                text(json, "reason"),
                attempts(),
                event.getBytes(StandardCharsets.UTF_8),
                (ObjectNode) json.get("payload"));
    }

    /** What is due is told to brokers, and in names of files, in milliseconds: no time that these can't hold. */
    private Instant due() throws BrokenParkedException {
        Instant due = instant(text(json, "due"), "due");
        if (due.isBefore(Instant.EPOCH) || due.isAfter(LATEST)) {
            throw missing("due", "a time from 1970 to 9999");
        }
        return due;
    }

    private String text() throws BrokenParkedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BrokenParkedException("bytes that are no UTF-8", "JSON in UTF-8");
        }
    }

    private void parse(String text) throws BrokenParkedException {
        try (JsonParser parser = ParkedDelivery.JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BrokenParkedException("no object", "one JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                field(parser, text);
            }
            if (parser.nextToken() != null) {
                throw new BrokenParkedException("more after its end", "one JSON object");
            }
        } catch (JsonProcessingException e) {
            throw new BrokenParkedException(
                    "broken JSON at character " + e.getLocation().getCharOffset(), "one JSON object");
        } catch (IOException e) {
            throw new UncheckedIOException("a text can't fail to be read", e);
        }
        for (String field : FIELDS) {
            if (!json.has(field) && !(field.equals(EVENT) && event != null)) {
                throw new BrokenParkedException("no field " + field, "each of its fields");
            }
        }
    }

    private void field(JsonParser parser, String text) throws IOException, BrokenParkedException {
        String name = parser.currentName();
        if (!FIELDS.contains(name)) {
            throw new BrokenParkedException("a field that it does not have", "only its own fields");
        }
        if (json.has(name) || (name.equals(EVENT) && event != null)) {
            throw new BrokenParkedException("the field " + name + " twice", "each once");
        }
        JsonToken value = parser.nextToken();
        if (!name.equals(EVENT)) {
            // Not by the parser's own codec: that is whichever mapper was first to use the factory.
            json.set(name, ParkedDelivery.JSON.<JsonNode>readTree(parser));
        } else if (value == JsonToken.START_OBJECT) {
            int start = (int) parser.currentTokenLocation().getCharOffset();
            parser.skipChildren();
            event = text.substring(start, (int) parser.currentLocation().getCharOffset());
        } else {
            throw missing(EVENT, "an object");
        }
    }

    private ParkedOrigin origin() throws BrokenParkedException {
        JsonNode source = json.get("source");
        if (!source.isObject()) {
            throw missing("source", "an object");
        }
        Map<String, Object> coordinates = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : source.properties()) {
            JsonNode value = entry.getValue();
            if (!value.isTextual() && !value.isIntegralNumber()) {
                throw missing("source", "an object of texts and whole numbers");
            }
            coordinates.put(entry.getKey(), value.isTextual() ? value.textValue() : value.numberValue());
        }
        coordinates.remove("kind");
        return new ParkedOrigin(text(source, "kind"), coordinates);
    }

    private List<Attempt> attempts() throws BrokenParkedException {
        if (!json.get("attempts").isArray()) {
            throw missing("attempts", "a list");
        }
        List<Attempt> attempts = new ArrayList<>();
        for (JsonNode node : json.get("attempts")) {
            JsonNode status = node.path("status");
            JsonNode error = node.path("error");
            boolean whole = node.isObject()
                    && node.size() == ATTEMPT.size()
                    && (status.isNull() || status.isInt())
                    && (error.isNull() || error.isTextual())
                    && node.path("millis").isIntegralNumber();
            if (!whole) {
                throw missing("attempts", "objects with at, status, error and millis");
            }
            attempts.add(new Attempt(
                    instant(text(node, "at"), "attempts.at"),
                    status.isNull() ? null : (Integer) status.intValue(),
                    error.textValue(),
                    node.get("millis").longValue()));
        }
        return attempts;
    }

    private int integer(String name) throws BrokenParkedException {
        JsonNode node = json.get(name);
        if (!node.isInt()) {
            throw missing(name, "a whole number");
        }
        return node.intValue();
    }

    private static String text(JsonNode object, String name) throws BrokenParkedException {
        JsonNode node = object.path(name);
        if (!node.isTextual() || node.textValue().isEmpty()) {
            throw missing(name, "a text");
        }
        return node.textValue();
    }

    private static Instant instant(String text, String name) throws BrokenParkedException {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw missing(name, "a time such as 2026-11-24T13:15:00Z");
        }
    }

    private static BrokenParkedException missing(String name, String expected) {
        return new BrokenParkedException("another value of " + name, expected);
    }
}

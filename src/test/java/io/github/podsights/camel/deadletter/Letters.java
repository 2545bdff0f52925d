package io.github.podsights.camel.deadletter;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Dead letters for tests, read back from the bytes that are written. */
final class Letters {

    static final Instant NOW = Instant.parse("2026-11-24T12:00:00.123Z");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Letters() {}

    /** The letter of a delivery that ends as invalid, if it has no end yet. */
    static JsonNode of(Delivery delivery) {
        if (delivery.outcome() == null) {
            delivery.end(Outcome.INVALID, "for a test");
        }
        return read(letter(delivery).bytes());
    }

    static DeadLetter letter(Delivery delivery) {
        RandomGenerator random = () -> 0x0123cdef01234567L;
        return DeadLetter.of(delivery, NOW, random);
    }

    static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of an event that could not be read, as text. */
    static String eventOf(JsonNode letter) {
        return new String(bytesOf(letter), StandardCharsets.ISO_8859_1);
    }

    static byte[] bytesOf(JsonNode letter) {
        return Base64.getDecoder().decode(letter.get("event_base64").textValue());
    }
}

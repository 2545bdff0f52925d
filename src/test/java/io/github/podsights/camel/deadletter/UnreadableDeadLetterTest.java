package io.github.podsights.camel.deadletter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.delivery.Deliveries;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.event.EventReader;
import io.github.podsights.camel.event.FileOrigin;
import io.github.podsights.camel.event.Frame;
import io.github.podsights.camel.event.KafkaOrigin;
import io.github.podsights.camel.event.LineFrames;
import io.github.podsights.camel.event.Position;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.event.UnreadableEventException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What could not be read, as a dead letter keeps it. */
class UnreadableDeadLetterTest {

    private static final String JANE = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d";

    private static final int KEPT = Frame.KEPT_BYTES;

    @Test
    void standsAsBytesWithoutLengthAndDigestIfItIsWhole() {
        JsonNode letter = Letters.of(Deliveries.unreadable(new byte[] {'{', (byte) 0xff, 0, '"'}));

        assertThat(Letters.bytesOf(letter)).isEqualTo(new byte[] {'{', (byte) 0xff, 0, '"'});
        assertThat(letter.has("event")).isFalse();
        assertThat(letter.has("event_length")).isFalse();
        assertThat(letter.has("event_sha256")).isFalse();
        assertThat(letter.get("payload").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"email\":\"jane.doe@example.com\"",
                "jane.doe@example.com",
                "{\"a\":\"jane.doe\\u0040example.com\"",
                "{\"a\":\"line\\njane.doe@example.com\"",
                "\u00ff\u0000\"jane.doe%2540example.com\u0080"
            })
    void holdsTheHashInPlaceOfEachAddress(String text) {
        String kept = Letters.eventOf(Letters.of(Deliveries.unreadable(text.getBytes(ISO_8859_1))));

        assertThat(kept).contains(JANE).doesNotContain("jane.doe");
    }

    @Test
    void isKeptWholeUpTo64KiB() {
        JsonNode letter = Letters.of(Deliveries.unreadable("x".repeat(KEPT).getBytes(UTF_8)));

        assertThat(Letters.bytesOf(letter)).hasSize(KEPT);
        assertThat(letter.has("event_sha256")).isFalse();
    }

    @Test
    void isCutBeyond64KiBWithLengthAndDigestOfTheWholeAsItCame() throws GeneralSecurityException {
        byte[] bytes = ("{\"email\":\"jane.doe@example.com\"" + " ".repeat(KEPT)).getBytes(UTF_8);

        JsonNode letter = Letters.of(Deliveries.unreadable(bytes));

        assertThat(Letters.bytesOf(letter)).hasSize(KEPT);
        assertThat(Letters.eventOf(letter)).startsWith("{\"email\":\"" + JANE + "\"");
        assertThat(letter.get("event_length").longValue()).isEqualTo(bytes.length);
        assertThat(letter.get("event_sha256").textValue()).isEqualTo(sha256(bytes));
    }

    @Test
    void isTheBeginningOfARecordThatIsTooLarge() throws GeneralSecurityException {
        byte[] noise = new byte[5_000_000];
        new Random(7).nextBytes(noise);

        JsonNode letter = Letters.of(record(noise));

        assertThat(letter.get("reason").textValue())
                .isEqualTo("too large: found 5000000 bytes, expected at most 1048576 (podsights.event.max-bytes)");
        assertThat(Letters.bytesOf(letter)).hasSize(KEPT).startsWith(Arrays.copyOf(noise, 100));
        assertThat(letter.get("event_length").longValue()).isEqualTo(noise.length);
        assertThat(letter.get("event_sha256").textValue()).isEqualTo(sha256(noise));
        assertThat(letter.get("source").toString())
                .isEqualTo("{\"kind\":\"kafka\",\"topic\":\"podsights-events\",\"partition\":3,\"offset\":1042}");
    }

    @Test
    void isNothingOfARecordWithoutBytes() {
        JsonNode letter = Letters.of(record(new byte[0]));

        assertThat(letter.get("reason").textValue()).contains("found no bytes, as of a tombstone");
        assertThat(letter.get("event_base64").textValue()).isEmpty();
        assertThat(letter.has("event_length")).isFalse();
        assertThat(letter.has("event_sha256")).isFalse();
    }

    @Test
    void isTheWholeOfARecordInTheFormatOfASchemaRegistry() {
        byte[] frame = HexFormat.of().parseHex("000000002a0a6f726465722d31");

        JsonNode letter = Letters.of(record(frame));

        assertThat(letter.get("reason").textValue()).contains("schema id 42");
        assertThat(Letters.bytesOf(letter)).isEqualTo(frame);
        assertThat(letter.has("event_length")).isFalse();
    }

    @Test
    void neverShowsHalfAnAddressAtTheCut() {
        String address = "jane.doe@example.com";
        for (int before = KEPT - address.length() - 1; before <= KEPT; before++) {
            byte[] bytes = ("x".repeat(before - 1) + " " + address + " ".repeat(9)).getBytes(UTF_8);

            assertThat(Letters.eventOf(Letters.of(Deliveries.unreadable(bytes))))
                    .doesNotContain("jane");
        }
    }

    @Test
    void isTheBeginningOfALineThatWasTooLong() throws Exception {
        byte[] line = ("{\"email\":\"jane.doe@example.com\",\"x\":\"" + "y ".repeat(KEPT) + "\"}").getBytes(UTF_8);

        JsonNode letter = Letters.of(tooLong(line));

        assertThat(Letters.eventOf(letter)).startsWith("{\"email\":\"" + JANE + "\",\"x\":\"y y y ");
        assertThat(Letters.bytesOf(letter)).hasSizeBetween(KEPT - 100, KEPT + 100);
        assertThat(letter.get("event_length").longValue()).isEqualTo(line.length);
        assertThat(letter.get("event_sha256").textValue()).isEqualTo(sha256(line));
    }

    @Test
    void neverShowsHalfAnAddressWhereALineWasCut() throws IOException {
        String address = "jane.doe@example.com";
        for (int before = KEPT - address.length() - 1; before <= KEPT; before++) {
            byte[] line = ("x".repeat(before - 1) + " " + address + " ".repeat(2_000_000)).getBytes(UTF_8);

            assertThat(Letters.eventOf(Letters.of(tooLong(line)))).doesNotContain("jane");
        }
    }

    /** A record that can't be read, with the reason why. */
    private static Delivery record(byte[] bytes) {
        Received received = Received.of(bytes, new KafkaOrigin("podsights-events", 3, 1042));
        UnreadableEventException e =
                catchThrowableOfType(UnreadableEventException.class, () -> received.read(new EventReader(1_048_576)));
        Delivery delivery = Delivery.ofNone(received, null);
        delivery.end(Outcome.INVALID, e.getMessage());
        return delivery;
    }

    private static Delivery tooLong(byte[] line) throws IOException {
        Frame frame = new LineFrames(new ByteArrayInputStream(line), Position.START, 1_000)
                .next()
                .orElseThrow();
        assertThat(frame.tooLarge()).isTrue();
        return Delivery.ofNone(Received.of(frame, new FileOrigin("orders.jsonl", 7)), null);
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}

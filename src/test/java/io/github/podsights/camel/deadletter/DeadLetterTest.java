package io.github.podsights.camel.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.delivery.Deliveries;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.event.FileOrigin;
import io.github.podsights.camel.event.KafkaOrigin;
import io.github.podsights.camel.event.Origin;
import io.github.podsights.camel.event.Received;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

    private static final String PURCHASE = """
            {"type":"track","event":"Order Completed","anonymousId":"visitor-1","properties":{"order_id":"ORD-1",\
            "revenue":129.90,"currency":"USD","email":" Jane.Doe@Example.com "},"context":{"consent":{"marketing":true}}}""";

    private static final List<String> ENVELOPE = List.of(
            "version",
            "id",
            "at",
            "integration",
            "call",
            "source",
            "outcome",
            "reason",
            "status",
            "attempts",
            "event",
            "payload");

    @Test
    void isTheCompleteEnvelope() throws IOException {
        Delivery delivery = Deliveries.mapped(PURCHASE);
        attempt(delivery, "2026-11-24T11:59:00Z", 503, "the collector answered 503 (transient)", 250);
        attempt(delivery, "2026-11-24T11:59:02Z", null, "no answer in time", 10_000);
        delivery.end(Outcome.EXHAUSTED, "2 attempts failed, last: no answer in time");

        JsonNode letter = Letters.of(delivery);

        assertThat(letter).isEqualTo(golden("exhausted"));
        assertThat(names(letter)).isEqualTo(ENVELOPE);
    }

    @Test
    void hasTheStatusOfTheLastAnswer() {
        Delivery delivery = Deliveries.mapped(PURCHASE);
        attempt(delivery, "2026-11-24T11:59:00Z", 503, "the collector answered 503 (transient)", 1);
        attempt(delivery, "2026-11-24T11:59:02Z", 400, "the collector answered 400 (rejected)", 1);
        delivery.end(Outcome.REJECTED, "the collector answered 400 (rejected)");

        assertThat(Letters.of(delivery).get("status").intValue()).isEqualTo(400);
    }

    @Test
    void hasEveryFieldWhenNothingWasSent() {
        JsonNode letter = Letters.of(Deliveries.of(PURCHASE));

        assertThat(names(letter)).isEqualTo(ENVELOPE);
        assertThat(letter.get("status").isNull()).isTrue();
        assertThat(letter.get("payload").isNull()).isTrue();
        assertThat(letter.get("attempts").isEmpty()).isTrue();
    }

    @Test
    void masksTheKeyAndLeavesThePayloadOfTheDeliveryAsItIs() {
        Delivery delivery = Deliveries.mapped(PURCHASE);

        assertThat(Letters.of(delivery).at("/payload/key").textValue()).isEqualTo("***");
        assertThat(delivery.payload().get("key").textValue()).isEqualTo(Deliveries.KEY);
    }

    @Test
    void namesThePlaceInTheFileWithoutAnAddress() {
        Received received = Received.of(new byte[0], new FileOrigin("jane.doe@example.com.jsonl", 3));

        JsonNode source = Letters.of(Delivery.ofNone(received, null)).get("source");

        assertThat(source.toString())
                .isEqualTo("{\"kind\":\"file\",\"file\":"
                        + "\"be34bf12dc8348eacb9f89f2d3c3093426339efba8d603d0530f661373594238\",\"line\":3}");
    }

    @Test
    void saysOfACallerNoMoreThanThatItWasOne() {
        JsonNode letter = Letters.of(Delivery.ofNone(Received.of(new byte[0], Origin.DIRECT), null));

        assertThat(letter.get("source").toString()).isEqualTo("{\"kind\":\"direct\"}");
        assertThat(letter.get("integration").textValue()).isEqualTo("none");
    }

    @Test
    void hasAnIdInTheOrderOfTimeWhichIsItsFileInAFolderForEachDay() {
        DeadLetter letter = Letters.letter(ended());

        assertThat(letter.id()).isEqualTo("20261124T120000123Z-cdef01234567");
        assertThat(letter.fileName()).isEqualTo("2026-11-24/20261124T120000123Z-cdef01234567.json");
        assertThat(letter).hasToString("dead letter 20261124T120000123Z-cdef01234567");
    }

    @Test
    void hasTheKeyOfItsDelivery() {
        assertThat(Letters.letter(ended()).key()).isEqualTo("file/orders.jsonl/7/shop/1");
        assertThat(Letters.letter(ended(Deliveries.of(PURCHASE).call(2))).key())
                .isEqualTo("file/orders.jsonl/7/shop/2");
        assertThat(letterOf(new KafkaOrigin("podsights-events", 3, 1042)).key())
                .isEqualTo("kafka/podsights-events/3/1042/none/1");
    }

    @Test
    void hasAKeyWithoutAnAddress() {
        assertThat(letterOf(new FileOrigin("jane.doe@example.com", 3)).key())
                .isEqualTo("file/86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d/3/none/1");
    }

    @Test
    void hasItsIdAsTheKeyIfNothingFindsTheEventAgain() {
        DeadLetter letter = letterOf(Origin.DIRECT);

        assertThat(letter.key()).isEqualTo(letter.id());
    }

    private static DeadLetter letterOf(Origin origin) {
        return Letters.letter(ended(Delivery.ofNone(Received.of(new byte[0], origin), null)));
    }

    private static Delivery ended(Delivery delivery) {
        delivery.end(Outcome.INVALID, "for a test");
        return delivery;
    }

    private static Delivery ended() {
        return ended(Deliveries.of(PURCHASE));
    }

    private static void attempt(Delivery delivery, String at, Integer status, String error, long millis) {
        delivery.attemptBegins(Instant.parse(at), 0);
        delivery.attemptEnds(status, error, Duration.ofMillis(millis).toNanos());
    }

    private static JsonNode golden(String name) throws IOException {
        try (InputStream file = DeadLetterTest.class.getResourceAsStream("/dead-letters/" + name + ".json")) {
            return Letters.read(file.readAllBytes());
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        ((ObjectNode) object).fieldNames().forEachRemaining(names::add);
        return names;
    }
}

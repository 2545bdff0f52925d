package io.github.podsights.camel.parked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.delivery.Attempt;
import io.github.podsights.camel.delivery.Deliveries;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.ParkedUntil;
import io.github.podsights.camel.mapping.PayloadJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParkedDeliveryTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private static final Instant DUE = NOW.plusSeconds(60);

    private static final String EVENT = """
            {"type":"track","event":"Order Completed","anonymousId":"visitor-1","properties":{"order_id":"ORD-1",\
            "revenue":0.00000010,"currency":"USD","email":"Jane.Doe@Example.com","odd":[2.0,1e2,"\\ud83d"]},\
            "context":{"consent":{"marketing":true}}}""";

    @Test
    void comesBackAsItWasParked() throws Exception {
        Delivery delivery = parked();
        byte[] body = PayloadJson.bytes(delivery.payload());

        ParkedDelivery read = ParkedDelivery.read(ParkedDelivery.bytes(delivery, NOW));

        assertThat(read.id()).isEqualTo("id-1");
        assertThat(read.due()).isEqualTo(DUE);
        assertThat(read.stage()).isEqualTo(2);
        assertThat(read.integration()).isEqualTo("shop");
        assertThat(read.call()).isEqualTo(1);
        assertThat(read.reason()).isEqualTo("failed in place");
        assertThat(read.origin().kind()).isEqualTo("file");
        assertThat(read.origin().coordinates().toString()).isEqualTo("{file=orders.jsonl, line=7}");
        assertThat(read.origin()).hasToString("orders.jsonl:7");
        assertThat(read.attempts())
                .containsExactly(
                        new Attempt(NOW, 503, "the collector answered 503 (transient)", 5),
                        new Attempt(NOW, null, "connection refused", 0));
        assertThat(PayloadJson.bytes(read.payload(Deliveries.KEY))).isEqualTo(body);
    }

    @Test
    void keepsTheEventAsItCameButForAddressesAndHalfEmojis() throws Exception {
        ParkedDelivery read = ParkedDelivery.read(ParkedDelivery.bytes(parked(), NOW));

        assertThat(new String(read.event(), StandardCharsets.UTF_8))
                .contains("\"revenue\":0.00000010", "[2.0,1e2,\"\ufffd\"]")
                .doesNotContainIgnoringCase("jane");
    }

    @Test
    void parkedOnceMoreItIsTheSame() throws Exception {
        ParkedDelivery first = ParkedDelivery.read(ParkedDelivery.bytes(parked(), NOW));
        Delivery again = Delivery.resumed(
                io.github.podsights.camel.event.Received.of(first.event(), first.origin()),
                Deliveries.read(Deliveries.received(first.event())),
                first.integration(),
                null,
                first.call(),
                first.parkedUntil(),
                first.attempts());
        again.payload(first.payload("another key"));
        again.park(new ParkedUntil("id-1", 2, DUE, Duration.ofSeconds(60), "failed in place"));

        assertThat(new String(ParkedDelivery.bytes(again, NOW), StandardCharsets.UTF_8))
                .isEqualTo(new String(ParkedDelivery.bytes(parked(), NOW), StandardCharsets.UTF_8));
    }

    @Test
    void holdsNoKey() {
        assertThat(new String(ParkedDelivery.bytes(parked(), NOW), StandardCharsets.UTF_8))
                .doesNotContain(Deliveries.KEY)
                .doesNotContain("\"key\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "event",
                "payload"
            })
    void isRefusedWithoutAnyOfItsFieldsAndWithOneOfAnotherType(String field) throws Exception {
        ObjectNode json = json();
        json.remove(field);
        assertThatThrownBy(() -> ParkedDelivery.read(JSON.writeValueAsBytes(json)))
                .isInstanceOf(BrokenParkedException.class)
                .hasMessageContaining("found no field " + field);

        json.put(field, true);
        assertThatThrownBy(() -> ParkedDelivery.read(JSON.writeValueAsBytes(json)))
                .isInstanceOf(BrokenParkedException.class)
                .hasMessageContaining(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version   | 2                          | version 2",
                "stage     | 0                          | stage",
                "call      | -1                         | call",
                "due       | \"tomorrow\"             | due",
                "due       | \"+1000000000-12-31T00:00:00Z\" | due",
                "attempts  | [{}]                       | attempts",
                "source    | {\"kind\":\"file\",\"x\":1.5} | source",
                "source    | {\"x\":1}                | kind"
            })
    void isRefusedWithAValueThatCannotBe(String field, String value, String named) throws Exception {
        ObjectNode json = json();
        json.set(field, JSON.readTree(value));
        assertThatThrownBy(() -> ParkedDelivery.read(JSON.writeValueAsBytes(json)))
                .isInstanceOf(BrokenParkedException.class)
                .hasMessageContaining(named);
    }

    @Test
    void isRefusedWhereverItBreaksOff() {
        byte[] whole = ParkedDelivery.bytes(parked(), NOW);
        for (int length = 0; length < whole.length; length++) {
            byte[] half = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ParkedDelivery.read(half))
                    .as("of %d bytes", length)
                    .isInstanceOf(BrokenParkedException.class);
        }
    }

    @Test
    void isRefusedWithMoreThanItself() {
        String whole = new String(ParkedDelivery.bytes(parked(), NOW), StandardCharsets.UTF_8);
        for (String odd : List.of(
                whole + "{}",
                "[" + whole + "]",
                whole.replaceFirst("\\{", "{\"stage\":1,"),
                whole.replaceFirst("\\{", "{\"event\":{},"),
                whole.replaceFirst("\\{", "{\"more\":1,"))) {
            assertThatThrownBy(() -> ParkedDelivery.read(odd.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(BrokenParkedException.class);
        }
        assertThatThrownBy(() -> ParkedDelivery.read(whole.getBytes(StandardCharsets.UTF_16)))
                .isInstanceOf(BrokenParkedException.class)
                .hasMessageContaining("no UTF-8");
    }

    private static ObjectNode json() throws Exception {
        JsonNode json = JSON.readTree(ParkedDelivery.bytes(parked(), NOW));
        return (ObjectNode) json;
    }

    private static Delivery parked() {
        Delivery delivery = Deliveries.mapped(EVENT);
        delivery.attemptBegins(NOW, 0);
        delivery.attemptEnds(503, "the collector answered 503 (transient)", 5_000_000);
        delivery.attemptBegins(NOW, 0);
        delivery.attemptEnds(null, "connection refused", 1);
        delivery.park(new ParkedUntil("id-1", 2, DUE, Duration.ofSeconds(60), "failed in place"));
        return delivery;
    }
}

package io.github.podsights.camel.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.delivery.Deliveries;
import io.github.podsights.camel.delivery.Delivery;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The event of a dead letter: as it came, but for e-mail addresses; and as good as it for another try. */
class DeadLetterEventTest {

    private static final String JANE = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"email\":\"jane.doe@example.com\"}",
                "{\"properties\":{\"a\":[1,[{\"b\":\"mail to jane.doe@example.com, please\"}]]}}",
                "{\"properties\":{\"jane.doe@example.com\":true}}",
                "{\"properties\":{\"jane.doe\\u0040example.com\":{\"x\":\"\\u006aane.doe@example.com\"}}}",
                "{\"context\":{\"page\":{\"url\":\"https://a.example/?e=jane.doe%40example.com&f=1#jane.doe@example.com\"}}}",
                "{\"name\":\"jane.doe%252540example.com\"}",
                "{\"properties\":{\"json\":\"{\\\"e\\\":\\\"jane.doe\\\\u0040example.com\\\"}\"}}",
                "{\"messageId\":\" JANE.DOE@EXAMPLE.COM\\u00a0\"}"
            })
    void holdsTheHashInPlaceOfEachAddress(String json) {
        String event = Letters.of(Deliveries.of(json)).get("event").toString();

        assertThat(event).contains(JANE).doesNotContainIgnoringCase("jane.doe").doesNotContainIgnoringCase("ane.doe");
    }

    @Test
    void isOtherwiseAsItCame() {
        String json = "{\"anonymousId\":\"v\",\"anonymous_id\":null,\"properties\":{\"revenue\":129.90,\"big\":"
                + "123456789012345678901234567890.10,\"e\":1.5E+3,\"n\":null,\"list\":[]},\"x\":\"ünïcödé 🎧 \\u0001\"}";

        assertThat(Letters.of(Deliveries.of(json)).get("event"))
                .isEqualTo(Letters.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void losesNoFieldWhoseNameBecomesThatOfAnother() {
        String json = "{\"jane.doe@example.com\":1,\"JANE.DOE@example.com\":2,\"" + JANE + "\":3}";

        assertThat(Letters.of(Deliveries.of(json)).get("event").toString())
                .isEqualTo("{\"" + JANE + "\":1,\"" + JANE + "-1\":2,\"" + JANE + "-2\":3}");
    }

    @Test
    void isThereStillWhenTheDeliveryHasLetGoOfIt() {
        Delivery delivery = Deliveries.of("{\"type\":\"track\"}");
        delivery.releaseEvent();

        assertThat(Letters.of(delivery).get("event").toString()).isEqualTo("{\"type\":\"track\"}");
    }

    @Test
    void holdsAnEventOfTheGreatestDepth() {
        String json = "{\"a\":".repeat(199) + "{}" + "}".repeat(199);

        assertThat(Letters.of(Deliveries.of(json)).get("event").toString()).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut \\ud83d", "\\udfa7 cut", "\\ud83d\\ud83d"})
    void holdsHalfAnEmojiAsTheEventReaderReadsIt(String half) {
        Delivery delivery =
                Deliveries.of("{\"type\":\"track\",\"event\":\"" + half + "\",\"" + half + "\":[\"" + half + "\"]}");

        JsonNode event = Letters.of(delivery).get("event");

        assertThat(event.toString()).contains("\ufffd");
        assertThat(event).isEqualTo(delivery.event().tree());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" Jane.Doe@Example.com ", "\\u00a0JANE.DOE@EXAMPLE.COM", "jane.doe@localhost", "jane@a.b.c"})
    void givesTheSameHashWhenItIsReadAgain(String email) {
        Delivery first = Deliveries.mapped(purchase(email));

        Delivery second = Deliveries.mapped(Letters.of(first).get("event").toString());

        assertThat(second.payload().get("em")).isNotNull();
        assertThat(second.payload()).isEqualTo(first.payload());
    }

    @Test
    void isNotChangedByBeingMadeADeadLetterAgain() {
        Delivery first = Deliveries.mapped(purchase("jane.doe@example.com"));
        ObjectNode event = (ObjectNode) Letters.of(first).get("event");

        assertThat(Letters.of(Deliveries.mapped(event.toString())).get("event")).isEqualTo(event);
    }

    private static String purchase(String email) {
        return "{\"event\":\"Order Completed\",\"anonymous_id\":\"v\",\"properties\":{\"order_id\":\"O-1\",\"email\":\""
                + email + "\"}}";
    }
}

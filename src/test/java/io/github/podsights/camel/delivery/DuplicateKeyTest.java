package io.github.podsights.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.integration.Integration;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What makes two deliveries the same. */
class DuplicateKeyTest {

    private static final String ORDER = "{\"event\":\"purchase\",\"order_id\":\"O-1\"}";

    @Test
    void theMessageIdMakesThemSoWhateverElseIsInThem() throws Exception {
        assertThat(key("a", "{\"message_id\":\"m\",\"event\":\"x\"}", 1, ORDER))
                .isPresent()
                .isEqualTo(key("a", "{\"message_id\":\"m\",\"event\":\"y\"}", 1, "{\"event\":\"lead\"}"));
    }

    @Test
    void integrationCallAndMessageIdKeepThemApart() throws Exception {
        Optional<DuplicateKey> key = key("a", "{\"message_id\":\"m\"}", 1, ORDER);

        assertThat(key).isNotEqualTo(key("b", "{\"message_id\":\"m\"}", 1, ORDER));
        assertThat(key).isNotEqualTo(key("a", "{\"message_id\":\"m\"}", 2, ORDER));
        assertThat(key).isNotEqualTo(key("a", "{\"message_id\":\"n\"}", 1, ORDER));
        assertThat(key).isNotEqualTo(key("a", "{}", 1, ORDER));
    }

    @Test
    void aMessageIdThatHoldsAnAddressIsTheSameAsWhatStandsForIt() throws Exception {
        assertThat(key("a", "{\"message_id\":\"order-1:Jane@Example.com\"}", 1, ORDER))
                .isPresent()
                .isEqualTo(key("a", "{\"message_id\":\"order-1:<hash>\"}", 1, ORDER));
    }

    @Test
    void withoutAMessageIdTheVendorsEventAndTheOrderDo() throws Exception {
        Optional<DuplicateKey> key = key("a", "{\"anonymous_id\":\"1\"}", 1, ORDER);

        assertThat(key).isPresent().isEqualTo(key("a", "{\"message_id\":\" \"}", 1, ORDER));
        assertThat(key).isNotEqualTo(key("a", "{}", 1, "{\"event\":\"purchase\",\"order_id\":\"O-2\"}"));
        assertThat(key).isNotEqualTo(key("a", "{}", 1, "{\"event\":\"checkout\",\"order_id\":\"O-1\"}"));
        assertThat(key).isNotEqualTo(key("a", "{}", 2, ORDER));
        assertThat(key).isNotEqualTo(key("b", "{}", 1, ORDER));
    }

    @Test
    void withoutEitherNothingIsTheSame() throws Exception {
        assertThat(key("a", "{}", 1, "{\"event\":\"signup\"}")).isEmpty();
        assertThat(key("a", "{\"message_id\":\"\"}", 1, "{\"event\":\"purchase\",\"order_id\":\" \"}"))
                .isEmpty();
        assertThat(key("a", "{}", 1, "{\"event\":\"purchase\",\"order_id\":{\"a\":1}}"))
                .isEmpty();
    }

    @Test
    void anOrderThatIsANumberIsTheSameAsItsText() throws Exception {
        assertThat(key("a", "{}", 1, "{\"event\":\"purchase\",\"order_id\":7}"))
                .isPresent()
                .isEqualTo(key("a", "{}", 1, "{\"event\":\"purchase\",\"order_id\":\"7\"}"));
    }

    @Test
    void partsThatRunIntoEachOtherAreNotTheSame() throws Exception {
        assertThat(key("a", "{}", 1, "{\"event\":\"pu\",\"order_id\":\"rchase1\"}"))
                .isNotEqualTo(key("a", "{}", 1, "{\"event\":\"purchase\",\"order_id\":\"1\"}"));
    }

    @Test
    void isADigestAndShowsNothingOfTheId() throws Exception {
        DuplicateKey key =
                key("a", "{\"message_id\":\"jane.doe@example.com\"}", 1, ORDER).orElseThrow();

        assertThat(key.bytes()).hasSize(DuplicateKey.BYTES);
        assertThat(key.toString()).doesNotContain("jane");
    }

    @Test
    void staysTheSameWhenTheEventIsLetGo() throws Exception {
        Delivery delivery = delivery("a", "{\"message_id\":\"m\",\"properties\":{}}", 1, ORDER);
        Optional<DuplicateKey> before = DuplicateKey.of(delivery, DuplicateKeyTest::hashed);

        delivery.releaseEvent();

        assertThat(DuplicateKey.of(delivery, DuplicateKeyTest::hashed)).isEqualTo(before);
    }

    private static String hashed(String id) {
        return id.replace("Jane@Example.com", "<hash>");
    }

    private static Optional<DuplicateKey> key(String integration, String event, int call, String payload)
            throws Exception {
        return DuplicateKey.of(delivery(integration, event, call, payload), DuplicateKeyTest::hashed);
    }

    private static Delivery delivery(String integration, String event, int call, String payload) throws Exception {
        Integration shop = Deliveries.SHOP;
        Integration taking = new Integration(
                integration,
                shop.name(),
                shop.vendor(),
                true,
                shop.sourceId(),
                shop.key(),
                shop.consent(),
                shop.mapper());
        Received received = Deliveries.received(event.getBytes(StandardCharsets.UTF_8));
        Delivery delivery =
                Delivery.of(received, Deliveries.read(received), taking).call(call);
        delivery.payload((ObjectNode) new ObjectMapper().readTree(payload));
        return delivery;
    }
}

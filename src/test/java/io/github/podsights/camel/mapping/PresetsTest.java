package io.github.podsights.camel.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.podsights.camel.event.ConversionEvent;
import io.github.podsights.camel.event.FieldPath;
import io.github.podsights.camel.identity.Visitor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresetsTest {

    private static final ConversionEvent PURCHASE = Fixtures.event("""
            {"type": "track", "event": "Order Completed", "anonymous_id": "a1b2c3", "message_id": "m-1",
             "timestamp": "2025-05-01T12:00:00.000Z",
             "properties": {"order_id": "ORD-123", "revenue": 129.99, "currency": "usd", "email": "jane.doe@example.com",
                            "products": [{"product_id": "p-1", "quantity": 2}]},
             "context": {"ip": "203.0.113.7", "user_agent": "Mozilla/5.0",
                         "page": {"url": "https://shop.example.com/thanks"}}}""");

    private static List<String> names() {
        return Presets.NAMES;
    }

    @ParameterizedTest
    @MethodSource("names")
    void loadsWithoutFindingAndNeedsAnIdentity(String name) {
        assertThat(Presets.load(name).requiresOneOf()).containsExactly("id", "em", "ip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"retail", "full"})
    void looksForTheAddressWhereTheIdentityStoreDoesAndThenThere(String name) {
        assertThat(Presets.load(name).global())
                .filteredOn(mapping -> mapping.target().equals("em"))
                .singleElement()
                .satisfies(mapping -> assertThat(mapping.sources())
                        .startsWith(Visitor.SOURCES.toArray(FieldPath[]::new))
                        .endsWith(FieldPath.of("identity.email"))
                        .hasSize(Visitor.SOURCES.size() + 1));
    }

    @Test
    void refusesANameThatIsNoPreset() {
        assertThatThrownBy(() -> Presets.load("retial"))
                .hasMessage("preset: there is no 'retial'; expected one of [retail, full, none]");
    }

    @Test
    void retailSendsOfAPurchaseExactlyTheFieldsOfTheVendorsExample() {
        assertThat(Fixtures.payload(Presets.load("retail"), PURCHASE))
                .isEqualTo("{\"key\":\"pixel-key\",\"event\":\"purchase\",\"id\":\"a1b2c3\","
                        + "\"em\":\"86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d\","
                        + "\"ip\":\"203.0.113.7\",\"user_agent\":\"Mozilla/5.0\","
                        + "\"url\":\"https://shop.example.com/thanks\",\"order_id\":\"ORD-123\",\"value\":129.99,"
                        + "\"currency\":\"USD\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "retail, Order Completed, purchase",
        "retail, order_completed, purchase",
        "retail, PURCHASE, purchase",
        "retail, Lead Submitted, lead",
        "retail, generate_lead, lead",
        "retail, product-added, addtocart",
        "retail, add_to_cart, addtocart",
        "retail, Signed Up, signup",
        "retail, sign_up, signup",
        "full, Page Viewed, view",
        "full, view_item, product",
        "full, Product Viewed, product",
        "full, begin_checkout, checkout",
        "full, Checkout Started, checkout",
        "full, purchase, purchase",
        "full, generate_lead, lead",
        "full, add_to_cart, addtocart",
        "full, Sign-Up, signup"
    })
    void namesTheEventAsTheVendorDoes(String preset, String event, String vendorEvent) {
        Call call = Fixtures.call(Presets.load(preset), Fixtures.track(event, "{}"));

        assertThat(call.payload().get("event").textValue()).isEqualTo(vendorEvent);
    }

    @Test
    void fullReportsAPageWithItsReferrer() {
        ConversionEvent page = Fixtures.event("{'type': 'page', 'anonymous_id': 'a', 'context': {'page': {"
                + "'url': 'https://shop.example.com/', 'referrer': 'https://search.example.com/'}}}");

        assertThat(Fixtures.payload(Presets.load("full"), page))
                .isEqualTo("{\"key\":\"pixel-key\",\"event\":\"view\",\"id\":\"a\","
                        + "\"url\":\"https://shop.example.com/\",\"referrer\":\"https://search.example.com/\"}");
        assertThat(Fixtures.map(Presets.load("retail"), page))
                .isEqualTo(new MappingResult.Unmapped("its type is not listed under events"));
    }

    @Test
    void fullSumsQuantitiesAndListsLineItemsOfAPurchase() {
        ConversionEvent event = Fixtures.track(
                "Order Completed",
                "{'revenue': '10.50', 'currency': 'EUR', 'coupon': 'MAY', 'new_customer': 'TRUE', 'products': ["
                        + "{'sku': 7, 'name': 'Mug', 'category': 'Kitchen', 'brand': 'Acme', 'variant': 'blue',"
                        + " 'variant_id': 'v1', 'quantity': '2', 'price': 3.25, 'margin': 1},"
                        + "{'item_id': 'x', 'quantity': 1, 'value': 4}]}");

        assertThat(Fixtures.payload(Presets.load("full"), event))
                .isEqualTo("{\"key\":\"pixel-key\",\"event\":\"purchase\",\"id\":\"anon-1\",\"value\":10.50,"
                        + "\"currency\":\"EUR\",\"discount_code\":\"MAY\",\"is_new_customer\":true,\"quantity\":3,"
                        + "\"line_items\":[{\"product_id\":\"7\",\"product_name\":\"Mug\",\"product_type\":\"Kitchen\","
                        + "\"product_vendor\":\"Acme\",\"variant_id\":\"v1\",\"variant_name\":\"blue\",\"quantity\":2,"
                        + "\"value\":3.25},{\"product_id\":\"x\",\"quantity\":1,\"value\":4}]}");
    }

    @Test
    void fullTakesTheEventsQuantityIfAnElementHasNone() {
        String products = "{'quantity': 5, 'products': [{'id': 'a', 'quantity': 2}, {'id': 'b'}]}";

        Call call = Fixtures.call(Presets.load("full"), Fixtures.track("Checkout Started", products));

        assertThat(call.payload().get("quantity").intValue()).isEqualTo(5);
    }

    @Test
    void fullMakesOneCallForEachProductThatWasAdded() {
        ConversionEvent event = Fixtures.track(
                "Product Added",
                "{'currency': 'USD', 'value': 30, 'items': [{'item_id': 'a', 'price': 10, 'quantity': 1},"
                        + " {'item_id': 'b', 'price': 20, 'currency': 'eur'}]}");

        assertThat(Fixtures.calls(Presets.load("full"), event))
                .extracting(Fixtures::written)
                .containsExactly(
                        "{\"key\":\"pixel-key\",\"event\":\"addtocart\",\"id\":\"anon-1\",\"product_id\":\"a\","
                                + "\"quantity\":1,\"value\":10,\"currency\":\"USD\"}",
                        "{\"key\":\"pixel-key\",\"event\":\"addtocart\",\"id\":\"anon-1\",\"product_id\":\"b\","
                                + "\"value\":20,\"currency\":\"EUR\"}");
    }

    @Test
    void fullMakesOneCallOfAProductWithoutAList() {
        ConversionEvent event =
                Fixtures.track("Product Viewed", "{'products': [], 'id': 'a', 'value': 1, 'currency': 'USD'}");

        assertThat(Fixtures.payload(Presets.load("full"), event))
                .isEqualTo("{\"key\":\"pixel-key\",\"event\":\"product\",\"id\":\"anon-1\",\"product_id\":\"a\","
                        + "\"value\":1,\"currency\":\"USD\"}");
    }

    @Test
    void fullSendsALeadsTypeAndCategory() {
        ConversionEvent event = Fixtures.track(
                "Lead Submitted", "{'value': 5, 'currency': 'USD', 'lead_type': 'demo', 'category': 'b2b'}");

        assertThat(Fixtures.payload(Presets.load("full"), event))
                .isEqualTo("{\"key\":\"pixel-key\",\"event\":\"lead\",\"id\":\"anon-1\",\"value\":5,"
                        + "\"currency\":\"USD\",\"type\":\"demo\",\"category\":\"b2b\"}");
    }

    @Test
    void fullHasEveryEventOfRetailUnderTheSameNames() {
        Blueprint full = Presets.load("full");

        for (EventMapping event : Presets.load("retail").events()) {
            assertThat(full.sameAs(event)).singleElement().satisfies(same -> {
                assertThat(same.vendorEventName()).isEqualTo(event.vendorEventName());
                assertThat(same.allNames()).isEqualTo(event.allNames());
            });
        }
        assertThat(full.global()).isEqualTo(Presets.load("retail").global());
    }

    @Test
    void noneMapsNothing() {
        assertThat(Fixtures.map(Presets.load("none"), PURCHASE)).isInstanceOf(MappingResult.Unmapped.class);
    }
}

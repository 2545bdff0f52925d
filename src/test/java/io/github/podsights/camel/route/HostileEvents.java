package io.github.podsights.camel.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Events of strangers as JSON: the shapes that are expected, with everything in them that is not. */
final class HostileEvents {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<String> NAMES = List.of(
            "Order Completed",
            "order_completed",
            "purchase",
            "Signed Up",
            "Lead Submitted",
            "Product Added",
            "Unheard Of");

    private HostileEvents() {}

    /** What an event is made of. */
    record Parts(
            JsonNode type,
            JsonNode name,
            JsonNode id,
            JsonNode email,
            JsonNode value,
            JsonNode orderId,
            JsonNode url,
            JsonNode consent) {}

    /** Events; most can be read, and about half of them are sent. */
    static Arbitrary<ObjectNode> events() {
        Arbitrary<Parts> parts = Combinators.combine(
                        mostly(text("track"), values(1)),
                        mostly(Arbitraries.of(NAMES).map(JSON::textNode), values(1)),
                        values(1),
                        mostly(HostileText.hidden().map(JSON::textNode), values(1)),
                        mostly(numbers(), values(1)),
                        mostly(HostileText.texts().map(JSON::textNode), values(1)),
                        mostly(urls(), values(1)),
                        mostly(text("granted"), values(1)))
                .as(Parts::new);
        return Combinators.combine(
                        parts, objects(2), objects(2), Arbitraries.integers().between(0, 7))
                .as(HostileEvents::event);
    }

    private static ObjectNode event(Parts parts, ObjectNode properties, ObjectNode more, int where) {
        ObjectNode event = JSON.objectNode();
        event.setAll(more);
        event.set("type", parts.type());
        event.set("event", parts.name());
        event.set((where & 1) == 0 ? "anonymousId" : "anonymous_id", parts.id());
        event.set("messageId", parts.orderId());
        properties.set("email", parts.email());
        properties.set((where & 2) == 0 ? "revenue" : "value", parts.value());
        properties.set("order_id", parts.orderId());
        properties.putArray("products").addObject().set("name", parts.email());
        event.set("properties", where == 7 ? parts.email() : properties);
        event.putObject("traits").set("email", parts.email());
        ObjectNode context = event.putObject("context");
        context.put("ip", "203.0.113.7");
        context.set("userAgent", parts.orderId());
        ObjectNode page = context.putObject("page");
        page.set("url", parts.url());
        page.set("referrer", parts.url());
        context.putObject("consent").set("marketing", parts.consent());
        return event;
    }

    /** Any JSON value, nested up to {@code depth}. */
    static Arbitrary<JsonNode> values(int depth) {
        Arbitrary<JsonNode> scalars = HostileText.weighted(
                Tuple.of(6, HostileText.texts().map(JSON::textNode)),
                Tuple.of(2, numbers()),
                Tuple.of(1, Arbitraries.of(JSON.nullNode(), JSON.booleanNode(true), JSON.booleanNode(false))));
        if (depth == 0) {
            return scalars;
        }
        return HostileText.weighted(
                Tuple.of(6, scalars), Tuple.of(1, lists(depth - 1)), Tuple.of(1, objects(depth - 1)));
    }

    private static Arbitrary<ArrayNode> lists(int depth) {
        return values(depth).list().ofMaxSize(4).map(elements -> JSON.arrayNode()
                .addAll(elements));
    }

    /** Objects, whose keys may hold addresses too. */
    static Arbitrary<ObjectNode> objects(int depth) {
        return Arbitraries.maps(HostileText.texts(), values(depth)).ofMaxSize(4).map(HostileEvents::object);
    }

    private static ObjectNode object(Map<String, JsonNode> fields) {
        ObjectNode object = JSON.objectNode();
        object.setAll(fields);
        return object;
    }

    private static Arbitrary<JsonNode> numbers() {
        return HostileText.weighted(
                Tuple.of(5, Arbitraries.bigDecimals().ofScale(2).map(JSON::numberNode)),
                Tuple.of(2, Arbitraries.longs().map(JSON::numberNode)),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                        "1E+30",
                                        "1e-30",
                                        "-0",
                                        "1E+400",
                                        "9".repeat(60),
                                        "0.1E-999",
                                        "123456789012345678901.5")
                                .map(number -> JSON.numberNode(new BigDecimal(number)))));
    }

    private static Arbitrary<JsonNode> urls() {
        return Combinators.combine(
                        Arbitraries.of(
                                "https://shop.example/",
                                "http://u:p@h.example/a?b=c&e=",
                                "ftp://x/",
                                "//",
                                "https://[::1]/"),
                        HostileText.texts())
                .as((start, rest) -> JSON.textNode(start + rest));
    }

    private static Arbitrary<JsonNode> text(String text) {
        return Arbitraries.just(JSON.textNode(text));
    }

    private static Arbitrary<JsonNode> mostly(Arbitrary<? extends JsonNode> usual, Arbitrary<? extends JsonNode> odd) {
        return HostileText.weighted(Tuple.of(7, usual), Tuple.of(1, odd)).map(node -> node);
    }
}

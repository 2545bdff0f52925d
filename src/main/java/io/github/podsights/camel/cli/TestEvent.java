package io.github.podsights.camel.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.event.ConversionEvent;
import io.github.podsights.camel.event.Origin;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.integration.Integration;
import io.github.podsights.camel.mapping.Call;
import io.github.podsights.camel.mapping.EventMapping;
import io.github.podsights.camel.mapping.MappingResult;
import io.github.podsights.camel.mapping.PayloadJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An event that is known for a test by each of its ids, with what the presets look for, so that each field of a payload can
 * be seen to arrive. Its consent is given to what the integration asks for.
 */
final class TestEvent {

    /** What its ids are, or begin with. */
    static final String MARK = "podsights-send-test";

    /** The least that a purchase can be worth: the vendor counts it. */
    private static final BigDecimal VALUE = new BigDecimal("0.01");

    /** What an event is found by that is no track event. */
    private static final List<String> TYPES = List.of("page", "screen", "identify", "group", "alias");

    private static final String USUAL = "Order Completed";

    private TestEvent() {}

    /**
     * The name of the event that is sent if none is named: a purchase, or else the first that the integration maps.
     *
     * @return empty if it maps none of which a call can be made
     */
    static Optional<String> name(Integration integration, Instant now) {
        return Stream.concat(
                        Stream.of(USUAL),
                        integration.mapper().blueprint().events().stream()
                                .filter(EventMapping::isEnabled)
                                .map(EventMapping::key))
                .filter(name -> isMapped(integration, tree(name, MARK, integration, now)))
                .findFirst();
    }

    private static boolean isMapped(Integration integration, ObjectNode event) {
        return integration.mapper().map(new ConversionEvent(event), "***") instanceof MappingResult.Calls calls
                && calls.calls().stream().noneMatch(Call::isInvalid);
    }

    /**
     * The event.
     *
     * @param id what its {@code message_id} and {@code order_id} are
     */
    static Received of(String name, String id, Integration integration, Instant now) {
        return Received.of(PayloadJson.bytes(tree(name, id, integration, now)), Origin.DIRECT);
    }

    private static ObjectNode tree(String name, String id, Integration integration, Instant now) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        if (TYPES.contains(name.toLowerCase(Locale.ROOT))) {
            event.put("type", name.toLowerCase(Locale.ROOT));
        } else {
            event.put("type", "track").put("event", name);
        }
        event.put("message_id", id);
        event.put("timestamp", now.toString());
        event.put("anonymous_id", MARK);
        event.put("user_id", MARK);
        integration.sourceId().ifPresent(source -> event.put("source_id", source));
        event.set("properties", properties(id));
        ObjectNode context = event.putObject("context");
        // Of a range that is for examples, and belongs to nobody.
        context.put("ip", "203.0.113.1");
        context.put("user_agent", "podsights-camel send-test");
        context.putObject("page").put("url", "https://example.com/" + MARK).put("referrer", "https://example.com/");
        ObjectNode consent = context.putObject("consent").putObject("canonical");
        integration.consent().categories().forEach(category -> consent.put(category, true));
        return event;
    }

    private static ObjectNode properties(String id) {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        properties.put("order_id", id).put("email", MARK + "@example.com");
        properties.put("revenue", VALUE).put("value", VALUE).put("price", VALUE).put("currency", "USD");
        properties.put("coupon", MARK).put("is_new_customer", false);
        properties.put("type", MARK).put("category", MARK);
        ObjectNode product = properties.putArray("products").addObject();
        product.put("product_id", MARK).put("name", MARK).put("category", MARK).put("brand", MARK);
        product.put("variant_id", MARK).put("variant", MARK);
        product.put("price", VALUE).put("quantity", 1);
        return properties;
    }
}

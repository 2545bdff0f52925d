package io.github.podsights.camel.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.event.EventReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The events of Segment's and RudderStack's e-commerce specifications, in the shape that is documented there, with the
 * preset {@code full}: beside each file stands what is to be sent, one payload for each call, or why nothing is.
 */
class EcommerceEventsTest {

    private static final Path EVENTS = Path.of("src/test/resources/ecommerce");

    private static final PayloadMapper FULL = Fixtures.mapper(Presets.load("full"));

    private static final EventReader READER = new EventReader(1 << 20);

    static List<Path> events() throws IOException {
        try (Stream<Path> files = Files.walk(EVENTS)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.toString().endsWith(".expected.json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void givesWhatTheTablesSay(Path event) throws Exception {
        assertThat(mapped(read(event))).isEqualTo(expected(event));
    }

    @ParameterizedTest
    @MethodSource("events")
    void givesTheSameOfAnEnvelopeInSnakeCase(Path event) throws Exception {
        ObjectNode tree = read(event);
        rename(tree, List.of("messageId", "anonymousId", "userId", "groupId"));
        rename((ObjectNode) tree.get("context"), List.of("userAgent"));

        assertThat(mapped(tree)).isEqualTo(expected(event));
    }

    @ParameterizedTest
    @MethodSource("events")
    void givesTheSameHoweverTheEventIsWritten(Path event) throws Exception {
        List<UnaryOperator<String>> spellings = List.of(
                EcommerceEventsTest::snakeCase,
                name -> name.replace(' ', '-'),
                name -> name.toUpperCase(Locale.ROOT),
                name -> "  " + name.replace(" ", "  ") + " ");
        for (UnaryOperator<String> spelling : spellings) {
            ObjectNode tree = read(event);
            String key = tree.has("event") ? "event" : "type";
            tree.put(key, spelling.apply(tree.get(key).textValue()));

            assertThat(mapped(tree)).as(tree.get(key).textValue()).isEqualTo(expected(event));
        }
    }

    @Test
    void hasEveryEventOfBothAndPayloadsOfAllThatThePresetMaps() throws Exception {
        List<String> names = events().stream()
                .map(EVENTS::relativize)
                .map(path -> path.toString().replace(".json", ""))
                .toList();
        for (String vendor : List.of("segment", "rudderstack")) {
            assertThat(names)
                    .contains(Stream.of(("products-searched product-list-viewed product-list-filtered promotion-viewed"
                                            + " promotion-clicked product-clicked product-viewed product-added"
                                            + " product-removed cart-viewed checkout-started checkout-step-viewed"
                                            + " checkout-step-completed payment-info-entered order-completed"
                                            + " order-updated order-refunded order-cancelled coupon-entered"
                                            + " coupon-applied coupon-denied coupon-removed"
                                            + " product-added-to-wishlist product-removed-from-wishlist"
                                            + " wishlist-product-added-to-cart product-shared cart-shared"
                                            + " product-reviewed page identify group signed-up lead-submitted")
                                    .split(" "))
                            .map(name -> vendor + "/" + name)
                            .toArray(String[]::new));
            for (EventMapping mapping : FULL.blueprint().events()) {
                Path file = EVENTS.resolve(vendor)
                        .resolve(mapping.key().toLowerCase(Locale.ROOT).replace(' ', '-') + ".json");
                assertThat(expected(file).isArray()).as(file.toString()).isTrue();
            }
        }
    }

    private static JsonNode mapped(ObjectNode event) throws Exception {
        byte[] bytes = event.toString().getBytes(StandardCharsets.UTF_8);
        MappingResult result = FULL.map(READER.read(bytes), Fixtures.KEY);
        if (result instanceof MappingResult.Unmapped unmapped) {
            return JsonNodeFactory.instance.objectNode().put("unmapped", unmapped.reason());
        }
        ArrayNode payloads = JsonNodeFactory.instance.arrayNode();
        for (Call call : ((MappingResult.Calls) result).calls()) {
            assertThat(call.reason()).isNull();
            payloads.add(Fixtures.json(Fixtures.written(call)));
        }
        return payloads;
    }

    private static ObjectNode read(Path file) {
        return (ObjectNode) json(file);
    }

    private static JsonNode expected(Path event) {
        return json(Path.of(event.toString().replace(".json", ".expected.json")));
    }

    private static JsonNode json(Path file) {
        try {
            return Fixtures.json(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String snakeCase(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    private static void rename(ObjectNode object, List<String> names) {
        for (String name : names) {
            if (object.has(name)) {
                object.set(name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT), object.remove(name));
            }
        }
    }
}

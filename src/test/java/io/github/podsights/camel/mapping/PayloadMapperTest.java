package io.github.podsights.camel.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.event.ConversionEvent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadMapperTest {

    private static final String HASH = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d";

    private static String one(String mapping) {
        return "events: {e: {vendor_event_name: v, mappings: [" + mapping + "]}}";
    }

    private static Call call(String mapping, String properties) {
        return Fixtures.call(Fixtures.blueprint(one(mapping)), Fixtures.track("e", properties));
    }

    /** What follows {@code key} and {@code event}. */
    private static String fields(String mapping, String properties) {
        return fields(call(mapping, properties));
    }

    private static String fields(Call call) {
        assertThat(call.reason()).isNull();
        return call.payload().deepCopy().without(List.of("key", "event")).toString();
    }

    private static String reason(String blueprint, ConversionEvent event) {
        return ((MappingResult.Unmapped) Fixtures.map(Fixtures.blueprint(blueprint), event)).reason();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{'type': 'track', 'event': 'x'} | its name is not listed under events",
                "{'type': 'identify', 'event': 'e'} | its type is not listed under events",
                "{'type': 'track'} | it names no event",
                "{'type': 'track', 'event': ' '} | it names no event",
                "{} | it names no event",
                "{'type': 5, 'event': 'e'} | its type is no text",
                "{'type': {}, 'event': 'e'} | its type is no text",
                "{'type': [], 'event': 'e'} | its type is no text",
                "{'event': 'off'} | event off is switched off by enabled: false",
            })
    void doesNotMapWhatIsNotListed(String event, String why) {
        assertThat(reason("events: {e: {vendor_event_name: v}, off: {enabled: false}}", Fixtures.event(event)))
                .isEqualTo(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'event': 'e'}", "{'type': 'Track', 'event': 'E'}", "{'type': 'e'}", "{'type': 'E'}"})
    void findsAnEventByItsNameOrItsType(String event) {
        assertThat(Fixtures.payload(Fixtures.blueprint(one("")), Fixtures.event(event)))
                .isEqualTo("{\"key\":\"pixel-key\",\"event\":\"v\"}");
    }

    @Test
    void sendsAnUnlistedEventUnderItsOwnNameIfToldTo() {
        Blueprint blueprint = Fixtures.blueprint(
                "{defaults: {action: send}, global: {mappings: [{source: anonymous_id, target: id}]},"
                        + " events: {off: {enabled: false}}}");

        assertThat(Fixtures.payload(blueprint, Fixtures.track("Video Played", "{}")))
                .isEqualTo("{\"key\":\"pixel-key\",\"event\":\"video_played\",\"id\":\"anon-1\"}");
        assertThat(Fixtures.payload(blueprint, Fixtures.event("{'type': 'page'}")))
                .isEqualTo("{\"key\":\"pixel-key\",\"event\":\"page\"}");
        assertThat(Fixtures.map(blueprint, Fixtures.track("off", "{}"))).isInstanceOf(MappingResult.Unmapped.class);
        assertThat(Fixtures.map(blueprint, Fixtures.track("jane@example.com", "{}")))
                .isInstanceOf(MappingResult.Unmapped.class);
    }

    @Test
    void takesTheFirstSourceWithAValueThatIsAccepted() {
        String mapping = "{source: [properties.a, properties.b, properties.c], target: t, transform: number}";

        assertThat(fields(mapping, "{'a': null, 'b': ' ', 'c': 3}")).isEqualTo("{\"t\":3}");
        assertThat(fields(mapping, "{'a': 'one', 'b': 2, 'c': 3}")).isEqualTo("{\"t\":2}");
        assertThat(fields(mapping, "{'a': 0, 'b': 2}")).isEqualTo("{\"t\":0}");
        assertThat(fields(mapping, "{}")).isEqualTo("{}");
        assertThat(call(mapping, "{'b': 'two', 'c': []}").reason()).startsWith("properties.b: found a text");
    }

    @Test
    void countsAnIdentityFieldThatIsLeftOutOnlyIfNoSourceIsAccepted() {
        String mapping = "{source: [properties.a, properties.b], target: em, transform: sha256_email}";

        assertThat(call(mapping, "{'a': 'n/a', 'b': 'jane.doe@example.com'}").leftOut())
                .isZero();
        assertThat(call(mapping, "{'a': 'n/a', 'b': 'none'}").leftOut()).isEqualTo(1);
    }

    @Test
    void leavesOutAnIdWithoutTransformOfItsOwnIfTheMappingSaysSo() {
        String mapping = "{source: properties.a, target: id, transform: string, on_unreadable: leave_out}";

        Call call = call(mapping, "{'a': {'b': 1}}");

        assertThat(fields(call)).isEqualTo("{}");
        assertThat(call.leftOut()).isEqualTo(1);
    }

    @Test
    void invalidatesOnAnUnreadableIdentityIfTheMappingSaysSo() {
        String mapping = "{source: properties.a, target: ip, transform: ip, on_unreadable: invalid}";

        assertThat(call(mapping, "{'a': 'localhost'}").reason()).startsWith("properties.a: found a text");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{'a': 'pro'} | {\"t\":\"paid\"}",
                "{'a': 'Pro'} | {\"t\":\"free\"}",
                "{'a': 1} | {\"t\":10}",
                "{'a': true} | {\"t\":false}",
                "{'a': 'test'} | {}",
                "{'a': ['pro']} | {\"t\":\"free\"}",
                "{} | {}",
            })
    void mapsValuesByTheirPlainText(String properties, String sent) {
        String mapping = "{source: properties.a, target: t,"
                + " value_map: {pro: paid, 1: 10, true: false, test: null, '*': free}}";

        assertThat(fields(mapping, properties)).isEqualTo(sent);
    }

    @Test
    void leavesOutAValueThatNoEntryOfTheMapMatches() {
        String mapping = "{source: properties.a, target: t, transform: lowercase, value_map: {pro: paid}}";

        assertThat(fields(mapping, "{'a': 'PRO'}")).isEqualTo("{\"t\":\"paid\"}");
        assertThat(fields(mapping, "{'a': 'basic'}")).isEqualTo("{}");
    }

    @Test
    void sendsConstants() {
        assertThat(fields("{value: web, target: a}, {value: 1.50, target: b}, {value: false, target: c}", "{}"))
                .isEqualTo("{\"a\":\"web\",\"b\":1.50,\"c\":false}");
    }

    @Test
    void refusesADeliveryWithoutARequiredValue() {
        String mapping = "{source: [properties.a, properties.b], target: t, required: true}";

        assertThat(call(mapping, "{'a': ''}").reason())
                .isEqualTo("properties.a, properties.b: found no value; t is required");
        assertThat(call(mapping.replace("required", "transform: ip, required"), "{'a': 'x'}")
                        .reason())
                .startsWith("properties.a, properties.b: found no value; t is required (properties.a: found a text");
    }

    @Test
    void refusesAPayloadWithoutAnyOfTheFieldsThatItNeeds() {
        Blueprint blueprint = Fixtures.blueprint("{requires_one_of: [id, em], global: {mappings: ["
                + "{source: anonymous_id, target: id}]}, events: {e: {vendor_event_name: v}}}");

        assertThat(Fixtures.call(blueprint, Fixtures.event("{'event': 'e'}")).reason())
                .isEqualTo("found none of id, em; expected at least one of them");
        assertThat(Fixtures.call(blueprint, Fixtures.track("e", "{}")).isInvalid())
                .isFalse();
    }

    @Test
    void putsGlobalFieldsFirstAndLetsTheEventsOwnGoBeforeThem() {
        Blueprint blueprint = Fixtures.blueprint("""
                global:
                  mappings:
                    - {value: global, target: a}
                    - {value: global, target: b}
                    - {value: global, target: c}
                events:
                  e:
                    vendor_event_name: v
                    mappings:
                      - {value: event, target: d}
                      - {value: event, target: b}
                      - {target: c, remove: true}
                """);

        assertThat(fields(Fixtures.call(blueprint, Fixtures.track("e", "{}"))))
                .isEqualTo("{\"a\":\"global\",\"b\":\"event\",\"d\":\"event\"}");
    }

    @Test
    void makesACallOfEachElementOfTheFirstListThere() {
        Blueprint blueprint =
                Fixtures.blueprint("events: {e: {vendor_event_name: v, calls: [properties.a, properties.b], mappings: ["
                        + "{source: item.x, target: x, transform: number}, {source: properties.y, target: y}]}}");

        List<Call> calls = Fixtures.calls(
                blueprint, Fixtures.track("e", "{'y': 9, 'a': [], 'b': [{'x': 1}, 'odd', {'x': 'odd'}, {}]}"));

        assertThat(calls).extracting(Call::number).containsExactly(1, 2, 3, 4);
        assertThat(fields(calls.get(0))).isEqualTo("{\"x\":1,\"y\":9}");
        assertThat(calls.get(1).reason()).isEqualTo("properties.b: element 2: found a text; expected an object");
        assertThat(calls.get(2).reason()).startsWith("item.x: found a text that transform number can't read");
        assertThat(fields(calls.get(3))).isEqualTo("{\"y\":9}");
        assertThat(fields(Fixtures.call(blueprint, Fixtures.track("e", "{'y': 9}"))))
                .isEqualTo("{\"y\":9}");
        assertThat(fields(Fixtures.call(blueprint, Fixtures.track("e", "{'a': {'x': 5}}"))))
                .isEqualTo("{\"x\":5}");
    }

    @Test
    void makesAtMostAHundredCalls() {
        Blueprint blueprint = Fixtures.blueprint("events: {e: {vendor_event_name: v, calls: properties.a}}");
        String hundred = "{'a': [" + "{},".repeat(99) + "{}]}";

        assertThat(Fixtures.calls(blueprint, Fixtures.track("e", hundred))).hasSize(100);
        assertThat(Fixtures.call(blueprint, Fixtures.track("e", hundred.replace("{}]", "{},{}]")))
                        .reason())
                .isEqualTo("properties.a: found 101 elements; expected at most 100, since each is a call");
    }

    @Test
    void mapsLineItemsAndNamesTheElementThatItCannotRead() {
        String mapping = "{source: properties.l, target: l, transform: line_items, items: ["
                + "{source: item.x, target: x, transform: number}, {source: properties.y, target: y}]}";

        assertThat(fields(mapping, "{'y': 1, 'l': [{'x': '2', 'z': 3}, {}]}"))
                .isEqualTo("{\"l\":[{\"x\":2,\"y\":1},{\"y\":1}]}");
        assertThat(fields(mapping, "{'l': [{}]}")).isEqualTo("{}");
        assertThat(call(mapping, "{'l': [{'x': 1}, {'x': 'two'}]}").reason())
                .startsWith("properties.l: element 2: item.x: found a text that transform number can't read");
        assertThat(call(mapping, "{'l': [null]}").reason())
                .isEqualTo("properties.l: element 1: found nothing; expected an object");
        assertThat(call(mapping, "{'l': 'mug'}").reason())
                .isEqualTo("properties.l: found a text that transform line_items can't read;"
                        + " expected a list of objects");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{'l': [{'q': 1}, {'q': '2'}, {'q': 3.0}], 'q': 9} | {\"t\":6}",
                "{'l': [{'q': 1}, {}], 'q': 9} | {\"t\":9}",
                "{'l': [{'q': 1}, {'q': 'two'}], 'q': 9} | {\"t\":9}",
                "{'l': [1], 'q': 9} | {\"t\":9}",
                "{'l': [], 'q': '9'} | {\"t\":9}",
                "{'l': [{'q': 1}, {}]} | {}",
                "{'l': [{'q': 0}]} | {\"t\":0}",
            })
    void sumsQuantitiesOrTakesTheNextSource(String properties, String sent) {
        String mapping = "{source: [properties.l, properties.q], target: t, transform: sum_quantity, items: ["
                + "{source: item.q, target: q, transform: integer}]}";

        assertThat(fields(mapping, properties)).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({"john@example.com, false", "none, true"})
    void takesTheIdentityIfNoSourceBeforeItHasAnAddress(String own, boolean taken) {
        PayloadMapper mapper = Fixtures.mapper(Fixtures.blueprint(
                one("{source: [properties.a, identity.email], target: em, transform: sha256_email}")));

        MappingResult result = mapper.map(Fixtures.track("e", "{'a': '" + own + "'}"), "k", Optional.of(HASH));

        JsonNode em = ((MappingResult.Calls) result).calls().get(0).payload().get("em");
        assertThat(em.textValue().equals(HASH)).isEqualTo(taken);
    }

    @Test
    void refusesABlueprintThatIsStillToBeLaidOverAPreset() {
        EventMapping event =
                new EventMapping("e", List.of(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
        Blueprint blueprint = new Blueprint(List.of(), List.of(), Optional.empty(), List.of(event));

        assertThatThrownBy(() -> Fixtures.mapper(blueprint)).hasMessage("vendor_event_name: 'e' has none");
    }
}

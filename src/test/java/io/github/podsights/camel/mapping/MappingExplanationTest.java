package io.github.podsights.camel.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.event.ConversionEvent;
import io.github.podsights.camel.identity.EmailHasher;
import io.github.podsights.camel.mapping.FieldExplanation.Origin;
import io.github.podsights.camel.mapping.SourceExplanation.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a payload is as it is. */
class MappingExplanationTest {

    @Test
    void tellsTheSourceThatIsUsedAndWhatCameOfEachBeforeIt() {
        FieldExplanation value = field(
                "{source: [properties.a, properties.b, properties.c, properties.d], target: v, transform: [trim, number]}",
                "{'a': ' ', 'b': 'x', 'c': ' 2.50 ', 'd': 3}");

        assertThat(value.value()).hasValueSatisfying(json -> assertThat(json).isEqualTo(Fixtures.json("2.50")));
        assertThat(value.from()).contains("properties.c");
        assertThat(value.transforms()).containsExactly("trim", "number");
        assertThat(value.leftOut()).isNull();
        assertThat(value.sources())
                .extracting(source -> source.path() + " " + source.verdict())
                .containsExactly(
                        "properties.a NO_VALUE",
                        "properties.b NOT_ACCEPTED",
                        "properties.c USED",
                        "properties.d NOT_LOOKED_AT");
        assertThat(value.sources().get(0).why()).isEqualTo("a blank text");
        assertThat(value.sources().get(1).why()).startsWith("found a text that transform number can't read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{source: properties.a, target: v} | {} | no source has a value",
                "{source: properties.a, target: v, required: true} | {} | no source has a value; the delivery is invalid without it",
                "{source: properties.a, target: v, transform: number} | {'a': 'x'} | no source has a value that is accepted; the delivery is invalid without it",
                "{source: properties.a, target: v, transform: ip} | {'a': 'x'} | no source has a value that is accepted",
                "{source: properties.a, target: v, value_map: {x: y}} | {'a': 'z'} | its value_map has no entry for the value, and none for '*'",
                "{source: properties.a, target: v, value_map: {z: null}} | {'a': 'z'} | its value_map has nothing to send for the value"
            })
    void tellsWhyAFieldIsLeftOut(String mapping, String properties, String why) {
        FieldExplanation field = field(mapping, properties);

        assertThat(field.value()).isEmpty();
        assertThat(field.leftOut()).isEqualTo(why);
    }

    @Test
    void tellsThatAnAddressWasReplaced() {
        FieldExplanation field = field("{source: properties.a, target: v}", "{'a': 'ask jane@example.com'}");

        assertThat(field.redacted()).isTrue();
        assertThat(field.value())
                .contains(Fixtures.json(
                        "'ask " + EmailHasher.hash("jane@example.com").orElseThrow() + "'"));
        assertThat(field("{source: properties.a, target: v}", "{'a': 'ask jane'}")
                        .redacted())
                .isFalse();
    }

    @Test
    void tellsOfEachElementOfAListHowItsFieldsCameAbout() {
        FieldExplanation lines = field(
                "{source: properties.a, target: v, transform: line_items, items: [{source: [item.x, item.y], target: id}]}",
                "{'a': [{'x': 1}, {'y': 2}]}");

        assertThat(lines.elements())
                .extracting(element ->
                        element.number() + " " + element.fields().get(0).from().orElse(null))
                .containsExactly("1 item.x", "2 item.y");
    }

    @Test
    void tellsWhichElementHasNothingToBeSummed() {
        FieldExplanation sum = field(
                "{source: [properties.a, properties.b], target: v, transform: sum_quantity, items: [{source: item.q, target: q}]}",
                "{'a': [{'q': 1}, {}, {'q': 2}], 'b': 7}");

        assertThat(sum.from()).contains("properties.b");
        assertThat(sum.sources().get(0).why()).isEqualTo("element 2 has nothing to be summed");
        assertThat(sum.elements()).isEmpty();
    }

    @Test
    void tellsWhatComesOfThePresetAndWhatOfTheMappingsOverIt() {
        Blueprint preset = Fixtures.blueprint("""
                global: {mappings: [{source: anonymous_id, target: id}, {source: properties.g, target: g}]}
                events:
                  A:
                    vendor_event_name: a
                    mappings: [{source: properties.x, target: x}, {source: properties.y, target: y}]
                """);
        Blueprint merged = Fixtures.overlay(preset, """
                events:
                  a:
                    mappings:
                      - {source: properties.z, target: x}
                      - {source: properties.z, target: z}
                      - {target: y, remove: true}
                      - {target: g, remove: true}
                """);

        assertThat(explain(merged, "A", "{}").fields(1))
                .extracting(field -> field.target() + " " + field.origin())
                .containsExactly("id PRESET", "x OVERRIDDEN", "z MAPPINGS", "g REMOVED", "y REMOVED");
        assertThat(explain(preset, "A", "{}").fields(1))
                .extracting(FieldExplanation::origin)
                .containsOnly(Origin.PRESET);
    }

    @Test
    void tellsByWhichNameAnEventWasFound() {
        MappingExplanation found = explain(Presets.load("full"), "PURCHASE", "{}");
        assertThat(found.found())
                .contains(new MappingExplanation.Found(
                        Optional.of("Order Completed"), "PURCHASE", Optional.of("purchase")));
        assertThat(found.unmapped()).isNull();

        MappingExplanation nowhere = explain(Presets.load("full"), "Video Played", "{}");
        assertThat(nowhere.found()).isEmpty();
        assertThat(nowhere.unmapped()).isEqualTo("its name is not listed under events");
        assertThat(nowhere.calls()).isEmpty();

        MappingExplanation own =
                explain(Fixtures.overlay(Presets.load("full"), "defaults: {action: send}"), "Video Played", "{}");
        assertThat(own.found())
                .contains(new MappingExplanation.Found(Optional.empty(), "Video Played", Optional.of("video_played")));

        MappingExplanation off = explain(
                Fixtures.overlay(Presets.load("full"), "events: {Signed Up: {enabled: false}}"), "Signed Up", "{}");
        assertThat(off.unmapped()).isEqualTo("event Signed Up is switched off by enabled: false");
        assertThat(off.found()).isPresent();
    }

    /** What is explained is what is sent: of every call, every field, in the same order. */
    @Test
    void explainsExactlyWhatIsMapped() {
        ConversionEvent event = Fixtures.track(
                "Product Added",
                "{'currency': 'eur', 'products': [{'sku': 1, 'price': '2.50'}, {'id': 'b', 'quantity': 'x'}, {'name': 'c'}]}");
        Blueprint full = Presets.load("full");

        MappingExplanation explained = Fixtures.mapper(full).explain(event, Optional.empty());

        List<Call> calls = Fixtures.calls(full, event);
        assertThat(explained.calls()).hasSameSizeAs(calls);
        for (Call call : calls) {
            List<String> fields = new ArrayList<>();
            explained.fields(call.number()).forEach(field -> field.value()
                    .ifPresent(value -> fields.add(field.target() + "=" + value)));
            if (call.isInvalid()) {
                assertThat(explained.fields(call.number()))
                        .anySatisfy(field -> assertThat(field.leftOut()).endsWith("invalid without it"));
            } else {
                List<String> sent = new ArrayList<>();
                call.payload().properties().forEach(field -> sent.add(field.getKey() + "=" + field.getValue()));
                assertThat(sent.subList(2, sent.size())).isEqualTo(fields);
            }
        }
        assertThat(explained.fields(4)).isEmpty();
    }

    @Test
    void asksForTheIdentityThatWasKnownBefore() {
        FieldExplanation em = Fixtures.mapper(Presets.load("retail"))
                .explain(Fixtures.track("Signed Up", "{}"), Optional.of("ab".repeat(32)))
                .fields(1)
                .get(1);

        assertThat(em.from()).contains("identity.email");
        assertThat(em.sources())
                .filteredOn(source -> source.verdict() == Verdict.NO_VALUE)
                .hasSize(3);
    }

    private static FieldExplanation field(String mapping, String properties) {
        Blueprint blueprint = Fixtures.blueprint("events: {A: {vendor_event_name: a, mappings: [" + mapping + "]}}");
        return explain(blueprint, "A", properties).fields(1).get(0);
    }

    private static MappingExplanation explain(Blueprint blueprint, String event, String properties) {
        return Fixtures.mapper(blueprint).explain(Fixtures.track(event, properties), Optional.empty());
    }
}

package io.github.podsights.camel.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.podsights.camel.event.ConversionEvent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverlayTest {

    private static final Blueprint BASE = Fixtures.blueprint("""
            requires_one_of: [id]
            global:
              mappings:
                - {source: anonymous_id, target: id}
                - {value: base, target: ip}
            events:
              Order Completed:
                names: [purchase]
                vendor_event_name: purchase
                mappings:
                  - {value: base, target: order_id}
                  - {value: base, target: value}
                  - {value: base, target: currency}
              Signed Up:
                vendor_event_name: signup
            """);

    private static final ConversionEvent ORDER = Fixtures.track("Order Completed", "{'list': [{}, {}]}");

    private static String fields(String overlay) {
        return Fixtures.payload(Fixtures.overlay(BASE, overlay), ORDER)
                .replace("{\"key\":\"pixel-key\",\"event\":\"purchase\",\"id\":\"anon-1\"", "{");
    }

    @Test
    void changesNothingIfItIsEmpty() {
        for (String nothing : List.of("{}", "events: {Order Completed: }")) {
            assertThat(Fixtures.overlay(BASE, nothing))
                    .usingRecursiveComparison()
                    .ignoringFields("base")
                    .isEqualTo(BASE);
        }
    }

    @Test
    void mergesAnEventFoundByAnyWayToWriteOneOfItsNames() {
        for (String name : List.of("Order Completed", "order-completed", "PURCHASE")) {
            assertThat(fields("events: {" + name + ": {mappings: [{value: over, target: value}]}}"))
                    .isEqualTo("{,\"ip\":\"base\",\"order_id\":\"base\",\"value\":\"over\",\"currency\":\"base\"}");
        }
    }

    @Test
    void addsAndRemovesTargets() {
        assertThat(
                        fields(
                                "events: {purchase: {mappings: ["
                                        + "{target: currency, remove: true}, {target: ip, remove: true}, {value: over, target: type}]}}"))
                .isEqualTo("{,\"order_id\":\"base\",\"value\":\"base\",\"type\":\"over\"}");
    }

    @Test
    void replacesAndRemovesGlobalTargets() {
        assertThat(fields("global: {mappings: [{target: ip, remove: true}, {value: over, target: url}]}"))
                .isEqualTo("{,\"url\":\"over\",\"order_id\":\"base\",\"value\":\"base\",\"currency\":\"base\"}");
    }

    @Test
    void switchesAnEventOffAndOnAgain() {
        Blueprint off = Fixtures.overlay(BASE, "events: {order_completed: {enabled: false}}");

        assertThat(Fixtures.map(off, ORDER)).isInstanceOf(MappingResult.Unmapped.class);
        assertThat(Fixtures.map(Fixtures.overlay(off, "events: {purchase: {enabled: true}}"), ORDER))
                .isInstanceOf(MappingResult.Calls.class);
    }

    @Test
    void renamesAnEventAndAddsNamesToThoseItHas() {
        Blueprint over =
                Fixtures.overlay(BASE, "events: {Purchase: {names: [Bestellung], vendor_event_name: custom_event_1}}");

        for (String name : List.of("Order Completed", "purchase", "bestellung")) {
            assertThat(Fixtures.payload(over, Fixtures.track(name, "{}"))).contains("\"event\":\"custom_event_1\"");
        }
    }

    @Test
    void addsAnEvent() {
        Blueprint over = Fixtures.overlay(BASE, "events: {Trial Started: {vendor_event_name: lead}}");

        assertThat(Fixtures.payload(over, Fixtures.track("trial_started", "{}")))
                .isEqualTo("{\"key\":\"pixel-key\",\"event\":\"lead\",\"id\":\"anon-1\",\"ip\":\"base\"}");
    }

    @Test
    void setsAndTakesAwayCalls() {
        Blueprint over = Fixtures.overlay(BASE, "events: {purchase: {calls: properties.list}}");

        assertThat(Fixtures.calls(over, ORDER)).hasSize(2);
        assertThat(Fixtures.calls(Fixtures.overlay(over, "events: {purchase: {calls: []}}"), ORDER))
                .hasSize(1);
        assertThat(Fixtures.calls(Fixtures.overlay(over, "events: {purchase: {enabled: true}}"), ORDER))
                .hasSize(2);
    }

    @Test
    void replacesTheDefaultsAndWhatIsRequired() {
        Blueprint over = Fixtures.overlay(BASE, "{requires_one_of: [url, ip], defaults: {action: send}}");

        assertThat(over.requiresOneOf()).containsExactly("url", "ip");
        assertThat(Fixtures.payload(over, Fixtures.track("Other", "{}"))).contains("\"event\":\"other\"");
    }

    @Test
    void refusesAnEventThatHasNamesOfTwo() {
        EventMapping both = new EventMapping(
                "signed_up", List.of("purchase"), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
        Blueprint over = new Blueprint(List.of(), List.of(), Optional.empty(), List.of(both));

        assertThatThrownBy(() -> BASE.overlaidBy(over))
                .hasMessage("events: 'Signed Up' is a name of 'Order Completed' and of 'Signed Up'; "
                        + "expected it at one of them");
    }
}

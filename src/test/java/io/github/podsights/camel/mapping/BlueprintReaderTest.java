package io.github.podsights.camel.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.YamlFile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlueprintReaderTest {

    private final Findings findings = new Findings();

    private Blueprint read(String yaml) {
        return BlueprintReader.overlay(
                Presets.load("retail"), YamlFile.read("x.yaml", yaml, findings).orElseThrow(), findings);
    }

    /** A list of global mappings with one mapping, in line 4, in which something is wrong. */
    private static Arguments mapping(String mapping, String path, String message) {
        String place = "x.yaml:4: global.mappings[0]" + (path.isEmpty() ? "" : "." + path) + ": ";
        return Arguments.of("version: 2\nglobal:\n  mappings:\n    - " + mapping, place + message);
    }

    /** An event Trial, in line 2, in which something is wrong. */
    private static Arguments event(String event, String path, String message) {
        return Arguments.of("events:\n  Trial: " + event, "x.yaml:2: events.Trial" + path + ": " + message);
    }

    private static Stream<Arguments> wrongMappings() {
        return Stream.of(
                mapping(
                        "{sorce: a, value: b, target: t}",
                        "sorce",
                        "found the unknown key 'sorce'; expected source, value, target, transform, items, value_map,"
                                + " required, on_unreadable or remove; remove or correct it (did you mean 'source'?)"),
                mapping(
                        "{source: a, target: t, transform: lowercse}",
                        "transform",
                        "found 'lowercse'; expected string, integer, number, boolean, trim, lowercase, uppercase,"
                                + " sha256_email, ip, url, currency, line_items or sum_quantity; write one of these"
                                + " (did you mean 'lowercase'?)"),
                mapping(
                        "{source: a, target: t, transform: [trim, nmber]}",
                        "transform[1]",
                        "found 'nmber'; expected string, integer, number, boolean, trim, lowercase, uppercase,"
                                + " sha256_email, ip, url, currency, line_items or sum_quantity; write one of these"
                                + " (did you mean 'number'?)"),
                mapping(
                        "{source: properties..a, target: t}",
                        "source",
                        "found 'properties..a'; expected field names parted by dots; write a path such as"
                                + " properties.order_id"),
                mapping(
                        "{source: identity.phone, target: t}",
                        "source",
                        "found 'identity.phone'; expected identity.email; write identity.email"),
                mapping(
                        "{source: {a: b}, target: t}",
                        "source",
                        "found a map; expected a single value, or a list of these; write a single value, or a list of"
                                + " these here"),
                mapping(
                        "{source: [], target: t}",
                        "source",
                        "found an empty list; expected at least one path; write the path of the value"),
                mapping(
                        "{target: t}",
                        "source",
                        "found neither source nor value; expected one of the two; add source: with the path of the"
                                + " value"),
                mapping(
                        "{source: a, value: b, target: t}",
                        "value",
                        "found both source and value; expected one of the two; remove one of the two"),
                mapping(
                        "{source: a}",
                        "target",
                        "found no target; expected the vendor's name of the field; add target: …"),
                mapping(
                        "{source: a, target: b.c}",
                        "target",
                        "found 'b.c'; expected a field name without dots: payloads are flat; write the vendor's name of"
                                + " the field"),
                mapping(
                        "{value: x, target: event}",
                        "target",
                        "found 'event'; expected another field: key and event are set for every call; remove this"
                                + " mapping"),
                mapping(
                        "{value: 0x1F, target: t}",
                        "value",
                        "found '0x1F'; expected a number of at most 40 digits and an exponent of at most ±30, written as in JSON; write it as in JSON,"
                                + " or in quotes if it is a text"),
                mapping(
                        "{value: ' ', target: t}",
                        "value",
                        "found a blank text; expected a value; write the value that is to be sent"),
                mapping(
                        "{source: a, target: t, required: yes}",
                        "required",
                        "found 'yes'; expected true or false; write one of these"),
                mapping(
                        "{source: a, target: t, on_unreadable: leaveout}",
                        "on_unreadable",
                        "found 'leaveout'; expected invalid or leave_out; write one of these (did you mean"
                                + " 'leave_out'?)"),
                mapping(
                        "{source: a, target: t, value_map: {b: [c]}}",
                        "value_map.b",
                        "found a list; expected a single value; write a text, a number or a boolean"),
                mapping(
                        "{source: a, target: t, value_map: {}}",
                        "value_map",
                        "found an empty map; expected what is sent for which value; add it"),
                mapping(
                        "{source: a, target: t, transform: line_items}",
                        "items",
                        "found no items; expected what is taken of each element, by line_items; add items: with"
                                + " mappings whose sources begin with item."),
                mapping(
                        "{source: a, target: t, items: [{source: item.a, target: t}]}",
                        "items",
                        "found items; expected items only with transform line_items or sum_quantity; remove them, or"
                                + " add the transform"),
                mapping(
                        "{source: a, target: t, transform: sum_quantity, items: [{source: b, target: b}, {source: c,"
                                + " target: c}]}",
                        "items",
                        "found 2 mappings; expected the one that is summed; remove the others"),
                mapping(
                        "{source: a, target: t, transform: line_items, items: [{source: item.a, target: t, tranform:"
                                + " trim}]}",
                        "items[0].tranform",
                        "found the unknown key 'tranform'; expected source, value, target, transform, items,"
                                + " value_map, required, on_unreadable or remove; remove or correct it (did you mean"
                                + " 'transform'?)"),
                mapping(
                        "{source: a, target: t, transform: [trim, line_items]}",
                        "transform[1]",
                        "found line_items after another; expected line_items as the first, since it reads a list; move"
                                + " it to the front"),
                mapping(
                        "{source: a, target: t, remove: true}",
                        "source",
                        "found source beside remove: true; expected target and remove alone; remove one of the two"),
                mapping("text", "", "found a text; expected a mapping; write {source: …, target: …}"));
    }

    private static Stream<Arguments> wrongBlueprints() {
        return Stream.of(
                Arguments.of("version: 1", "x.yaml:1: version: found '1'; expected 2; write this"),
                Arguments.of(
                        "evnets: {}",
                        "x.yaml:1: evnets: found the unknown key 'evnets'; expected version, requires_one_of, global,"
                                + " defaults or events; remove or correct it (did you mean 'events'?)"),
                Arguments.of(
                        "\ndefaults: {action: sent}",
                        "x.yaml:2: defaults.action: found 'sent'; expected drop or send; write one of these (did you"
                                + " mean 'send'?)"),
                Arguments.of(
                        "requires_one_of: []",
                        "x.yaml:1: requires_one_of: found an empty list; expected the fields of which a payload needs"
                                + " one; write at least one, or remove the key"),
                Arguments.of("events: [a]", "x.yaml:1: events: found a list; expected a map; write a map here"),
                Arguments.of(
                        "global:\n  mappings:\n    - {value: 1, target: t}\n    - {value: 2, target: t}",
                        "x.yaml:4: global.mappings[1].target: found 't' a second time; expected each target once; put"
                                + " the paths into one list of sources"),
                event(
                        "{mappings: []}",
                        "",
                        "found an event that is in no preset, without vendor_event_name; expected the vendor's name of"
                                + " the event; add vendor_event_name: …"),
                event(
                        "{vendor_event_name: lead, enabled: 1}",
                        ".enabled",
                        "found '1'; expected true or false; write one of these"),
                event(
                        "{vendor_event: lead}",
                        ".vendor_event",
                        "found the unknown key 'vendor_event'; expected names, vendor_event_name, enabled, calls or"
                                + " mappings; remove or correct it (did you mean 'vendor_event_name'?)"),
                event(
                        "{vendor_event_name: lead, calls: item.list}",
                        ".calls",
                        "found 'item.list'; expected the path of a list in the event; write a path such as"
                                + " properties.products"),
                event(
                        "{names: [purchase, sign_up]}",
                        "",
                        "found names of two events: Order Completed and Signed Up; expected names of one event; correct"
                                + " the names"),
                event("lead", "", "found a text; expected a map; write vendor_event_name and mappings below the event"),
                Arguments.of(
                        "events:\n  Order Compelted: {mappings: [{value: 1, target: t}]}",
                        "x.yaml:2: events.Order Compelted: found an event that is in no preset, without"
                                + " vendor_event_name; expected the vendor's name of the event; add vendor_event_name:"
                                + " … (did you mean 'Order Completed'?)"),
                Arguments.of(
                        "events:\n  purchase: {enabled: FALSE}\n  Order Completed: {enabled: True}",
                        "x.yaml:3: events.Order Completed: found 'Order Completed', which is 'purchase' by another"
                                + " name; expected each event once; put both into one"),
                Arguments.of(
                        "events:\n  Trial: {vendor_event_name: a}\n  trial: {vendor_event_name: b}",
                        "x.yaml:3: events.trial: found 'trial', which is 'Trial' by another name; expected each event"
                                + " once; put both into one"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"wrongMappings", "wrongBlueprints"})
    void saysWhatIsWrongAndWhatToDo(String yaml, String message) {
        assertThat(read(yaml)).isEqualTo(Presets.load("retail"));
        assertThat(findings.list()).extracting(Finding::toString).containsExactly(message);
        assertThat(findings.hasErrors()).isTrue();
    }

    @Test
    void saysEverythingThatIsWrongInOneReading() {
        read("verson: 2\nglobal: {mappings: [{target: a.b}, 5]}\ndefaults: {action: x}\nevents: {E: {names: {}}}");

        assertThat(findings.list())
                .extracting(finding -> finding.path() + " " + finding.line())
                .containsExactly(
                        "verson 1",
                        "global.mappings[0].target 2",
                        "global.mappings[0].source 2",
                        "global.mappings[1] 2",
                        "defaults.action 3",
                        "events.E.names 4");
    }

    @Test
    void warnsOfPathsThatLookMistyped() {
        read("global:\n  mappings:\n    - {source: [propertis.a, context.userAgent, own.a], target: t}");

        assertThat(findings.hasErrors()).isFalse();
        assertThat(findings.list())
                .extracting(Finding::toString)
                .containsExactly(
                        "x.yaml:3: global.mappings[0].source[0]: warning: found 'propertis' in 'propertis.a'; expected"
                                + " properties, traits, context, item, identity, anonymous_id, user_id, message_id,"
                                + " source_id, timestamp, type, event, name or consent; check the path (did you mean"
                                + " 'properties'?)",
                        "x.yaml:3: global.mappings[0].source[1]: warning: found 'userAgent' in 'context.userAgent';"
                                + " expected ip, user_agent, page, traits or consent; check the path (did you mean"
                                + " 'user_agent'?)");
    }

    @Test
    void warnsOfRemovalsThatRemoveNothing() {
        read("events:\n  purchase:\n    mappings: [{target: curency, remove: true}, {target: ip, remove: true}]");

        assertThat(findings.list())
                .singleElement()
                .hasToString(
                        "x.yaml:3: events.purchase.mappings[0].remove: warning: found remove of 'curency'; expected a target"
                                + " that is mapped; correct or remove it (did you mean 'currency'?)");
    }

    @Test
    void warnsOfADisabledEventThatNoPresetHas() {
        read("events:\n  Product Aded: {enabled: false}");

        assertThat(findings.list()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
            assertThat(finding.toString()).contains("events.Product Aded", "in no preset");
        });
    }

    @Test
    void warnsOfEventsWithoutAnyIdentity() {
        Blueprint none = Presets.load("none");
        String yaml = "events:\n  Trial: {vendor_event_name: lead, mappings: [{value: 1, target: value}]}";

        BlueprintReader.overlay(none, YamlFile.read("x.yaml", yaml, findings).orElseThrow(), findings);

        assertThat(findings.list())
                .singleElement()
                .hasToString("x.yaml:1: events: warning: found 'Trial' without any identity: each delivery will be"
                        + " invalid; expected a mapping with target id, em or ip; add one under global: mappings:");
    }

    /** A mapping of an event without calls, and the end of what is said of it: its path, and the rest. */
    static Stream<Arguments> suspectMappings() {
        return Stream.of(
                Arguments.of(
                        "{source: [properties.a, properties.b, properties.a], target: value}",
                        "source: warning: found 'properties.a' a second time; expected each path once: the second is never"
                                + " reached; remove it"),
                Arguments.of(
                        "{source: item.sku, target: value}",
                        "source: warning: found 'item.sku' in an event without calls, where there is no item; expected a path"
                                + " of the event; correct it, or add calls: with the path of the list"),
                Arguments.of(
                        "{source: properties.plan, target: type, transform: lowercase, value_map: {Pro: paid, '*': free}}",
                        "value_map.Pro: warning: found the entry 'Pro', to which no value comes; expected a value as it is"
                                + " after lowercase; write it so, or remove it"),
                Arguments.of(
                        "{source: properties.new, target: type, transform: boolean, value_map: {'yes': x}}",
                        "value_map.yes: warning: found the entry 'yes', to which no value comes; expected a value as it is"
                                + " after boolean; write it so, or remove it"),
                Arguments.of(
                        "{source: properties.n, target: type, transform: [trim, integer], value_map: {'1.0': x, '1': y}}",
                        "value_map.1.0: warning: found the entry '1.0', to which no value comes; expected a value as it is"
                                + " after trim, integer; write it so, or remove it"),
                Arguments.of(
                        "{source: properties.oder_id, target: oder_id}",
                        "target: warning: found 'oder_id', which the vendor does not know; expected order_id or value;"
                                + " correct it, or add it to vendor in the profile (did you mean 'order_id'?)"),
                Arguments.of(
                        "{source: properties.list, target: value, transform: line_items, items: [{source: item.a, target:"
                                + " skuu}]}",
                        "items[0].target: warning: found 'skuu', which the vendor does not know; expected sku; correct it, or"
                                + " add it to vendor in the profile (did you mean 'sku'?)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("suspectMappings")
    void warnsOfMappingsThatWereHardlyMeantSo(String mapping, String message) {
        VendorWords vendor = new VendorWords(List.of("purchase"), List.of("order_id", "value", "type"), List.of("sku"));
        String yaml = "events:\n  Order Completed:\n    mappings:\n      - " + mapping;

        BlueprintReader.overlay(
                Presets.load("retail"), YamlFile.read("x.yaml", yaml, findings).orElseThrow(), vendor, findings);

        assertThat(findings.list())
                .extracting(Finding::toString)
                .containsExactly("x.yaml:4: events.Order Completed.mappings[0]."
                        + message.replace("order_id or value;", "order_id, value or type;"));
    }

    @Test
    void hasNothingToSayOfMappingsThatDiffer() {
        read("""
                events:
                  Order Completed:
                    names: [Bought]
                    calls: properties.products
                    mappings:
                      - {source: [item.sku, properties.sku], target: a}
                      - {source: properties.plan, target: b, transform: uppercase, value_map: {PRO: 1, '*': 2}}
                      - {source: properties.n, target: c, transform: number, value_map: {'1.5': x, '-2': y}}
                      - {source: properties.new, target: d, transform: boolean, value_map: {'true': x, 'false': y}}
                      - {source: properties.currency, target: e, transform: currency, value_map: {EUR: x}}
                      - {source: properties.plan, target: f, value_map: {Any Text: x}}
                      - {target: order_id, remove: true}
                  Own:
                    vendor_event_name: lead
                    mappings: [{target: ip, remove: true}]
                """);

        assertThat(findings.list()).isEmpty();
    }

    @Test
    void warnsOfEventsThatAreSwitchedOffAndNamesThatSayNothing() {
        read("""
                events:
                  Signed Up: {enabled: false, vendor_event_name: lead, mappings: []}
                  Order Completed: {names: [order_completed, Bought, BOUGHT]}
                """);

        assertThat(findings.list())
                .extracting(Finding::toString)
                .containsExactly(
                        "x.yaml:2: events.Signed Up.mappings: warning: found mappings of an event with enabled: false; expected"
                                + " none, since they are never reached; remove them, or enabled: false",
                        "x.yaml:2: events.Signed Up.vendor_event_name: warning: found vendor_event_name of an event with"
                                + " enabled: false; expected none, since they are never reached; remove them, or enabled:"
                                + " false",
                        "x.yaml:3: events.Order Completed.names: warning: found 'order_completed', which is the same as 'Order"
                                + " Completed'; expected names that differ by more than case, blank, '_' and '-'; remove it",
                        "x.yaml:3: events.Order Completed.names: warning: found 'BOUGHT', which is the same as 'Bought';"
                                + " expected names that differ by more than case, blank, '_' and '-'; remove it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{source: properties.email, target: type}",
                "{source: [properties.type, traits.Email], target: type, transform: string}",
                "{source: properties.customerEmail, target: type, transform: [trim, lowercase]}",
                "{source: properties.e-mail, target: type, transform: uppercase}",
                "{source: properties.contact_email_address, target: type}",
                "{source: properties.email.value, target: type}",
                "{source: properties.mail, target: type}",
                "{source: properties.list, target: line_items, transform: line_items, items: [{source: item.email, target:"
                        + " value}]}"
            })
    void refusesAMappingThatWouldSendARawEmail(String mapping) {
        assertThat(read("global:\n  mappings:\n    - " + mapping)).isEqualTo(Presets.load("retail"));
        assertThat(findings.list()).singleElement().satisfies(finding -> {
            assertThat(finding.line()).isEqualTo(3);
            assertThat(finding.path()).startsWith("global.mappings[0].").endsWith("source");
            assertThat(finding.found()).endsWith(", an e-mail address that would be sent as it is");
            assertThat(finding.todo()).isEqualTo("add transform: sha256_email, which lets a hash pass");
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{source: properties.email, target: em, transform: [trim, sha256_email]}",
                "{source: identity.email, target: em}",
                "{source: properties.accepts_email, target: type, transform: boolean}",
                "{source: properties.accepts_email, target: type}",
                "{source: properties.email_verified, target: type}",
                "{source: properties.email, target: type, value_map: {'*': known}}",
                "{source: properties.mailbox, target: type}"
            })
    void takesWhatSendsNoRawEmail(String mapping) {
        read("global:\n  mappings:\n    - " + mapping);

        assertThat(findings.hasErrors()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{value: jane@example.com, target: type}",
                "{source: properties.a, target: type, value_map: {x: Jane <jane@example.com>}}"
            })
    void refusesAnAddressThatIsWrittenDown(String mapping) {
        read("global:\n  mappings:\n    - " + mapping);

        assertThat(findings.list()).singleElement().satisfies(finding -> assertThat(finding.toString())
                .contains("found an e-mail address; expected a value that is nobody's; remove it")
                .doesNotContain("jane"));
    }
}

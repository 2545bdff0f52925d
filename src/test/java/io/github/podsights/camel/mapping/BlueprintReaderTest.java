package io.github.podsights.camel.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.YamlFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
                        "events:\n  purchase: {enabled: false}\n  Order Completed: {enabled: true}",
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
                .hasToString("x.yaml:3: events.purchase.mappings: warning: found remove of 'curency'; expected a target"
                        + " that is mapped; correct or remove it (did you mean 'currency'?)");
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
}

package io.github.podsights.camel.integration;

import static io.github.podsights.camel.integration.IntegrationFixtures.CANARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.consent.ConsentMatch;
import io.github.podsights.camel.consent.OnMissingConsent;
import io.github.podsights.camel.mapping.Presets;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntegrationReaderTest {

    private static final String KEY = "config: {key: '{{env:PODSIGHTS_KEY}}'}\n";

    @TempDir
    private Path directory;

    private final Findings findings = new Findings();

    private Optional<Integration> read(String yaml) {
        return YamlFile.read("x.yaml", yaml, findings)
                .flatMap(map -> IntegrationFixtures.reader(directory).read("x", map, findings));
    }

    @Test
    void hasDefaultsForEverythingButTheKey() {
        Integration integration = read(KEY).orElseThrow();

        assertThat(findings.list()).isEmpty();
        assertThat(integration.id()).isEqualTo("x");
        assertThat(integration.name()).isEqualTo("x");
        assertThat(integration.vendor()).isEqualTo("podsights");
        assertThat(integration.enabled()).isTrue();
        assertThat(integration.sourceId()).isEmpty();
        assertThat(integration.key().value()).isEqualTo(CANARY);
        assertThat(integration.consent().categories()).containsExactly("marketing");
        assertThat(integration.consent().match()).isEqualTo(ConsentMatch.ALL);
        assertThat(integration.consent().onMissing()).isEqualTo(OnMissingConsent.DROP);
        assertThat(integration.mapper().blueprint()).isEqualTo(Presets.load("retail"));
        assertThat(integration.toString()).doesNotContain(CANARY);
    }

    @Test
    void readsEveryKey() {
        Integration integration = read("""
                        name: Podsights Production
                        vendor: podsights
                        enabled: false
                        source_id: src_abc123
                        config:
                          key: "{{env:PODSIGHTS_KEY}}"
                        consent_categories: [marketing, analytics]
                        consent_match: any
                        on_missing_consent: allow
                        preset: full
                        mappings:
                          events:
                            Order Completed: {vendor_event_name: custom_event_1}
                        """).orElseThrow();

        assertThat(findings.list()).isEmpty();
        assertThat(integration.name()).isEqualTo("Podsights Production");
        assertThat(integration.enabled()).isFalse();
        assertThat(integration.sourceId()).contains("src_abc123");
        assertThat(integration.consent().categories()).containsExactly("marketing", "analytics");
        assertThat(integration.consent().match()).isEqualTo(ConsentMatch.ANY);
        assertThat(integration.consent().onMissing()).isEqualTo(OnMissingConsent.ALLOW);
        assertThat(integration.mapper().blueprint().events())
                .anySatisfy(event -> assertThat(event.vendorEventName()).contains("custom_event_1"));
    }

    @Test
    void readsTheSameFieldsAsJson() {
        assertThat(read("{\"name\": \"a\", \"config\": {\"key\": \"{{env:PODSIGHTS_KEY}}\"}, \"mappings\": {}}"))
                .isPresent();
    }

    @Test
    void takesAKeyFromAFile() throws Exception {
        Files.writeString(directory.resolve("key.txt"), "\n  " + CANARY + "\r\n");

        assertThat(read("config: {key: '{{file:key.txt}}'}").orElseThrow().key().value())
                .isEqualTo(CANARY);
        assertThat(read("config: {key: '{{ file:" + directory.resolve("key.txt") + " }}'}")
                        .orElseThrow()
                        .key()
                        .value())
                .isEqualTo(CANARY);
        assertThat(findings.list()).isEmpty();
    }

    @Test
    void warnsOfAKeyThatIsWrittenDown() {
        assertThat(read("config:\n  key: " + CANARY).orElseThrow().key().value())
                .isEqualTo(CANARY);
        assertThat(findings.list())
                .singleElement()
                .hasToString("x.yaml:2: config.key: warning: found the key itself; expected a placeholder for it, since"
                        + " it is a secret; write \"{{env:PODSIGHTS_KEY}}\" or \"{{file:/path}}\" instead");
    }

    private static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(
                        KEY + "consent_match: al",
                        "x.yaml:2: consent_match: found 'al'; expected all or any; write one of these (did you mean"
                                + " 'all'?)"),
                Arguments.of(
                        KEY + "on_missing_consent: deny",
                        "x.yaml:2: on_missing_consent: found 'deny'; expected drop or allow; write one of these"),
                Arguments.of(
                        KEY + "consent_categories: ['{{env:NO_SUCH}}']",
                        "x.yaml:2: consent_categories[0]: found the environment variable 'NO_SUCH' not set;"
                                + " expected a value in it; set 'NO_SUCH' before the start, or correct its name"),
                Arguments.of(
                        KEY + "mappings: {events: {a: {vendor_event_name: lead, mappings: [{value: '{{env:X}}', target:"
                                + " category}]}}}",
                        "x.yaml:2: mappings.events.a.mappings[0].value: found a placeholder, which would be sent as it"
                                + " stands; expected the value itself; write it out: placeholders are for the texts outside"
                                + " of mappings"),
                Arguments.of(
                        KEY + "consent_categories: []",
                        "x.yaml:2: consent_categories: found no category; expected at least one category; write"
                                + " [marketing], or remove the key, which means the same"),
                Arguments.of(
                        KEY + "consent_categories: [marketing, '']",
                        "x.yaml:2: consent_categories[1]: found an empty element; expected a value; write the value, or"
                                + " remove the element"),
                Arguments.of(
                        KEY + "consent_categories: [marketing, analytics, marketing]",
                        "x.yaml:2: consent_categories[2]: found 'marketing' a second time; expected each category once;"
                                + " remove one of the two"),
                Arguments.of(
                        KEY + "consent_categorys: [a]",
                        "x.yaml:2: consent_categorys: found the unknown key 'consent_categorys'; expected name,"
                                + " vendor, enabled, source_id, config, consent_categories, consent_match,"
                                + " on_missing_consent, preset or mappings; remove or correct it (did you mean"
                                + " 'consent_categories'?)"),
                Arguments.of(
                        KEY + "vendor: spotify", "x.yaml:2: vendor: found 'spotify'; expected podsights; write this"),
                Arguments.of(
                        KEY + "preset: retial",
                        "x.yaml:2: preset: found 'retial'; expected retail, full or none; write one of these (did you"
                                + " mean 'retail'?)"),
                Arguments.of(
                        KEY + "enabled: yes",
                        "x.yaml:2: enabled: found 'yes'; expected true or false; write one of these"),
                Arguments.of(
                        KEY + "source_id: ' '",
                        "x.yaml:2: source_id: found a blank text; expected a value; write the value, or remove the key"),
                Arguments.of(
                        KEY + "mappings: [a]", "x.yaml:2: mappings: found a list; expected a map; write a map here"),
                Arguments.of(
                        KEY + "mappings:\n  events:\n    Trial: {enabled: true}",
                        "x.yaml:4: mappings.events.Trial: found an event that is in no preset, without"
                                + " vendor_event_name; expected the vendor's name of the event; add vendor_event_name:"
                                + " …"),
                Arguments.of(
                        "name: a",
                        "x.yaml:1: config.key: found no key; expected the pixel's key; write key:"
                                + " \"{{env:PODSIGHTS_KEY}}\" below config"),
                Arguments.of(
                        "name: a\nconfig:\n  key:",
                        "x.yaml:3: config.key: found no key; expected the pixel's key; write key:"
                                + " \"{{env:PODSIGHTS_KEY}}\" below config"),
                Arguments.of("config: " + CANARY, "x.yaml:1: config: found a text; expected a map; write a map here"),
                Arguments.of(
                        "config: {key: [" + CANARY + "]}",
                        "x.yaml:1: config.key: found a list; expected a single value; write a single value here"),
                Arguments.of(
                        "config: {key: '{{env:NO_SUCH}}'}",
                        "x.yaml:1: config.key: found the environment variable 'NO_SUCH' not set; expected a value in"
                                + " it; set 'NO_SUCH' before the start, or correct its name"),
                Arguments.of(
                        "config: {key: '{{env:EMPTY}}'}",
                        "x.yaml:1: config.key: found the environment variable 'EMPTY' empty; expected a value in it;"
                                + " set 'EMPTY' before the start, or correct its name"),
                Arguments.of(
                        "config: {key: '{{env:LINES}}'}",
                        "x.yaml:1: config.key: found the environment variable 'LINES' with several lines; expected one"
                                + " line; leave the value alone in it"),
                Arguments.of(
                        "config: {key: '{{file:none.txt}}'}",
                        "x.yaml:1: config.key: found the file 'none.txt', which is none; expected a file of at most 64"
                                + " KiB; create it, or correct its path"),
                Arguments.of(
                        "config: {key: '{{" + CANARY + "}}'}",
                        "x.yaml:1: config.key: found braces that are no placeholder; expected {{env:NAME}} or"
                                + " {{file:/path}}, and nothing beside it; write one of these"),
                Arguments.of(
                        "config: {key: '{{env:PODSIGHTS_KEY}} " + CANARY + "'}",
                        "x.yaml:1: config.key: found braces that are no placeholder; expected {{env:NAME}} or"
                                + " {{file:/path}}, and nothing beside it; write one of these"),
                Arguments.of(
                        "config: {key: {{env:PODSIGHTS_KEY}}}",
                        "x.yaml:1: config.key: found a list or map as a key; expected a text as a key; put a value that"
                                + " begins with { or [ in quotes, such as \"{{env:NAME}}\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void saysWhatIsWrongAndNeverTheKey(String yaml, String message) {
        assertThat(read(yaml)).isEmpty();
        assertThat(findings.list()).extracting(Finding::toString).containsExactly(message);
        assertThat(message).doesNotContain(CANARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config: {key " + CANARY + "}",
                "config: {" + CANARY + ": true}",
                "config:\n  key " + CANARY,
                "config:\n  key: *" + CANARY,
                "config:\n  key: !" + CANARY,
                "config:\n  key: \"" + CANARY,
                "config:\n  key: @" + CANARY,
                "config:\n  key: a: " + CANARY
            })
    void doesNotShowTheKeyWhenTheSyntaxAroundItIsWrong(String yaml) {
        assertThat(read(yaml)).isEmpty();
        assertThat(findings.hasErrors()).isTrue();
        assertThat(findings.list()).extracting(Finding::toString).noneMatch(line -> line.contains(CANARY));
    }

    @Test
    void isNamedAfterItsFile() throws Exception {
        Path file = Files.writeString(directory.resolve("shop.eu.yml"), KEY);
        Path odd = Files.writeString(directory.resolve("my shop.yaml"), KEY);
        Path none = Files.writeString(directory.resolve("none.yaml"), KEY);
        IntegrationReader reader = IntegrationFixtures.reader(directory);

        assertThat(reader.read(file, findings).orElseThrow().id()).isEqualTo("shop.eu");
        assertThat(reader.read(odd, findings)).isEmpty();
        assertThat(reader.read(none, findings)).isEmpty();
        assertThat(findings.list()).extracting(Finding::found).containsExactly("the name 'my shop'", "the name 'none'");
    }
}

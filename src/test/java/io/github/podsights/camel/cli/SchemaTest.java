package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.podsights.camel.consent.ConsentMatch;
import io.github.podsights.camel.consent.OnMissingConsent;
import io.github.podsights.camel.delivery.AnswerClass;
import io.github.podsights.camel.integration.Integration;
import io.github.podsights.camel.mapping.DefaultAction;
import io.github.podsights.camel.mapping.OnUnreadable;
import io.github.podsights.camel.mapping.Presets;
import io.github.podsights.camel.mapping.Transform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON Schemas that editors use say the same as the code that reads. */
class SchemaTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Pattern MODELINE = Pattern.compile("# yaml-language-server: \\$schema=(\\S+)");

    @TempDir
    Path directory;

    /** Every YAML file of the repository that has a schema, and the kind that it should be of. */
    static Stream<Arguments> files() throws IOException {
        List<Arguments> files = new ArrayList<>();
        for (String[] place : new String[][] {
            {"config/integrations", "integration"},
            {"config/tests", "golden-test"},
            {"src/main/resources/presets", "blueprint"},
            {"src/main/resources/profiles", "profile"}
        }) {
            try (Stream<Path> yaml = Files.list(Path.of(place[0]))) {
                yaml.sorted().forEach(file -> files.add(arguments(file, place[1])));
            }
        }
        return files.stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachFileNamesItsSchemaInItsFirstLineAndKeepsToIt(Path file, String kind) throws IOException {
        String text = Files.readString(file);

        var modeline = MODELINE.matcher(text.lines().findFirst().orElseThrow());
        assertThat(modeline.matches()).as("first line of %s", file).isTrue();
        assertThat(file.resolveSibling(modeline.group(1)).normalize())
                .isEqualTo(Schema.DIRECTORY.resolve(kind + ".schema.json"));
        assertThat(Schema.of(kind).refusals(text)).isEmpty();
    }

    @Test
    void theBlocksOfTheDocumentsKeepToThem() throws IOException {
        String config = "config: {key: x}\n";
        for (String block : Readme.read(Path.of("docs/mappings.md")).blocks("yaml")) {
            String kind = block.startsWith("tests:") || block.contains("\ntests:") ? "golden-test" : "integration";
            assertThat(Schema.of(kind).refusals(kind.equals("integration") ? config + block : block))
                    .as(block)
                    .isEmpty();
        }
        for (String block : Readme.read().blocks("yaml")) {
            String kind = block.startsWith("answers:") ? "profile" : "integration";
            assertThat(Schema.of(kind).refusals(block)).as(block).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "integration | config: {key: x}; nam: y",
                "integration | name: y",
                "integration | config: {}",
                "integration | config: {keys: x}",
                "integration | config: {key: x}; consent_match: al",
                "integration | config: {key: x}; consent_categories: []",
                "integration | config: {key: x}; preset: retial",
                "integration | config: {key: x}; enabled: 3",
                "integration | config: {key: x}; mappings: {evnets: {}}",
                "integration | config: {key: x}; mappings: {events: {E: {vendor_event: x}}}",
                "integration | config: {key: x}; mappings: {global: {mappings: [{source: a.b, target: t, transform: nmber}]}}",
                "integration | config: {key: x}; mappings: {global: {mappings: [{source: a.b}]}}",
                "integration | config: {key: x}; mappings: {global: {mappings: [{source: a.b, value: 3, target: t}]}}",
                "integration | config: {key: x}; mappings: {global: {mappings: [{target: t}]}}",
                "integration | config: {key: x}; mappings: {global: {mappings: [{source: a, target: t, remove: true}]}}",
                "blueprint | version: 1",
                "blueprint | requires_one_of: []",
                "blueprint | global: {mappings: [{source: a..b, target: t}]}",
                "blueprint | global: {mappings: [{source: a, target: key}]}",
                "blueprint | global: {mappings: [{source: a, target: b.c}]}",
                "blueprint | global: {mappings: [{source: a, target: t, value_map: {}}]}",
                "blueprint | global: {mappings: [{source: a, target: t, on_unreadable: drop}]}",
                "blueprint | defaults: {action: keep}",
                "profile | answer: []",
                "profile | answers: [{status: 2xx}]",
                "profile | answers: [{status: 2x, class: accepted}]",
                "profile | answers: [{status: 200, class: acepted}]",
                "profile | answers: []",
                "profile | answers: [{status: 2xx, class: accepted}]; vendor: {event: [a]}",
                "golden-test | tests: []",
                "golden-test | tests: [{event: {}, expect: {outcome: sent}}]",
                "golden-test | tests: [{event: {}, line: 3, expect: {outcome: delivered}}]",
                "golden-test | tests: [{event: {}, expct: {outcome: delivered}}]",
                "golden-test | tests: [{event: {}, expect: {payloads: {}}}]"
            })
    void refusesWhatTheReadersRefuse(String kind, String yaml) throws IOException {
        assertThat(Schema.of(kind).refusals(yaml.replace("; ", "\n"))).isNotEmpty();
    }

    static Stream<Arguments> enumerations() {
        return Stream.of(
                arguments("integration", "/properties/vendor", List.of(Integration.VENDOR)),
                arguments("integration", "/properties/consent_match", words(ConsentMatch.values())),
                arguments("integration", "/properties/on_missing_consent", words(OnMissingConsent.values())),
                arguments("integration", "/properties/preset", Presets.NAMES),
                arguments("blueprint", "/definitions/transform", Transform.words()),
                arguments(
                        "blueprint",
                        "/definitions/mapping/properties/on_unreadable",
                        words(OnUnreadable::word, List.of(OnUnreadable.values()))),
                arguments(
                        "blueprint",
                        "/properties/defaults/properties/action",
                        words(DefaultAction::word, List.of(DefaultAction.values()))),
                arguments(
                        "profile",
                        "/properties/answers/items/properties/class",
                        words(AnswerClass::word, List.of(AnswerClass.values()))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("enumerations")
    void enumeratesTheWordsThatTheCodeHas(String kind, String pointer, List<String> words) throws IOException {
        JsonNode property = Schema.of(kind).json().at(pointer);

        List<String> enumerated = property.has("enum")
                ? stream(property.get("enum")).map(JsonNode::asText).toList()
                : stream(property.get("oneOf"))
                        .map(one -> one.get("const").asText())
                        .toList();

        assertThat(enumerated).isEqualTo(words);
    }

    @Test
    void enumeratesTheOutcomesThatAGoldenTestMayExpect() throws IOException {
        Home home = new Home(directory);
        home.write("config/tests/x.yaml", "tests: [{event: {}, expect: {outcome: nothing}}]");

        CommandRun run = CommandRun.of("validate", "--json", "--config", home.config());

        assertThat(Pattern.compile(", | or ")
                        .splitAsStream(JSON.readTree(run.out()).get("expected").asText()))
                .containsExactlyElementsOf(
                        stream(Schema.of("golden-test").json().at("/definitions/expectation/properties/outcome/enum"))
                                .map(JsonNode::asText)
                                .toList());
    }

    /** A file in which each object has an unknown key: the reader then names those that it knows. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "integration | config/integrations/x.yaml | {config: {key: \"{{file:key.txt}}\"}, unknown: 1}",
                "blueprint | config/integrations/x.yaml | {config: {key: \"{{file:key.txt}}\"}, mappings: {unknown: 1, global: {unknown: 1,"
                        + " mappings: [{unknown: 1}]}, defaults: {unknown: 1}, events: {Signed Up: {unknown: 1}}}}",
                "profile | profile.yaml | {unknown: 1, answers: [{unknown: 1, status: 200, class: accepted, body: {unknown:"
                        + " 1, path: x}}], vendor: {unknown: 1}}",
                "golden-test | config/tests/x.yaml | {unknown: 1, tests: [{unknown: 1, event: {}, expect: {unknown: 1}}]}"
            })
    void hasEveryKeyThatTheReadersKnowAndNoneBesides(String kind, String file, String yaml) throws IOException {
        Home home = new Home(directory, "podsights.profile=profile.yaml");
        home.write("profile.yaml", "answers: [{status: 2xx, class: accepted}]\n");
        home.write(file, yaml);

        CommandRun run = CommandRun.of("validate", "--json", "--config", home.config());
        Set<Set<String>> known = new HashSet<>();
        for (String line : run.out().lines().toList()) {
            JsonNode finding = JSON.readTree(line);
            if (finding.get("found").asText().equals("the unknown key 'unknown'")) {
                known.add(Pattern.compile(", | or ")
                        .splitAsStream(finding.get("expected").asText())
                        .collect(Collectors.toCollection(TreeSet::new)));
            }
        }
        Set<Set<String>> written = Schema.of(kind).withProperties().stream()
                .map(object -> names(object.get("properties")))
                // Its reader names a key that is not known in its own way, lest it shows a secret.
                .filter(names -> !names.equals(Set.of("key")))
                .collect(Collectors.toSet());

        assertThat(known).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"integration", "blueprint", "profile", "golden-test"})
    void describesEveryKey(String kind) throws IOException {
        assertThat(Schema.of(kind).withProperties()).isNotEmpty().allSatisfy(object -> assertThat(
                        stream(object.get("properties")))
                .allSatisfy(property ->
                        assertThat(property.path("description").asText()).isNotBlank()));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        Iterable<JsonNode> elements = array::elements;
        return StreamSupport.stream(elements.spliterator(), false);
    }

    private static List<String> words(Enum<?>... values) {
        return Stream.of(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static <T> List<String> words(Function<T, String> word, List<T> values) {
        return values.stream().map(word).toList();
    }
}

package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.identity.UrlScrubber;
import io.github.podsights.camel.integration.IntegrationReader;
import io.github.podsights.camel.integration.Placeholders;
import io.github.podsights.camel.mapping.BlueprintReader;
import io.github.podsights.camel.mapping.PayloadMapper;
import io.github.podsights.camel.mapping.Transform;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents in {@code docs/} show can be read, and what they list is complete. */
class DocumentsTest {

    private static final Path MAPPINGS = Path.of("docs/mappings.md");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.]+)` \\|");

    static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void showNoYamlThatCantBeReadInAnIntegration(Path document) throws IOException {
        assertThat(Readme.read(document).blocks("yaml"))
                .filteredOn(block -> !isGoldenTest(block))
                .allSatisfy(block -> {
                    Findings findings = new Findings();
                    String yaml = "config: {key: \"{{env:PODSIGHTS_KEY}}\"}\n" + block;
                    IntegrationReader reader = new IntegrationReader(
                            new Placeholders(Map.of("PODSIGHTS_KEY", "key")::get, Path.of("")),
                            blueprint -> new PayloadMapper(blueprint, new UrlScrubber(List.of())));

                    assertThat(YamlFile.read(document.toString(), yaml, findings)
                                    .flatMap(map -> reader.read("document", map, findings)))
                            .as(findings.list().toString())
                            .isPresent();
                    assertThat(findings.list()).isEmpty();
                });
    }

    private static boolean isGoldenTest(String block) {
        return block.startsWith("tests:") || block.contains("\ntests:");
    }

    @Test
    void mappingsShowGoldenTestsThatPass(@TempDir Path directory) throws IOException {
        Home home = new Home(directory);
        List<String> tests = Readme.read(MAPPINGS).blocks("yaml").stream()
                .filter(DocumentsTest::isGoldenTest)
                .toList();
        home.write("config/tests/shown.yaml", tests.get(0));

        assertThat(tests).hasSize(1);
        assertThat(CommandRun.of("validate", "--config", home.config()))
                .isEqualTo(new CommandRun(0, "0 errors, 0 warnings in 3 files\n", ""));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void pointToWhatIsThere(Path document) throws IOException {
        assertThat(Readme.read(document).links())
                .allSatisfy(link -> assertThat(document.resolveSibling(link)).exists());
    }

    @Test
    void mappingsListEveryTransform() throws IOException {
        String text = Readme.read(MAPPINGS).text();

        assertThat(rows(text.substring(text.indexOf("## Transforms"), text.indexOf("## The presets"))))
                .containsExactlyElementsOf(Transform.words());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "## The whole of it | ## Events | {unknown: 1}",
                "## Events | ## Fields | {events: {e: {unknown: 1}}}",
                "## Fields | ## Transforms | {global: {mappings: [{unknown: 1}]}}"
            })
    void mappingsListEveryKeyThatTheReaderKnows(String from, String to, String blueprint) throws IOException {
        String text = Readme.read(MAPPINGS).text();

        assertThat(rows(text.substring(text.indexOf(from), text.indexOf(to))).map(key -> key.replaceAll("\\..*", "")))
                .containsExactlyInAnyOrderElementsOf(known(blueprint));
    }

    /** The keys that the reader names when it finds an unknown one. */
    private static List<String> known(String blueprint) {
        Findings findings = new Findings();
        BlueprintReader.read(
                YamlFile.read("blueprint.yaml", blueprint, findings).orElseThrow(), findings);
        return findings.list().stream()
                .filter(finding -> finding.found().startsWith("the unknown key"))
                .flatMap(finding -> Pattern.compile(", | or ").splitAsStream(finding.expected()))
                .toList();
    }

    private static Stream<String> rows(String text) {
        return ROW.matcher(text).results().map(row -> row.group(1));
    }
}

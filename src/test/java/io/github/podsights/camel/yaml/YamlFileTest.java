package io.github.podsights.camel.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlFileTest {

    private final Findings findings = new Findings();

    private static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("a: [1, 2\nb: 3\n", "x.yaml:2: found "),
                Arguments.of("a: 1\nb: c: d\n", "x.yaml:2: found mapping values are not allowed here; expected YAML"),
                Arguments.of("a: 1\n\tb: 2\n", "x.yaml:2: found "),
                Arguments.of("a: \"secret\n", "x.yaml:2: found unexpected end of stream"),
                Arguments.of("a: *secret\n", "x.yaml:1: found an alias of no anchor"),
                Arguments.of("a: !secret!b c\n", "x.yaml:1: found an unknown tag"),
                Arguments.of("a: !secret c\n", "x.yaml:1: a: found a tag; expected a value without one"),
                Arguments.of("a: !!binary YQ==\n", "x.yaml:1: a: found a tag"),
                Arguments.of("a: 1\n---\nb: 2\n", "x.yaml:2: found a second document"),
                Arguments.of("a: 1\n\nb: \u0001\n", "x.yaml:3: found a control character"),
                Arguments.of("", "x.yaml:1: found an empty file; expected a map"),
                Arguments.of("# nothing\n", "x.yaml:1: found an empty file; expected a map"),
                Arguments.of("- a\n", "x.yaml:1: found a list; expected a map; write a map here"),
                Arguments.of("secret\n", "x.yaml:1: found a text; expected a map"),
                Arguments.of(
                        "a: 1\nb:\n  c: 2\n  d: 3\n  c: secret\n",
                        "x.yaml:5: b.c: found the key a second time, after line 3; expected each key once"),
                Arguments.of("a: 1\nb: {{env:SECRET}}\n", "x.yaml:2: b: found a list or map as a key"),
                Arguments.of("a: &x\n  b: *x\n", "x.yaml:2: a.b: found an alias of what it stands in"),
                Arguments.of("a: " + "[".repeat(51) + "]".repeat(51), "x.yaml:1: found more than 50 levels"),
                Arguments.of("a: " + "[".repeat(100_000), "x.yaml:1: found more than 50 levels"),
                Arguments.of("a: &a [1]\nb: [" + "*a, ".repeat(51) + "]\n", "x.yaml:1: found too many aliases"),
                Arguments.of(
                        "a: " + "x".repeat(1_000_000), "x.yaml:1: found 1000003 characters; expected at most 1000000"));
    }

    @ParameterizedTest(name = "{index}: {1}")
    @MethodSource("broken")
    void saysWhereTheSyntaxIsBrokenAndNoValue(String yaml, String message) {
        Optional<YamlMap> read = YamlFile.read("x.yaml", yaml, findings);

        assertThat(read).isEmpty();
        assertThat(findings.list()).singleElement().satisfies(finding -> {
            assertThat(finding.toString()).startsWith(message).doesNotContain("snakeyaml", "secret");
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
        });
    }

    @Test
    void doesNotLetAFewAliasesGrowToBillions() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i <= 24; i++) {
            yaml.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
        }

        assertThat(YamlFile.read("x.yaml", yaml.toString(), findings)).isEmpty();
        assertThat(findings.list().get(0).found()).isEqualTo("too many values, by aliases in aliases");
    }

    @Test
    void knowsWhereEachValueStands() {
        YamlMap map = YamlFile.read("x.yaml", "a: 1\nb:\n  c:\n    - d\n    - e: f\n", findings)
                .orElseThrow();

        YamlMap b = map.map("b", findings).orElseThrow();
        YamlList c = b.list("c", findings).orElseThrow();
        assertThat(b.place()).hasToString("x.yaml:2: b");
        assertThat(c.elements().get(0).place()).hasToString("x.yaml:4: b.c[0]");
        assertThat(((YamlMap) c.elements().get(1)).place("e")).hasToString("x.yaml:5: b.c[1].e");
        assertThat(((YamlMap) c.elements().get(1)).place("g")).hasToString("x.yaml:5: b.c[1].g");
    }

    @Test
    void readsYaml12InWhichNoIsAText() {
        YamlMap map = YamlFile.read("x.yaml", "\uFEFFa: no\nb: 012\nc: ~\nd:\ne: 'true'\nf: 1.50\n", findings)
                .orElseThrow();

        assertThat(map.scalar("a", findings).orElseThrow().type()).isEqualTo(YamlScalar.Type.TEXT);
        assertThat(map.text("b", findings)).contains("012");
        assertThat(map.get("c")).isEmpty();
        assertThat(map.get("d")).isEmpty();
        assertThat(map.bool("e", findings)).contains(true);
        assertThat(map.text("f", findings)).contains("1.50");
        assertThat(findings.list()).isEmpty();
    }

    @Test
    void readsBooleansInEachWayOfYaml12() {
        YamlMap map = YamlFile.read("x.yaml", "a: FALSE\nb: True\nc: 'TRUE'\nd: tRUE\n", findings)
                .orElseThrow();

        assertThat(map.bool("a", findings)).contains(false);
        assertThat(map.bool("b", findings)).contains(true);
        assertThat(findings.list()).isEmpty();
        assertThat(map.bool("c", findings)).isEmpty();
        assertThat(map.bool("d", findings)).isEmpty();
    }

    @Test
    void readsAliasesAtEachPlaceThatTheyStand() {
        YamlMap map = YamlFile.read("x.yaml", "a: &a {b: c}\nd: *a\n", findings).orElseThrow();

        assertThat(map.map("d", findings).orElseThrow().place("b")).hasToString("x.yaml:1: d.b");
    }

    @Test
    void collectsWhatTypedGettersDoNotFind() {
        YamlMap map = YamlFile.read("x.yaml", "a: [1]\nb: yes\nc: text\nd: [e, ~, {}]\nff: x\n", findings)
                .orElseThrow();

        assertThat(map.text("a", findings)).isEmpty();
        assertThat(map.bool("b", findings)).isEmpty();
        assertThat(map.map("c", findings)).isEmpty();
        assertThat(map.scalars("d", findings).orElseThrow()).hasSize(1);
        map.onlyKeys(List.of("a", "b", "c", "d", "fff"), findings);
        assertThat(findings.list())
                .extracting(Finding::toString)
                .containsExactly(
                        "x.yaml:1: a: found a list; expected a single value; write a single value here",
                        "x.yaml:2: b: found 'yes'; expected true or false; write one of these",
                        "x.yaml:3: c: found a text; expected a map; write a map here",
                        "x.yaml:4: d[1]: found an empty element; expected a value; write the value, or remove the"
                                + " element",
                        "x.yaml:4: d[2]: found a map; expected a single value, or a list of these; write a single"
                                + " value, or a list of these here",
                        "x.yaml:5: ff: found the unknown key 'ff'; expected a, b, c, d or fff; remove or correct it (did"
                                + " you mean 'fff'?)");
    }

    @Test
    void saysThatAFileIsMissingOrNoUtf8(@TempDir Path directory) throws Exception {
        Path latin = Files.write(directory.resolve("latin.yaml"), "a: ü".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(YamlFile.read(directory.resolve("none.yaml"), findings)).isEmpty();
        assertThat(YamlFile.read(latin, findings)).isEmpty();
        assertThat(findings.list())
                .extracting(Finding::found)
                .containsExactly("no such file", "bytes that are no UTF-8");
    }
}

package io.github.podsights.camel.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Properties as they were written, and where. */
class PropertyValuesTest {

    private static final String KEY = Property.COLLECTOR_URL.key();

    @TempDir
    Path directory;

    private final Findings findings = new Findings();

    /** Properties that are set as system properties. */
    static PropertyValues of(Map<Property, String> properties) {
        return PropertyValues.of(key -> Property.of(key).map(properties::get).orElse(null));
    }

    @Test
    void aSystemPropertyGoesBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
        Map<String, String> system = Map.of(KEY, "system");
        Map<String, String> environment = Map.of("PODSIGHTS_COLLECTOR_URL", "environment");

        assertThat(read(KEY + "=file", system, environment).get(Property.COLLECTOR_URL))
                .contains(new PropertyValues.Value("system", "system property", 0));
        assertThat(read(KEY + "=file", Map.of(), environment).get(Property.COLLECTOR_URL))
                .contains(new PropertyValues.Value("environment", "environment variable PODSIGHTS_COLLECTOR_URL", 0));
        assertThat(read(KEY + "=file", Map.of(), Map.of()).get(Property.COLLECTOR_URL))
                .contains(new PropertyValues.Value("file", file().toString(), 1));
        assertThat(read("", Map.of(), Map.of()).get(Property.COLLECTOR_URL)).isEmpty();
    }

    @Test
    void aBlankOneDoesNotGoBefore() throws IOException {
        assertThat(read(KEY + "=file", Map.of(KEY, " "), Map.of("PODSIGHTS_COLLECTOR_URL", ""))
                        .get(Property.COLLECTOR_URL))
                .map(PropertyValues.Value::text)
                .contains("file");
    }

    @Test
    void anEnvironmentVariableHasUnderscoresForDotsAndHyphens() {
        assertThat(Property.FILE_IN_FLIGHT.environmentVariable()).isEqualTo("PODSIGHTS_SOURCE_FILE_IN_FLIGHT");
    }

    @Test
    void tellsTheLineOfTheValueThatCounts() throws IOException {
        PropertyValues values = read(
                "# " + KEY + "=comment\n" + KEY + ".more=x\n  " + KEY + " : first\n\n" + KEY + "=second\n",
                Map.of(),
                Map.of());

        assertThat(values.get(Property.COLLECTOR_URL))
                .contains(new PropertyValues.Value("second", file().toString(), 5));
        assertThat(values.unknown())
                .isEqualTo(Map.of(KEY + ".more", new PropertyValues.Value("x", file().toString(), 2)));
    }

    @Test
    void whatIsNotOursIsLeftToCamel() throws IOException {
        assertThat(read("camel.main.name=shop\n", Map.of(), Map.of()).unknown()).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsEmpty() {
        PropertyValues values = PropertyValues.read(file(), key -> null, name -> null, findings);

        assertThat(values.unknown()).isEmpty();
        assertThat(Stream.of(Property.values()).map(values::get)).allMatch(value -> value.isEmpty());
        assertThat(findings.list()).isEmpty();
    }

    @Test
    void readsUmlautsAndEscapes() throws IOException {
        assertThat(read(KEY + "=caf\u00e9 \\u00e9 \\\\u00 C:\\\\users\n", Map.of(), Map.of())
                        .get(Property.COLLECTOR_URL))
                .map(PropertyValues.Value::text)
                .contains("caf\u00e9 \u00e9 \\u00 C:\\users");
        assertThat(findings.list()).isEmpty();
    }

    @Test
    void tellsTheLineOfABrokenEscape() throws IOException {
        read("# \\users\n" + KEY + "=fine \\\\users\nother=\\u12 \n", Map.of(), Map.of());

        assertThat(findings.list())
                .extracting(Finding::line, Finding::found)
                .containsExactly(tuple(3, "the broken escape '\\u12 '"));
    }

    @Test
    void theExampleNamesEveryPropertyWithItsDefault() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("config/application.properties"));
        Properties example = new Properties();
        example.load(new StringReader(String.join(
                "\n",
                lines.stream()
                        .filter(line -> line.startsWith("#podsights."))
                        .map(line -> line.substring(1))
                        .toList())));

        assertThat(lines).allMatch(line -> line.isEmpty() || line.startsWith("#"));
        assertThat(example.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(Property.keys());
        List<String> words = List.of(
                "none",
                "the JVM's",
                "as many as in flight, for each integration",
                "by source",
                "the shipped one",
                "by the size of the heap");
        assertThat(Property.values()).allSatisfy(property -> assertThat(example.getProperty(property.key()))
                .as(property.key())
                .isEqualTo(words.contains(property.defaultText()) ? "" : property.defaultText()));
    }

    private PropertyValues read(String content, Map<String, String> system, Map<String, String> environment)
            throws IOException {
        Files.writeString(file(), content);
        return PropertyValues.read(file(), system::get, environment::get, findings);
    }

    private Path file() {
        return directory.resolve("application.properties");
    }
}

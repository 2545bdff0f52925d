package io.github.podsights.camel.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.podsights.camel.event.ConversionEvent;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntegrationsTest {

    private static final String KEY = "config: {key: '{{env:PODSIGHTS_KEY}}'}\n";

    @TempDir
    private Path directory;

    private final Findings findings = new Findings();

    private Integrations read() {
        return Integrations.read(directory, IntegrationFixtures.reader(directory), findings);
    }

    private void write(String name, String yaml) throws IOException {
        Files.writeString(directory.resolve(name), yaml);
    }

    private static ConversionEvent event(String sourceId) {
        return new ConversionEvent(JsonNodeFactory.instance.objectNode().put("source_id", sourceId));
    }

    private static List<String> taking(Integrations integrations, ConversionEvent event) {
        return integrations.of(event).stream().map(Integration::id).toList();
    }

    @Test
    void goToThoseThatAreEnabledAndOfTheEventsSource() throws IOException {
        write("all.yaml", KEY);
        write("one.yml", KEY.replace("PODSIGHTS_KEY", "OTHER_KEY") + "source_id: src_1");
        write("off.yaml", KEY + "enabled: FALSE");

        Integrations integrations = read();

        assertThat(findings.list()).isEmpty();
        assertThat(integrations.list()).extracting(Integration::id).containsExactly("all", "off", "one");
        assertThat(taking(integrations, event("src_1"))).containsExactly("all", "one");
        assertThat(taking(integrations, event("src_2"))).containsExactly("all");
        assertThat(taking(integrations, event(null))).containsExactly("all");
        assertThat(integrations.byId("off")).isPresent();
        assertThat(integrations.byId("gone")).isEmpty();
    }

    @Test
    void warnOfAPixelThatGetsTheSameEventsTwice() throws IOException {
        write("a.yaml", KEY + "source_id: src_1");
        write("b.yaml", KEY + "source_id: src_2");
        write("c.yaml", "name: c\n" + KEY + "source_id: src_1");
        write("off.yaml", KEY + "enabled: false");

        read();

        assertThat(findings.list()).singleElement().satisfies(finding -> {
            assertThat(finding)
                    .hasToString(directory.resolve("c.yaml") + ":2: config.key: warning: found the same key as"
                            + " that of 'a'; expected one integration of a pixel for each source: both report the same events,"
                            + " which are counted twice; give each another source_id, or remove one");
            assertThat(finding.toString()).doesNotContain(IntegrationFixtures.CANARY);
        });
    }

    @Test
    void readOnlyYamlThatIsNotHidden() throws IOException {
        write("a.yaml", KEY);
        write(".b.yaml", "broken: [");
        write("c.yaml~", "broken: [");
        write("README.md", "broken: [");
        Files.createDirectory(directory.resolve("d.yaml"));

        assertThat(read().list()).hasSize(1);
        assertThat(findings.list()).isEmpty();
    }

    @Test
    void refuseTwoFilesOfOneId() throws IOException {
        write("a.yaml", KEY);
        write("a.yml", KEY);

        read();

        assertThat(findings.list())
                .singleElement()
                .hasToString(directory.resolve("a.yml") + ": found the same id as a.yaml; expected one file for each"
                        + " integration; rename or remove one of the two");
    }

    @Test
    void sayWhatToDoIfThereIsNone() {
        assertThat(read().list()).isEmpty();
        Integrations.read(directory.resolve("gone"), IntegrationFixtures.reader(directory), findings);

        assertThat(findings.list())
                .extracting(Finding::toString)
                .containsExactly(
                        directory + ": found no file of an integration; expected a YAML file for each integration;"
                                + " create one there, such as podsights.yaml with config: {key:"
                                + " \"{{env:PODSIGHTS_KEY}}\"}",
                        directory.resolve("gone") + ": found no such directory; expected a directory with a YAML file"
                                + " for each integration; create one there, such as podsights.yaml with config: {key:"
                                + " \"{{env:PODSIGHTS_KEY}}\"}");
    }

    @Test
    void collectTheFindingsOfAllFiles() throws IOException {
        write("a.yaml", "name: a");
        write("b.yaml", "name: [");
        write("c.yaml", KEY);

        assertThat(read().list()).hasSize(1);
        assertThat(findings.list()).hasSize(2);
    }

    @Test
    void areNotTwoOfOneId() throws IOException {
        write("a.yaml", KEY);
        Integration integration = read().list().get(0);

        assertThatThrownBy(() -> new Integrations(List.of(integration, integration)))
                .hasMessage("id: 'a' twice; expected each once");
    }
}

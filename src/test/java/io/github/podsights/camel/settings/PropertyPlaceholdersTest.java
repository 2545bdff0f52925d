package io.github.podsights.camel.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.integration.PlaceholderFunctions;
import io.github.podsights.camel.yaml.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The value of a property that stands in the environment or in a file. */
class PropertyPlaceholdersTest {

    private static final String SECRET = "canary-secret-value-46";

    @TempDir
    Path directory;

    private final Findings findings = new Findings();

    @ParameterizedTest
    @EnumSource
    void everyPropertyTakesOne(Property property) throws IOException {
        Files.writeString(directory.resolve("value.txt"), SECRET + "\n");

        PropertyValues values = read(property.key() + "={{file:value.txt}}").resolved(directory, findings);

        assertThat(values.get(property))
                .contains(new PropertyValues.Value(
                        SECRET, directory.resolve("application.properties").toString(), 1));
        assertThat(values.isPlaceholder(property)).isTrue();
        assertThat(findings.list()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void nothingThatIsWrongWithOneShowsIt(Property property) throws IOException {
        Files.writeString(directory.resolve("value.txt"), "%" + SECRET + " %@?\n");

        Optional<Settings> settings = settings(property.key() + "={{file:value.txt}}");

        assertThat(findings.list().toString()).doesNotContain(SECRET);
        if (property.key().matches(".*(password|token)")) {
            assertThat(settings.toString()).doesNotContain(SECRET);
        }
        if (settings.isEmpty()) {
            assertThat(findings.list()).allSatisfy(finding -> assertThat(finding.toString())
                    .contains("application.properties:1: " + property.key()
                            + ": found another value behind its placeholder; expected "));
        }
    }

    @Test
    void aSettingOfEachKindIsReadThroughOne() throws IOException {
        Files.writeString(directory.resolve("number.txt"), "7\n");
        Files.writeString(directory.resolve("url.txt"), "http://127.0.0.1:1/x\n");

        Settings settings = settings("""
                        podsights.redelivery.attempts={{file:number.txt}}
                        podsights.collector.url={{file:url.txt}}
                        podsights.admin.token={{env:TOKEN}}
                        podsights.redelivery.delay={{env:DELAY}}
                        """).orElseThrow();

        assertThat(settings.redelivery().attempts()).isEqualTo(7);
        assertThat(settings.redelivery().delay()).hasSeconds(3);
        assertThat(settings.collector().url()).hasToString("http://127.0.0.1:1/x");
        assertThat(settings.admin().token()).contains(SECRET);
    }

    @Test
    void oneThatIsSetOutsideTheFileGoesBeforeIt() {
        PropertyValues values = PropertyValues.read(
                        directory.resolve("none"),
                        Map.of(Property.ADMIN_TOKEN.key(), "{{env:TOKEN}}")::get,
                        Map.of("TOKEN", SECRET)::get,
                        findings)
                .resolved(directory, findings);

        assertThat(values.get(Property.ADMIN_TOKEN)).contains(new PropertyValues.Value(SECRET, "system property", 0));
    }

    @Test
    void oneWithoutAValueIsTold() throws IOException {
        assertThat(settings("# a\npodsights.admin.token={{file:none.txt}}\npodsights.admin.host={{env:NONE}}\n"))
                .isEmpty();

        assertThat(findings.list().toString())
                .contains("application.properties:2: podsights.admin.token: found the file 'none.txt', which is none;")
                .contains(
                        "application.properties:3: podsights.admin.host: found the environment variable 'NONE' not set;");
        assertThat(findings.errors()).isEqualTo(2);
    }

    @Test
    void anotherFunctionIsAsked() throws IOException {
        PropertyValues values = read("podsights.admin.token={{vault:token}}")
                .with(new PlaceholderFunctions() {
                    @Override
                    public boolean knows(String name) {
                        return name.equals("vault");
                    }

                    @Override
                    public Optional<String> value(String name, String argument) {
                        return Optional.of(argument + " of the vault");
                    }
                })
                .resolved(directory, findings);

        assertThat(values.get(Property.ADMIN_TOKEN))
                .map(PropertyValues.Value::text)
                .contains("token of the vault");
    }

    @Test
    void amongTheOptionsOfAnEndpointItIsLeftToCamel() throws IOException {
        String uri = "kafka:letters?saslJaasConfig=RAW({{file:value.txt}})";

        PropertyValues values = read("podsights.dead-letter.uri=" + uri).resolved(directory, findings);

        assertThat(values.get(Property.DEAD_LETTER_URI))
                .map(PropertyValues.Value::text)
                .contains(uri);
        assertThat(findings.list()).isEmpty();
    }

    @Test
    void tellsWhereATextStands() throws IOException {
        PropertyValues values = read("a=1\ncamel.x=RAW({{file:value.txt}})\n");

        assertThat(values.holding("{{file:value.txt}}")).hasValueSatisfying(place -> assertThat(place)
                .hasToString(directory.resolve("application.properties") + ":2: camel.x"));
        assertThat(values.holding("{{file:other.txt}}")).isEmpty();
    }

    @Test
    void tellsWhichFunctionsAreAsked() throws IOException {
        PropertyValues values =
                read("a={{x}}\ncamel.x=RAW({{vault:db:a}}{{?sys:b}})\npodsights.admin.host={{service.host:c}}\n");

        assertThat(values.functionNames()).containsExactly("env", "file", "service.host", "sys", "vault");
        assertThat(values.ofCamel().keySet()).containsExactly("camel.x");
    }

    @Test
    void asTextAValueIsNotShown() {
        assertThat(new PropertyValues.Value(SECRET, "f", 3)).hasToString("Value[text=***, where=f, line=3]");
    }

    private Optional<Settings> settings(String content) throws IOException {
        return new SettingsReader(read(content), directory, findings).read();
    }

    private PropertyValues read(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("application.properties"), content);
        return PropertyValues.read(file, key -> null, Map.of("TOKEN", SECRET, "DELAY", "3s")::get, findings);
    }
}

package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code validate}: everything that is wrong, at once, and nothing is written. */
class ValidateTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path directory;

    @Test
    void hasNothingToSayOfWhatIsWell() throws IOException {
        Home home = new Home(directory);

        assertThat(validate(home)).isEqualTo(new CommandRun(0, "0 errors, 0 warnings in 2 files\n", ""));
    }

    @Test
    void hasNothingToSayOfTheConfigurationOfTheRepository() throws IOException {
        Home home = new Home(directory);
        for (String file : List.of(
                "integrations/podsights.yaml",
                "tests/samples.yaml",
                "samples/events.jsonl",
                "application.properties")) {
            home.write("config/" + file, Files.readAllBytes(Path.of("config", file)));
        }
        home.write(
                "config/integrations/podsights.yaml",
                Files.readString(Path.of("config/integrations/podsights.yaml"))
                        .replace("{{env:PODSIGHTS_KEY}}", "{{file:key.txt}}"));

        assertThat(validate(home)).isEqualTo(new CommandRun(0, "0 errors, 0 warnings in 3 files\n", ""));
    }

    @Test
    void findsWhatIsWrongInEveryKindOfFileAtOnce() throws IOException {
        Home home = new Home(directory, "podsights.profile=profile.yaml", "podsights.dead-letter.uri=file:key.txt/x");
        home.write("profile.yaml", "answers: [{status: 2xx, class: acepted}]\n");
        home.write("config/integrations/podsights.yaml", "config: {key: \"{{env:PODSIGHTS_NO_SUCH_KEY}}\"}\n");
        home.write("config/integrations/second.yaml", "config: {key: " + Home.KEY + "}\nconsent_match: al\n");
        home.write("config/routes/pipeline.camel.yaml", "- rout: {}\n");
        home.write("config/tests/mine.yaml", "tests: []\n");

        CommandRun run = validate(home);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        String config = home.config().toString();
        assertThat(run.out().lines().filter(line -> !line.startsWith("  ")))
                .containsExactly(
                        home.path("profile.yaml") + ":1  error  answers[0].class",
                        config + "/integrations/podsights.yaml:1  error  config.key",
                        config + "/integrations/second.yaml:1  warning  config.key",
                        config + "/integrations/second.yaml:2  error  consent_match",
                        config + "/routes/pipeline.camel.yaml:1  error  [0].rout",
                        config + "/tests/mine.yaml  warning",
                        "4 errors, 2 warnings in 6 files");
        assertThat(run.out()).contains("""
                  consent_match
                    found     'al'
                    expected  all or any
                    to do     write one of these (did you mean 'all'?)
                """);
        assertThat(run.out()).doesNotContain(Home.KEY);
    }

    @Test
    void readsIntegrationsAndRoutesAlsoWhereThePropertiesAreBroken() throws IOException {
        Home home = new Home(directory, "podsights.redelivery.attempts=many", "podsights.integrations=pixels");
        home.write("pixels/x.yaml", "config: {}\n");
        home.write("config/routes/x.camel.yaml", "- rout: {}\n");

        assertThat(findings(home))
                .extracting(finding -> finding.get("path").asText())
                .containsExactly("podsights.redelivery.attempts", "config.key", "[0].rout");
    }

    @Test
    void saysOnceThatAFileOfRoutesIsNotReadOrDoesNotRun() throws IOException {
        Home home = new Home(directory);
        home.write("config/routes/mine.yaml", "[]\n");
        home.write("config/routes/dead-letter-kafka.camel.yaml", VersionedHome.shipped("dead-letter-kafka"));

        assertThat(findings(home))
                .extracting(finding -> finding.get("severity").asText() + " "
                        + finding.get("found").asText())
                .containsExactly(
                        "warning 'mine.yaml', which is not read",
                        "warning routes in place of the shipped 'dead-letter-kafka', which do not run");
    }

    @Test
    void printsAnObjectALineForPrograms() throws IOException {
        Home home = new Home(directory);
        home.write(
                "config/integrations/podsights.yaml",
                "config: {key: " + Home.KEY + "}\nname: 'jane@example.com'\nnam: x\n");

        List<JsonNode> findings = findings(home);

        assertThat(findings).hasSize(2);
        assertThat(findings.get(0))
                .hasToString("{\"file\":\"" + home.path("config/integrations/podsights.yaml") + "\",\"line\":3,"
                        + "\"path\":\"nam\",\"severity\":\"error\",\"found\":\"the unknown key 'nam'\",\"expected\":\"name, vendor,"
                        + " enabled, source_id, config, consent_categories, consent_match, on_missing_consent, preset or mappings\","
                        + "\"todo\":\"remove or correct it (did you mean 'name'?)\"}");
        assertThat(findings.get(1).get("severity").asText()).isEqualTo("warning");
    }

    @Test
    void endsWithZeroIfThereAreWarningsAlone() throws IOException {
        Home home = new Home(directory);
        home.write("config/integrations/podsights.yaml", "config: {key: " + Home.KEY + "}\n");

        CommandRun run = validate(home);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).endsWith("0 errors, 1 warning in 2 files\n").doesNotContain(Home.KEY);
    }

    @Test
    void showsNoEmailAddress() throws IOException {
        Home home = new Home(directory);
        home.write("config/integrations/podsights.yaml", "config: {key: \"{{file:key.txt}}\"}\njane@example.com: 1\n");
        home.write("config/tests/x.yaml", """
                tests:
                  - {event: {event: Signed Up, anonymous_id: a, consent: {marketing: true}},
                     expect: {payload: {event: jane@example.com, id: a, em: jane@example.com}}}
                """);

        assertThat(validate(home).out()).doesNotContain("jane");
        home.write("config/integrations/podsights.yaml", "config: {key: \"{{file:key.txt}}\"}\n");
        CommandRun run = validate(home);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("tests[0].expect.payload.event").doesNotContain("jane");
    }

    @Test
    void leavesNothingBehind() throws IOException {
        Home home = new Home(directory);

        validate(home);

        assertThat(home.path("data")).doesNotExist();
    }

    @Test
    void findsDirectoriesThatCantBeMade() throws IOException {
        Home home = new Home(
                directory,
                "podsights.source.file.directory=key.txt/inbox",
                "podsights.dead-letter.uri=file:key.txt",
                "podsights.park.uri=file:new/parked");

        assertThat(findings(home))
                .extracting(finding ->
                        finding.get("line") + " " + finding.get("found").asText())
                .containsExactly(
                        "1 " + home.path("key.txt/inbox") + ", which can't be written (key.txt is a file)",
                        "2 " + home.path("key.txt") + ", which can't be written (it is a file)");
    }

    @Test
    void runsGoldenTestsWithoutTheKeyWhichIsNotToBeHad() throws IOException {
        Home home = new Home(directory);
        home.write("config/integrations/podsights.yaml", "config: {key: \"{{env:PODSIGHTS_NO_SUCH_KEY}}\"}\n");
        home.write("config/tests/x.yaml", """
                tests:
                  - event: {event: Signed Up, anonymous_id: a, consent: {marketing: true}}
                    expect: {payload: {event: lead, id: a}}
                """);

        assertThat(findings(home))
                .extracting(finding -> finding.get("path").asText())
                .containsExactly("config.key", "tests[0].expect.payload.event");
    }

    @Test
    void refusesADirectoryThatIsNotThere() {
        CommandRun run = CommandRun.of("validate", "--config", directory.resolve("nowhere"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("found no directory");
    }

    @Test
    void refusesAWrongUse() {
        assertThat(CommandRun.of("validate", "--jsn").exitCode()).isEqualTo(2);
    }

    private static CommandRun validate(Home home) {
        return CommandRun.of("validate", "--config", home.config());
    }

    private static List<JsonNode> findings(Home home) throws IOException {
        List<JsonNode> findings = new ArrayList<>();
        for (String line : CommandRun.of("validate", "--json", "--config", home.config())
                .out()
                .lines()
                .toList()) {
            findings.add(JSON.readTree(line));
        }
        return findings;
    }
}

package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong usage of {@code dead-letters} is told in one line, and nothing is done. */
class DeadLettersUsageTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replay                         | replay: found nothing that chooses dead letters; expected --all, or",
                "replay --all --outcome invalid | replay: found --all and a filter; expected --all, or",
                "replay --all --rate 0          | --rate: found '0'; expected a number above 0",
                "replay --all --rate 10/d       | --rate: found '10/d'; expected a number above 0",
                "replay --id x                  | --id: found 'x'; expected the id of a dead letter, such as",
                "list --outcome delivered       | --outcome: found 'delivered'; expected invalid or rejected or exhausted",
                "list --since yesterday         | --since: found 'yesterday'; expected a day or a moment in UTC",
                "show ../../etc/passwd          | show: found '../../etc/passwd'; expected the id of a dead letter",
                "purge                          | purge: found nothing that chooses dead letters; expected --all, or",
                "purge --older-than long        | --older-than: found 'long'; expected a duration such as 90d",
            })
    void isRefused(String words, String message) throws Exception {
        Home home = new Home(directory);

        CommandRun run = DeadLettersIT.command(home, words.strip().split(" +"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).singleElement().asString().startsWith("podsights: " + message);
        assertThat(run.out()).isEmpty();
    }

    /** One that is taken and not looked at would erase the letters of another configuration. */
    @Test
    void theDirectoryOfTheConfigurationStandsBehindTheSubcommand() {
        CommandRun run =
                CommandRun.of("dead-letters", "--config", directory.resolve("elsewhere"), "purge", "--all", "--yes");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Unknown option", "--config");
    }

    @Test
    void aSubcommandIsNeeded() {
        CommandRun run = CommandRun.of("dead-letters");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("list", "show", "replay", "purge");
    }

    @Test
    void anIdThatIsNotThereIsTold() throws Exception {
        Home home = new Home(directory);
        String id = "20261124T140240251Z-1d94f75fc817";

        assertThat(DeadLettersIT.command(home, "show", id).err()).contains("found no dead letter " + id);
        CommandRun list = DeadLettersIT.command(home, "list", "--id", id);
        assertThat(list.exitCode()).isEqualTo(1);
        assertThat(list.err()).contains("found no dead letter " + id);
        CommandRun purge = DeadLettersIT.command(home, "purge", "--id", id, "--yes");
        assertThat(purge.exitCode()).isEqualTo(1);
        assertThat(purge.err()).contains("found no dead letter " + id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"duplicates", "identity"})
    void aDatabaseThatAnotherProcessHasOpenIsToldBeforeAnythingIsClaimed(String store) throws Exception {
        Home home = new Home(
                directory,
                "podsights.admin.port=off",
                "podsights." + store + ".jdbc.url=jdbc:h2:./data/remembered",
                "podsights." + store + ".jdbc.user=podsights");
        Path file = home.path("data/remembered.mv.db");
        DriverManager.getConnection("jdbc:h2:" + home.path("data/remembered"), "podsights", "")
                .close();

        try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = open.lock()) { // what H2 takes, too
            CommandRun replay = DeadLettersIT.command(home, "replay", "--all");

            assertThat(lock.isValid()).isTrue();
            assertThat(replay.exitCode()).isEqualTo(2);
            assertThat(replay.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("podsights: " + home.path("config/application.properties") + ":2: podsights." + store
                            + ".jdbc.url: found a database that can't be opened (")
                    .contains("replay through the running instance")
                    .doesNotContain("remembered");
            assertThat(home.path("data/dead-letters/claimed")).doesNotExist();
        }
        assertThat(DeadLettersIT.command(home, "replay", "--all").exitCode()).isZero();
    }

    @Test
    void opensNoDatabaseToLookIntoATopic() throws Exception {
        Home home = new Home(
                directory,
                "podsights.dead-letter.uri=kafka:letters",
                "podsights.source.kafka.brokers=127.0.0.1:9",
                "podsights.duplicates.jdbc.url=jdbc:h2:./data/duplicates",
                "podsights.identity.jdbc.url=jdbc:h2:./data/identities");

        try (OpenLetters open = OpenLetters.of(Configuration.readProperties(home.config()))) {
            assertThat(open.store().place()).isEqualTo("topic letters");
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("podsights-duplicates:"))
                    .noneMatch(name -> name.startsWith("podsights-identity:"));
        }
        assertThat(home.path("data")).doesNotExist();
    }

    @Test
    void needsNoKeyToLookIntoDeadLetters() throws Exception {
        Home home = new Home(directory);
        home.write("config/integrations/podsights.yaml", "config: {key: \"{{env:NOBODY_SET_THIS}}\"}\n");

        assertThat(DeadLettersIT.command(home, "list").exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "Y", " yes ", "YES"})
    void aYesIsAYes(String answer) throws Exception {
        assertThat(answered(answer + "\n")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "n\n", "yep\n", "no\ny\n"})
    void allElseIsANo(String answer) throws Exception {
        assertThat(answered(answer)).isFalse();
    }

    private static boolean answered(String answer) throws Exception {
        StringWriter asked = new StringWriter();
        boolean yes = Question.isYes(
                "Really?", new PrintWriter(asked), new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
        assertThat(asked).hasToString("Really? [y/N] ");
        return yes;
    }
}

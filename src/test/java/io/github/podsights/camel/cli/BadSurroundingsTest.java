package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.route.file.Inbox;
import io.github.podsights.camel.yaml.Findings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only shows when it is tried is tried, and refused, before anything is consumed. */
class BadSurroundingsTest {

    @TempDir
    Path directory;

    @Test
    void refusesADirectoryThatCantBeWritten() throws IOException {
        Home home = new Home(directory, "podsights.source.file.directory=key.txt/inbox");
        Refusal.of(
                home,
                home.path("config/application.properties") + ":1: podsights.source.file.directory: found "
                        + home.path("key.txt/inbox")
                        + ", which can't be written (FileSystemException); expected a directory"
                        + " that this user may write; change its permissions, or name another directory");

        home.write("config/application.properties", "podsights.dead-letter.uri=file:key.txt\n");
        Refusal.of(
                home,
                home.path("config/application.properties") + ":1: podsights.dead-letter.uri: found "
                        + home.path("key.txt")
                        + ", which can't be written (FileAlreadyExistsException); expected a directory"
                        + " that this user may write; change its permissions, or name another directory");
    }

    @Test
    void triesTheDirectoryOfDeadLettersAndNoneOfATopic() throws Exception {
        Home home = new Home(directory, "podsights.dead-letter.uri=file:100%25 letters?chmod=640");
        StartChecks.check(Configuration.read(home.config(), new PrintWriter(Writer.nullWriter())));
        assertThat(home.path("100%25 letters")).isEmptyDirectory();

        home.write("config/application.properties", "podsights.dead-letter.uri=kafka:letters\n");
        StartChecks.check(Configuration.read(home.config(), new PrintWriter(Writer.nullWriter())));
        try (var entries = Files.list(directory)) {
            assertThat(entries.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("100%25 letters", "config", "data", "key.txt");
        }
    }

    @Test
    void bringsToDiskTheNamesOfTheDirectoriesThatItMakes() throws Exception {
        Home home = new Home(directory.resolve("home"), "podsights.park.uri=file:parked");
        Configuration configuration = Configuration.read(home.config(), new PrintWriter(Writer.nullWriter()));
        List<Path> synced = new ArrayList<>();

        new StartChecks(configuration, StartChecks.Mode.START, synced::add, new Findings()).find();

        assertThat(synced).containsExactly(home.path("data"), home.path(""), home.path("data"), home.path(""));
        assertThat(List.of(home.inbox(), home.path("data/dead-letters"), home.path("parked")))
                .allSatisfy(made -> assertThat(made).isDirectory());

        synced.clear();
        new StartChecks(configuration, StartChecks.Mode.START, synced::add, new Findings()).find();
        assertThat(synced).isEmpty();
    }

    @Test
    void refusesAnInboxThatAnotherInstanceReads() throws IOException {
        Home home = new Home(directory, "podsights.source.file.directory=inbox");
        try (Inbox other = new Inbox(home.path("inbox"), Duration.ZERO, Clock.systemUTC())) {
            other.open();

            Refusal.of(
                    home,
                    home.path("config/application.properties") + ":1: podsights.source.file.directory: found "
                            + home.path("inbox")
                            + ", the inbox of another running instance; expected a directory of its own"
                            + " for each instance; stop the other one, or name another directory");
        }
    }

    @Test
    void refusesCertificatesThatCantBeRead() throws IOException {
        Home home = new Home(directory, "podsights.collector.trust-store=key.txt");

        Refusal.of(
                home,
                home.path("config/application.properties") + ":1: podsights.collector.trust-store: found "
                        + home.path("key.txt") + ", which holds no certificates that can be read (KeyStoreException);"
                        + " expected a file in PEM, PKCS#12 or JKS form, without a password; correct the path, or convert the"
                        + " file");
    }

    @Test
    void refusesAMissingDirectoryOfTheConfiguration() {
        CommandRun run = CommandRun.of("run", "--config", directory.resolve("nowhere"));

        assertThat(run)
                .isEqualTo(new CommandRun(
                        2,
                        "",
                        "podsights: " + directory.resolve("nowhere") + ": found no directory; expected one with"
                                + " application.properties and integrations/; name it with --config\n"));
    }

    @Test
    void refusesToWaitForTheEndOfASourceThatHasNone() throws IOException {
        Home home = new Home(directory, "podsights.source=none");

        CommandRun run = CommandRun.of("run", "--once", "--config", home.config());

        assertThat(run)
                .isEqualTo(new CommandRun(
                        2,
                        "",
                        "podsights: " + home.path("config/application.properties")
                                + ":1: podsights.source: found 'none' and the option --once; expected file, whose end --once"
                                + " waits for; a topic or a queue has none; set it to file, or leave --once out\n"));
    }

    @Test
    void refusesAConfigurationWithACommaInItsPath() throws IOException {
        Home home = new Home(directory.resolve("a,b"));

        Refusal.of(
                home,
                home.config()
                        + ": found a comma in the path of the configuration; expected none, since Camel reads it as two"
                        + " paths; rename the directory, or start within it with another --config");
    }
}

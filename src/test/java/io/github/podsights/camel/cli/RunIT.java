package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.collector.CollectorStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run}, with the configuration of a directory. */
class RunIT {

    private static final Duration LONG = Duration.ofSeconds(90);

    private static final String EVENT =
            "{\"event\":\"Order Completed\",\"anonymous_id\":\"a-1\",\"properties\":{\"order_id\":\"%s\"},"
                    + "\"consent\":{\"marketing\":true}}\n";

    @TempDir
    Path directory;

    private CollectorStandIn collector;
    private Home home;

    @BeforeEach
    void start() throws IOException {
        collector = CollectorStandIn.start();
        // A blank, a plus and a percent sign: a path goes into the URI of an endpoint.
        home = new Home(
                Files.createDirectory(directory.resolve("the shop + 5%")),
                "podsights.collector.url=" + collector.url(),
                "podsights.source.file.quiet=0s");
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void onceTakesWhatLiesThereSettlesItAndEnds() throws IOException {
        home.write("data/inbox/events.jsonl", events(3) + "no JSON\n");

        CommandRun run = once();

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith(
                        "Delivering to " + collector.url() + "; files of events are taken from " + home.inbox() + "\n")
                .contains("\n  delivered               3\n")
                .contains("\n  invalid                 1\n")
                .endsWith("  4 received + 0 resumed = 4 outcomes + 0 parked + 0 released + 0 in_flight: it adds up\n");
        assertThat(collector.stats().requests()).isEqualTo(3);
        assertThat(home.inbox().resolve("done/events.jsonl")).exists();
        assertThat(home.path("data/dead-letters")).isDirectoryRecursivelyContaining("glob:**.json");
    }

    @Test
    void onceEndsAtOnceWhereNothingLies() {
        CommandRun run = once();

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out())
                .endsWith("  0 received + 0 resumed = 0 outcomes + 0 parked + 0 released + 0 in_flight: it adds up\n");
    }

    @Test
    void onceFailsWhenAFileCouldNotBeRead() throws IOException {
        home.write("data/inbox/events.jsonl.gz", "not gzip");

        CommandRun run = once();

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(home.inbox().resolve("failed/events.jsonl.gz.reason.txt"))
                .content()
                .contains("not gzip");
    }

    @Test
    void onceDoesNotGoOnWithWhatWasInForceLast() throws IOException {
        assertThat(once().exitCode()).isZero();
        assertThat(home.path("data/last-good/configuration.json")).exists();
        home.write("data/inbox/events.jsonl", events(3));
        home.write("config/integrations/podsights.yaml", "config: {key: a-key}\nconsent: all\n");

        CommandRun refused = once();

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("podsights.yaml:2: consent");
        assertThat(home.inbox().resolve("events.jsonl")).exists();
        assertThat(collector.stats().requests()).isZero();
        home.write("config/integrations/podsights.yaml", "config: {key: a-key}\n");
        home.write(
                "config/routes/mine.camel.yaml",
                "- route:\n    id: mine\n    from: {uri: direct:podsights, steps: [{log: {message: seen}}]}\n");
        CommandRun notBuilt = once();
        assertThat(notBuilt.exitCode()).as(notBuilt.toString()).isEqualTo(2);
        assertThat(notBuilt.err()).contains("mine.camel.yaml");
    }

    @Test
    void stopsInOrderOnATerminationAndPrintsTheBalance() throws Exception {
        collector.behave("{\"delay\": \"100ms\"}");
        home.write(
                "config/application.properties",
                "podsights.collector.url=" + collector.url()
                        + "\npodsights.source.file.quiet=0s\npodsights.source.file.in-flight=4\n");
        home.write("data/inbox/events.jsonl", events(5_000));
        try (PodsightsProcess run = PodsightsProcess.start(directory, "run", "--config", home.config())) {
            await().atMost(LONG).until(() -> collector.stats().requests() > 20);

            run.terminate();

            assertThat(run.exitCode()).isEqualTo(143);
            long sent = collector.stats().requests();
            assertThat(run.out())
                    .containsPattern("\n  delivered +" + sent + "\n")
                    .contains("\n  in_flight               0\n")
                    .endsWith(": it adds up\n");
            assertThat(run.err()).doesNotContain("\tat ").doesNotContain(Home.KEY);
        }
        assertThat(home.inbox().resolve("events.jsonl")).exists();
    }

    @Test
    void refusesInOneLineAsAProcessToo() throws Exception {
        home.write("config/integrations/podsights.yaml", "config: {key: \"{{env:PODSIGHTS_NO_SUCH_KEY}}\"}\n");
        try (PodsightsProcess run = PodsightsProcess.start(directory, "run", "--config", home.config())) {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .startsWith(
                            "podsights: " + home.path("config/integrations/podsights.yaml") + ":1: config.key: found")
                    .hasLineCount(1);
        }
    }

    private CommandRun once() {
        return CommandRun.of("run", "--once", "--config", home.config());
    }

    private static String events(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> EVENT.formatted("o-" + i))
                .collect(Collectors.joining());
    }
}

package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.broker.EmbeddedArtemis;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.route.SettlementListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters in a queue of JMS: the commands say what to use instead, and that does what they say. */
class DeadLetterQueueIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String LETTERS = "podsights.letters";

    /** The block of the README that is a route from that queue. */
    private static final Pattern ROUTE =
            Pattern.compile("```yml\n(- route:\n {4}id: letters-to-a-directory\n.*?)```", Pattern.DOTALL);

    private static final String EVENT =
            "{\"event\":\"Order Completed\",\"anonymousId\":\"v\",\"properties\":{\"order_id\":\"1\"},\"context\":{\"consent\":{\"marketing\":true}}}";

    @TempDir
    Path directory;

    private final CollectorStandIn collector = CollectorStandIn.start();
    private EmbeddedArtemis broker;
    private Home home;

    @BeforeEach
    void begin() throws IOException {
        broker = EmbeddedArtemis.start(directory.resolve("artemis"));
        home = new Home(directory);
        configure("jms:" + LETTERS);
    }

    @AfterEach
    void end() throws IOException {
        broker.close();
        collector.close();
    }

    @Test
    void theCommandsSayWhatToUseInstead() {
        for (List<String> words : List.of(
                List.of("list"),
                List.of("show", "20261124T140240251Z-1d94f75fc817"),
                List.of("replay", "--all"),
                List.of("replay", "--all", "--dry-run"),
                List.of("purge", "--all", "--yes"))) {
            CommandRun run = DeadLettersIT.command(home, words.toArray(String[]::new));
            assertThat(run.exitCode()).as("%s", words).isEqualTo(2);
            assertThat(run.err().lines())
                    .singleElement()
                    .asString()
                    .contains("podsights.dead-letter.uri: found jms:" + LETTERS)
                    .contains("console of the broker")
                    .contains("PODSIGHTS_DEAD_LETTER_URI");
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void aRouteMovesThemIntoADirectoryFromWhichTheyAreReplayed() throws Exception {
        collector.behave(Behaviours.status(400));
        try (Standalone running = start()) {
            send(running);
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.REJECTED) == 1);
            assertThat(broker.depth(LETTERS)).isEqualTo(1);
        }
        home.write("config/routes/letters-to-a-directory.camel.yaml", route());
        try (Standalone running = start()) {
            await().atMost(PATIENCE).until(() -> broker.depth(LETTERS) == 0);
            assertThat(running.total().of(Outcome.REJECTED)).isZero();
        }
        Files.delete(home.path("config/routes/letters-to-a-directory.camel.yaml"));
        configure("file:data/letters");
        assertThat(DeadLettersIT.command(home, "list").out()).contains("rejected", "1 dead letter in ");

        collector.behave(Behaviours.accept());
        CommandRun replay = DeadLettersIT.command(home, "replay", "--all");
        assertThat(replay.exitCode()).as("%s", replay).isZero();
        assertThat(replay.out()).contains("delivered");
        assertThat(collector.stats().requests()).isEqualTo(2);
    }

    private void send(Standalone running) {
        running.context().createProducerTemplate().sendBody("direct:podsights", EVENT);
    }

    private Standalone start() throws Problem {
        return Standalone.start(
                Configuration.read(home.config(), new PrintWriter(Writer.nullWriter())), SettlementListener.NONE);
    }

    private void configure(String letters) throws IOException {
        home.write(
                "config/application.properties",
                String.join(
                        "\n",
                        "podsights.source=none",
                        "podsights.admin.port=off",
                        "podsights.source.jms.url=" + broker.url(),
                        "podsights.collector.url=" + collector.url(),
                        "podsights.dead-letter.uri=" + letters,
                        ""));
    }

    /** With the path as it is from where the test runs. */
    private String route() throws IOException {
        Matcher block = ROUTE.matcher(Files.readString(Path.of("README.md")));
        assertThat(block.find()).isTrue();
        return block.group(1).replace("file:data/letters", "file:" + home.path("data/letters"));
    }
}

package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters that come back: what the commands do with letters that a run left. */
class DeadLettersIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String EMAIL = "jane.doe@example.com";

    private static final String HASH = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d";

    @TempDir
    Path directory;

    private final CollectorStandIn collector = CollectorStandIn.start();
    private Home home;

    @BeforeEach
    void configure() throws IOException {
        home = new Home(
                directory,
                "podsights.collector.url=" + collector.url(),
                "podsights.source.file.quiet=0s",
                "podsights.redelivery.attempts=2",
                "podsights.redelivery.delay=1ms",
                "podsights.redelivery.max-delay=5ms");
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void anExhaustedLetterIsDeliveredWithTheSamePayloadAndOnlyOnce() throws IOException {
        collector.behave(Behaviours.status(503));
        runOnce(purchase("ORD-1"));
        String failed = collector.received().get(0).body().toString();
        collector.clear();
        collector.behave(Behaviours.accept());

        CommandRun list = command("list");
        CommandRun replay = command("replay", "--all");

        assertThat(list.out()).contains("exhausted").contains("1 dead letter in");
        assertThat(replay.exitCode()).as(replay.err()).isZero();
        assertThat(replay.out())
                .contains("delivered", "1 dead letter replayed")
                .contains("  1 received + 0 resumed = 1 outcomes + 0 parked + 0 released + 0 in_flight: it adds up");
        assertThat(collector.received())
                .singleElement()
                .satisfies(request ->
                        assertThat(request.body().toString()).isEqualTo(failed).contains(HASH));

        assertThat(command("replay", "--all").out()).contains("0 dead letters replayed");
        assertThat(collector.stats().requests()).isEqualTo(1);
        assertThat(command("list").out()).contains("0 dead letters in");
        assertThat(command("list", "--all").out()).contains("(replayed)");
        assertThat(letters("replayed")).hasSize(1);
        assertThat(letters("claimed")).isEmpty();
    }

    private CommandRun command(String... words) {
        return command(home, words);
    }

    /** Runs a command of dead letters with the configuration of a home. */
    static CommandRun command(Home home, String... words) {
        String[] all = Stream.concat(
                        Stream.of(
                                "dead-letters",
                                words[0],
                                "--config",
                                home.config().toString()),
                        Stream.of(words).skip(1))
                .toArray(String[]::new);
        return CommandRun.of((Object[]) all);
    }

    private void runOnce(String... events) throws IOException {
        home.write("data/inbox/events.jsonl", String.join("\n", events));
        CommandRun run = CommandRun.of("run", "--config", home.config(), "--once");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("it adds up");
    }

    private List<JsonNode> letters(String below) throws IOException {
        Path letters = home.path("data/dead-letters").resolve(below);
        if (!Files.exists(letters)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(letters)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(DeadLettersIT::read)
                    .toList();
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** An event with consent, and with an e-mail address. */
    static String purchase(String orderId) {
        return "{\"type\":\"track\",\"event\":\"Order Completed\",\"anonymousId\":\"visitor-1\",\"properties\":{"
                + "\"order_id\":\"" + orderId + "\",\"revenue\":129.99,\"currency\":\"USD\",\"email\":\"" + EMAIL
                + "\"},\"context\":{\"consent\":{\"marketing\":true}}}";
    }
}

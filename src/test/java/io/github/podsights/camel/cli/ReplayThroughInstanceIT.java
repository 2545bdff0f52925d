package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.podsights.camel.JsonFiles;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.route.SettlementListener;
import io.github.podsights.camel.settlement.Balance;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay that a running instance does, asked on its admin port. */
class ReplayThroughInstanceIT {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static final String REPLAY = "/dead-letters/replay";

    private static final String NO_SUCH_ID = "20200101T000000000Z-000000000000";

    @TempDir
    Path directory;

    private final CollectorStandIn collector = CollectorStandIn.start();
    private final HttpClient http = HttpClient.newHttpClient();
    private Home home;
    private Standalone instance;

    @BeforeEach
    void configure() throws IOException {
        home = home("podsights.admin.port=0");
    }

    @AfterEach
    void stop() {
        if (instance != null) {
            instance.close();
        }
        collector.close();
    }

    @Test
    void theInstanceReplaysAndTheCommandPrintsTheSameAndNeedsNoKey() throws Exception {
        leave(5);
        start();
        Files.delete(home.path("key.txt"));

        CommandRun replay = command("replay", "--all", "--id", NO_SUCH_ID);
        assertThat(replay.exitCode()).isEqualTo(2);
        replay = command("replay", "--id", NO_SUCH_ID);
        assertThat(replay.exitCode()).isEqualTo(1);
        assertThat(replay.err()).isEqualTo("podsights: --id: found no dead letter " + NO_SUCH_ID + " that is open\n");
        replay = command("replay", "--all");

        assertThat(replay.exitCode()).as(replay.err()).isZero();
        assertThat(replay.err()).isEmpty();
        assertThat(replay.out().lines())
                .hasSize(7)
                .startsWith("By the running instance at " + instance.adminUrl().orElseThrow())
                .endsWith("5 dead letters replayed")
                .filteredOn(line -> line.matches("\\d{8}T\\d{9}Z-[0-9a-f]{12}  delivered       podsights"))
                .hasSize(5);
        assertThat(collector.stats().requests()).isEqualTo(5);
        assertThat(letters("replayed")).hasSize(5);
        assertThat(letters("claimed")).isEmpty();
        assertThat(balance().of(Outcome.DELIVERED)).isEqualTo(5);
        assertThat(command("replay", "--all").out()).endsWith("\n0 dead letters replayed\n");
        assertThat(instance.balance().lines()).extracting(Balance.Line::source).contains("dead-letter");
    }

    @Test
    void whatFailsAgainIsToldAndTheExitCodeIsTheSame() throws Exception {
        leave(2);
        collector.behave(Behaviours.status(400));
        Files.writeString(letters("").get(0), "{");
        start();

        CommandRun replay = command("replay", "--all", "--json", "--rate", "1000/s");

        assertThat(replay.exitCode()).isEqualTo(1);
        JsonNode line = JsonMapper.builder().build().readTree(replay.out());
        assertThat(line.path("replayed").asBoolean()).isTrue();
        assertThat(line.at("/deliveries/0/outcome").asText()).isEqualTo("rejected");
        assertThat(line.at("/deliveries/0/call").asInt()).isEqualTo(1);
        assertThat(replay.err())
                .contains("found broken JSON at line 1, column")
                .contains("1 dead letter replayed, of which 1 failed again and is a dead letter anew")
                .contains("1 dead letter not to be read, left where it is");
        assertThat(balance().of(Outcome.REJECTED)).isEqualTo(1);
    }

    @Test
    void sendsNoneTwiceWhateverReplaysBesideIt() throws Exception {
        leave(300);
        start();

        CommandRun here;
        try (PodsightsProcess beside = PodsightsProcess.start(
                directory, "dead-letters", "replay", "--all", "--rate", "60/s", "--config", home.config())) {
            await().pollInterval(Duration.ofMillis(2))
                    .atMost(LONG)
                    .until(() -> collector.stats().requests() > 0);
            here = command("replay", "--all");

            assertThat(beside.exitCode()).as(beside.err()).isZero();
            assertThat(beside.out()).doesNotContain("By the running instance").contains("it adds up");
        }
        assertThat(here.exitCode()).as(here.err()).isZero();
        assertThat(balance().of(Outcome.DELIVERED)).isBetween(1L, 299L);
        assertThat(collector.stats().ids()).isEqualTo(300);
        assertThat(collector.stats().requests()).as("none twice").isEqualTo(300);
        assertThat(letters("replayed")).hasSize(300);
        assertThat(letters("claimed")).isEmpty();
    }

    @Test
    void refusesAnInstanceThatHasOtherDeadLetters() throws Exception {
        leave(1);
        start();
        home = home("podsights.dead-letter.uri=file:other");

        CommandRun replay = command("replay", "--all");

        assertThat(replay.exitCode()).isEqualTo(2);
        assertThat(replay.err())
                .contains("podsights.dead-letter.uri: found file:" + home.path("other") + ", and an instance at "
                        + instance.adminUrl().orElseThrow() + " whose dead letters lie in file:"
                        + home.path("data/dead-letters").toRealPath() + "; expected the same of both;")
                .hasLineCount(1);
        assertThat(collector.stats().requests()).isZero();
    }

    @Test
    void isOneAtATimeAndEndsWhenItsClientIsGone() throws Exception {
        leave(3);
        start();
        try (InputStream lines = replay("{\"all\":true,\"per_second\":0.001}")) {
            await().atMost(LONG).until(() -> collector.stats().requests() == 1);

            CommandRun second = command("replay", "--all");
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err())
                    .startsWith("podsights: replay: the running instance at ")
                    .contains(" refuses (409): another replay is at work in this instance; ")
                    .hasLineCount(1);
        }

        await().atMost(LONG).until(() -> !get(REPLAY).path("at_work").asBoolean());
        assertThat(letters("claimed")).isEmpty();
        assertThat(letters("replayed")).hasSize(1);
        assertThat(command("replay", "--all").out()).endsWith("\n2 dead letters replayed\n");
        assertThat(collector.stats().requests()).isEqualTo(3);
        balance();
    }

    @Test
    void givesBackWhatWaitsAtAClosedGateWhenItsClientIsGone() throws Exception {
        leave(8);
        collector.behave(Behaviours.status(401));
        start();
        try (InputStream lines = replay("{\"all\":true}")) {
            await().atMost(LONG).until(() -> letters("claimed").size() == 8);
            await().atMost(LONG).until(() -> get("/health/ready")
                    .path("checks")
                    .path("integration:podsights")
                    .has("reason"));
        }

        await().atMost(LONG).until(() -> !get(REPLAY).path("at_work").asBoolean());

        assertThat(letters("claimed")).isEmpty();
        assertThat(letters("replayed")).isEmpty();
        assertThat(letters("")).hasSize(8);
        assertThat(balance().released()).isEqualTo(8);
    }

    @Test
    void losesNothingWhenTheInstanceStops() throws Exception {
        leave(500);
        collector.behave(Behaviours.accept().delayed(Duration.ofMillis(200)));
        start();
        CompletableFuture<CommandRun> replay = CompletableFuture.supplyAsync(() -> command("replay", "--all"));
        await().pollInterval(Duration.ofMillis(2))
                .atMost(LONG)
                .until(() -> collector.stats().requests() > 100);

        instance.close();

        assertThat(replay.join().exitCode()).isEqualTo(1);
        assertThat(replay.join().err()).endsWith(" was stopped; what was not replayed is open as before\n");
        assertThat(letters("claimed")).isEmpty();
        assertThat(collector.stats().requests())
                .isLessThan(500)
                .isEqualTo(collector.stats().ids());
        assertThat(letters("replayed")).hasSize((int) collector.stats().ids());
        assertThat(letters("")).hasSize(500);
        balance();
        CommandRun rest = DeadLettersIT.command(home, "replay", "--all");
        assertThat(rest.exitCode()).as(rest.err()).isZero();
        assertThat(collector.stats().ids()).isEqualTo(500);
        assertThat(collector.stats().requests()).as("none twice").isEqualTo(500);
    }

    @Test
    void saysThatAnInstanceThatIsKilledBrokeOff() throws Exception {
        leave(200);
        // What is in flight then is never answered: it is killed in the middle, however late.
        collector.behave(Behaviours.accept().first(100).or(Behaviours.silence()));
        CompletableFuture<CommandRun> replay;
        try (PodsightsProcess run = PodsightsProcess.start(directory, "run", "--config", home.config())) {
            String url = run.adminUrl();
            await().atMost(LONG)
                    .until(() -> get(url, "/health/ready").path("ready").asBoolean());
            replay = CompletableFuture.supplyAsync(() -> at(url, "replay", "--all"));
            await().pollInterval(Duration.ofMillis(2))
                    .atMost(LONG)
                    .until(() -> collector.stats().requests() > 100);
        }

        assertThat(replay.join().exitCode()).isEqualTo(1);
        assertThat(replay.join().err()).contains(" broke off, and nobody knows what became of at most 64 more");
        assertThat(replay.join().out()).containsPattern("\n\\d+ dead letters? replayed\n");
    }

    @Test
    void anyoneElseAtThePortIsToldAndTheCommandDoesItItself() throws Exception {
        leave(1);

        CommandRun replay = at(collector.url(), "replay", "--all");

        assertThat(replay.exitCode()).as(replay.err()).isZero();
        assertThat(replay.err())
                .startsWith("podsights: replay: found no instance that replays at ")
                .endsWith("; this command does it itself\n");
        assertThat(replay.out()).contains("1 dead letter replayed", "it adds up");
    }

    @Test
    void anOrderThatChoosesNothingOrIsMistypedIsRefused() throws Exception {
        leave(1);
        start();

        for (String order : List.of(
                "",
                "[]",
                "{}",
                "{\"all\":false}",
                "{\"all\":true,\"outcome\":\"rejected\"}",
                "{\"all\":true,\"all\":true}",
                "{\"all\":true} {}",
                "{\"outcom\":\"rejected\"}",
                "{\"outcome\":\"delivered\"}",
                "{\"outcome\":null}",
                "{\"ids\":[]}",
                "{\"ids\":\"" + NO_SUCH_ID + "\"}",
                "{\"ids\":[\"jane.doe@example.com\"]}",
                "{\"since\":\"yesterday\"}",
                "{\"all\":true,\"per_second\":0}",
                "{\"all\":true,\"per_second\":1e999}",
                "{\"all\":true,\"claimed\":\"yes\"}")) {
            HttpResponse<InputStream> answer = post(order);
            String body = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer.statusCode()).as(order).isEqualTo(400);
            assertThat(body).as(order).startsWith("{\"error\":\"found ").doesNotContain("jane.doe");
        }
        assertThat(collector.stats().requests()).isZero();
    }

    @Test
    void tellsOfALetterWhatThereIsToPrintAndNoAddress() throws Exception {
        leave(1);
        start();

        String lines;
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(replay("{\"all\":true}"), StandardCharsets.UTF_8))) {
            lines = reader.lines().filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
        }

        assertThat(lines)
                .matches("(?s)\\{\"letters\":1}\n\\{\"began\":\"[-\\dTZa-f]+\"}\n\\{\"letter\":\\{\"id\":\".*")
                .endsWith("\n{\"end\":{\"stopped\":false,\"missing\":[]}}");
        assertThat(lines).doesNotContain("jane.doe").doesNotContain(Home.KEY);
    }

    private Home home(String more) throws IOException {
        return new Home(
                directory,
                "podsights.collector.url=" + collector.url(),
                "podsights.source.file.quiet=0s",
                "podsights.redelivery.attempts=2",
                "podsights.redelivery.delay=1ms",
                "podsights.redelivery.max-delay=5ms",
                "podsights.park.schedule=none",
                more);
    }

    private void start() throws Exception {
        Configuration configuration = Configuration.read(home.config(), new PrintWriter(Writer.nullWriter()));
        instance = Standalone.start(configuration, configuration.settings().admin(), SettlementListener.NONE);
    }

    /** Leaves so many letters in the directory, and a collector that accepts again. */
    private void leave(int letters) throws IOException {
        DeadLettersIT.leave(letters, home, collector);
        collector.clear();
        collector.behave(Behaviours.accept());
    }

    private CommandRun command(String... words) {
        return at(instance.adminUrl().orElseThrow(), words);
    }

    /** The command in this JVM, told by a property where to ask. */
    private CommandRun at(String url, String... words) {
        return CommandRun.at(url, () -> DeadLettersIT.command(home, words));
    }

    /** The books, which hold at any time. */
    private Balance.Line balance() {
        Balance.Line total = instance.total();
        assertThat(total.balances()).as(total.toString()).isTrue();
        assertThat(total.inFlight()).isZero();
        return total;
    }

    private InputStream replay(String order) throws Exception {
        HttpResponse<InputStream> answer = post(order);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/x-ndjson");
        return answer.body();
    }

    private HttpResponse<InputStream> post(String order) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(instance.adminUrl().orElseThrow() + REPLAY))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(order))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    private JsonNode get(String path) throws Exception {
        return get(instance.adminUrl().orElseThrow(), path);
    }

    private JsonNode get(String url, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
        return JsonMapper.builder()
                .build()
                .readTree(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private List<Path> letters(String below) throws IOException {
        return JsonFiles.below(home.path("data/dead-letters").resolve(below));
    }
}

package io.github.podsights.camel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.podsights.camel.broker.EmbeddedBroker;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.route.SettlementListener;
import io.github.podsights.camel.settings.AdminSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dead letters in a topic of Kafka that come back, with a real broker. */
class DeadLetterTopicIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static EmbeddedBroker broker;

    @TempDir
    Path directory;

    private final CollectorStandIn collector = CollectorStandIn.start();
    private String topic = "letters-" + UUID.randomUUID();
    private Home home;

    @BeforeAll
    static void startTheBroker(@TempDir Path data) {
        broker = EmbeddedBroker.start(data);
    }

    @AfterAll
    static void stopTheBroker() {
        broker.close();
    }

    @BeforeEach
    void configure() throws IOException {
        broker.createTopic(topic, 2, Map.of());
        configure(topic);
    }

    private void configure(String letters) throws IOException {
        home = new Home(
                directory,
                "podsights.collector.url=" + collector.url(),
                "podsights.admin.port=off",
                "podsights.source.file.quiet=0s",
                "podsights.source.kafka.brokers=" + broker.brokers(),
                "podsights.dead-letter.uri=kafka:" + letters,
                "podsights.redelivery.attempts=1");
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void areListedShownAndReplayedOnce() throws Exception {
        leave(5);
        String failed = collector.received().get(0).body();
        collector.clear();
        collector.behave(Behaviours.accept());

        CommandRun list = command("list", "--json");
        assertThat(list.out().lines()).as(list.err()).hasSize(5).allMatch(line -> line.contains("\"state\":\"open\""));
        String id = list.out().replaceAll("(?s)^\\{\"id\":\"([^\"]*)\".*", "$1");
        assertThat(command("show", id).out()).contains("\"id\" : \"" + id + "\"", "\"event\" : {");

        CommandRun one = command("replay", "--id", id);
        assertThat(one.exitCode()).as(one.out() + one.err()).isZero();
        assertThat(one.out()).contains("1 dead letter replayed").contains("it adds up");
        assertThat(collector.stats().requests()).isEqualTo(1);

        CommandRun rest = command("replay", "--all");
        assertThat(rest.out()).as(rest.err()).contains("4 dead letters replayed");
        assertThat(command("replay", "--all").out()).contains("0 dead letters replayed");
        assertThat(collector.received())
                .hasSize(5)
                .extracting(request -> request.body())
                .contains(failed);
        assertThat(collector.stats().ids()).isEqualTo(5);
        assertThat(command("list").out()).contains("0 dead letters in topic " + topic);
        assertThat(command("list", "--all").out()).contains("(replayed)");
        assertThat(policy(topic + "-state")).isEqualTo("compact");
    }

    @Test
    void areSentOnceByTwoReplaysAtTheSameTime() throws Exception {
        leave(200);
        collector.clear();
        collector.behave(Behaviours.accept());

        List<CommandRun> runs = Stream.of(1, 2)
                .map(number -> CompletableFuture.supplyAsync(() -> command("replay", "--all")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(runs)
                .allSatisfy(run -> assertThat(run.exitCode()).as(run.err()).isZero());
        assertThat(collector.stats().ids()).isEqualTo(200);
        assertThat(collector.stats().requests()).as("none twice").isEqualTo(200);
    }

    @Test
    void areReplayedByTheRunningInstanceAndByACommandBesideItOnceEach() throws Exception {
        leave(40);
        collector.clear();
        collector.behave(Behaviours.accept());
        Configuration configuration = Configuration.read(home.config(), new PrintWriter(Writer.nullWriter()));
        AdminSettings anyPort = new AdminSettings(OptionalInt.of(0), "127.0.0.1", Optional.empty());

        try (Standalone instance = Standalone.start(configuration, anyPort, SettlementListener.NONE)) {
            CompletableFuture<CommandRun> beside =
                    CompletableFuture.supplyAsync(() -> command("replay", "--all", "--rate", "4/s"));
            await().atMost(Duration.ofSeconds(30)).until(() -> collector.stats().requests() > 0);
            CommandRun through = CommandRun.at(instance.adminUrl().orElseThrow(), () -> command("replay", "--all"));

            assertThat(through.exitCode()).as(through.err()).isZero();
            assertThat(through.out()).startsWith("By the running instance at ");
            assertThat(beside.join().exitCode()).as(beside.join().err()).isZero();
            assertThat(instance.total().balances()).isTrue();
            assertThat(instance.total().of(Outcome.DELIVERED)).isBetween(1L, 39L);
        }
        assertThat(collector.stats().ids()).isEqualTo(40);
        assertThat(collector.stats().requests()).as("none twice").isEqualTo(40);
        assertThat(command("list").out()).contains("0 dead letters in topic " + topic);
    }

    @Test
    void whatFailsAgainIsALetterAnewAndTheOldOneIsReplayed() throws Exception {
        leave(1);

        CommandRun replay = command("replay", "--all");

        assertThat(replay.exitCode()).isEqualTo(1);
        assertThat(replay.out()).contains("1 dead letter replayed, of which 1 failed again and is a dead letter anew");
        assertThat(command("list", "--json").out().lines())
                .singleElement()
                .asString()
                .doesNotContain("\"replay_of\":null")
                .contains("\"source\":{\"kind\":\"file\",\"file\":\"events.jsonl\",\"line\":1}");
    }

    @ParameterizedTest
    @CsvSource({"200000, 65536", "20000, 0"})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void keepTheBeginningOfAnEventThatIsTooLargeForTheTopic(int most, int kept) throws Exception {
        topic = "small-" + most;
        broker.createTopic(topic, 1, Map.of("max.message.bytes", Integer.toString(most)));
        configure(topic);
        collector.behave(Behaviours.status(400));
        String event = DeadLettersIT.purchase("ORD-1").replace("visitor-1", "v".repeat(300_000));
        home.write("data/inbox/events.jsonl", event + "\n" + DeadLettersIT.purchase("ORD-2"));

        CommandRun run = CommandRun.of("run", "--config", home.config(), "--once");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("it adds up");
        List<JsonNode> letters = new ArrayList<>();
        for (String line : command("list", "--json").out().lines().toList()) {
            String id = JSON.readTree(line).path("id").asText();
            letters.add(JSON.readTree(command("show", id, "--json").out()));
        }
        assertThat(letters).hasSize(2);
        JsonNode cut = letters.stream()
                .filter(letter -> letter.has("event_sha256"))
                .findFirst()
                .orElseThrow();
        assertThat(cut.path("event_length").asInt()).isEqualTo(event.length());
        assertThat(cut.path("event_sha256").asText())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(event.getBytes(UTF_8))));
        assertThat(Base64.getDecoder().decode(cut.path("event_base64").asText()))
                .hasSize(kept);
        assertThat(cut.path("outcome").asText()).isEqualTo("rejected");
        collector.behave(Behaviours.accept());
        CommandRun replay = command("replay", "--all");
        assertThat(replay.out()).contains("1 dead letter replayed", "it keeps the beginning alone of an event of");
    }

    @Test
    void arePurgedByAgeAlone() throws Exception {
        leave(3);

        assertThat(command("purge", "--subject", "visitor-1", "--yes").err())
                .contains("a topic can only be cut off at its old end");
        assertThat(command("purge", "--older-than", "1h", "--yes").out()).contains("0 dead letters");
        assertThat(command("list").out()).contains("3 dead letters in");
        CommandRun purge = command("purge", "--all", "--yes");
        assertThat(purge.out()).as(purge.err()).contains("3 dead letters erased");
        assertThat(command("list", "--all").out()).contains("0 dead letters in");
    }

    @Test
    void aTopicThatIsNotThereIsToldInOneLine() throws Exception {
        home.write(
                "config/application.properties",
                "podsights.source.kafka.brokers=" + broker.brokers() + "\npodsights.dead-letter.uri=kafka:nowhere\n");

        CommandRun list = command("list");

        assertThat(list.exitCode()).isEqualTo(1);
        assertThat(list.err().lines()).singleElement().asString().startsWith("podsights: topic nowhere: found none at");
    }

    private String policy(String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.brokers()))) {
            return admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .get("cleanup.policy")
                    .value();
        }
    }

    private void leave(int letters) throws IOException {
        DeadLettersIT.leave(letters, home, collector);
    }

    private CommandRun command(String... words) {
        return DeadLettersIT.command(home, words);
    }
}

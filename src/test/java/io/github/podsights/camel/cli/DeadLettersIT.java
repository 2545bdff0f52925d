package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.podsights.camel.JsonFiles;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
                "podsights.admin.port=off",
                "podsights.source.file.quiet=0s",
                "podsights.redelivery.attempts=2",
                "podsights.park.schedule=none",
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
        String failed = collector.received().get(0).body();
        collector.clear();
        collector.behave(Behaviours.accept());

        CommandRun list = command("list");
        CommandRun replay = command("replay", "--all");

        assertThat(list.out()).contains("exhausted").contains("1 dead letter in");
        assertThat(replay.exitCode()).as(replay.err()).isZero();
        assertThat(replay.out())
                .contains("delivered", "1 dead letter replayed")
                .contains("  1 received + 0 resumed = 1 outcomes + 0 parked + 0 released + 0 in_flight: it adds up");
        assertThat(collector.received()).singleElement().satisfies(request -> assertThat(request.body())
                .isEqualTo(failed)
                .contains(HASH));

        assertThat(command("replay", "--all").out()).contains("0 dead letters replayed");
        assertThat(collector.stats().requests()).isEqualTo(1);
        assertThat(command("list").out()).contains("0 dead letters in");
        assertThat(command("list", "--all").out()).contains("(replayed)");
        assertThat(letters("replayed")).hasSize(1);
        assertThat(letters("claimed")).isEmpty();
    }

    @Test
    void twoReplaysAtTheSameTimeSendNoneTwice() throws IOException {
        collector.behave(Behaviours.status(400));
        runOnce(IntStream.rangeClosed(1, 300)
                .mapToObj(i -> purchase("ORD-" + i))
                .toArray(String[]::new));
        collector.clear();
        collector.behave(Behaviours.accept());

        List<CommandRun> runs = Stream.of(1, 2)
                .map(number -> CompletableFuture.supplyAsync(() -> command("replay", "--all")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(runs).allSatisfy(run -> {
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("it adds up");
        });
        assertThat(collector.stats().ids()).isEqualTo(300);
        assertThat(collector.stats().requests()).as("none twice").isEqualTo(300);
        assertThat(letters("replayed")).hasSize(300);
        assertThat(letters("claimed")).isEmpty();
    }

    @Test
    void aDryRunSaysWhatWouldBeSentAndSendsAndChangesNothing() throws IOException {
        collector.behave(Behaviours.status(400));
        runOnce(purchase("ORD-1"), "{\"type\":\"track\",");
        collector.clear();

        CommandRun run = command("replay", "--all", "--dry-run");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("delivered", "\"em\":\"" + HASH + "\"", "\"key\":\"***\"")
                .contains("2 dead letters would be replayed, of which 1 would fail again");
        assertThat(command("replay", "--all", "--dry-run", "--json").out().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"id\":\"20"));
        assertThat(collector.stats().requests()).isZero();
        assertThat(command("list").out()).contains("2 dead letters in");
        assertThat(letters("replayed")).isEmpty();
    }

    @Test
    void consentThatIsNeededSinceThenIsLookedAt() throws IOException {
        collector.behave(Behaviours.status(400));
        runOnce(purchase("ORD-1"));
        collector.clear();
        home.write(
                "config/integrations/podsights.yaml",
                "config: {key: \"{{file:key.txt}}\"}\nconsent_categories: [marketing, sale_of_data]\n");

        CommandRun run = command("replay", "--all", "--json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("\"replayed\":true", "\"outcome\":\"consent_denied\"")
                .hasLineCount(1);
        assertThat(collector.stats().requests()).isZero();
        assertThat(letters("replayed")).hasSize(1);
    }

    @Test
    void theReadmeShowsWhatAReplayPrints() throws IOException {
        collector.behave(Behaviours.status(400));
        runOnce(
                purchase("ORD-1").replace("\"marketing\":true", "\"marketing\":true,\"sale_of_data\":true"),
                purchase("ORD-2"));
        home.write(
                "config/integrations/podsights.yaml",
                "config: {key: \"{{file:key.txt}}\"}\nconsent_categories: [marketing, sale_of_data]\n");
        collector.behave(Behaviours.accept());

        CommandRun run = command("replay", "--all");

        List<String> shown = withoutIds(Readme.read().blocks("console").stream()
                .filter(block -> block.startsWith("$ ./podsights dead-letters replay --all"))
                .findFirst()
                .orElseThrow());
        // Several are sent at a time.
        assertThat(withoutIds(run.out())).containsAll(shown.subList(1, shown.size()));
    }

    private static List<String> withoutIds(String text) {
        return text.replaceAll("\\d{8}T\\d{9}Z-[0-9a-f]{12}", "ID").lines().toList();
    }

    @Test
    void whatFailsAgainIsALetterAnewThatNamesTheOldOne() throws IOException {
        collector.behave(Behaviours.status(400));
        runOnce(purchase("ORD-1"));
        String old = letters("").get(0).get("id").textValue();

        CommandRun run = command("replay", "--id", old);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("rejected", "failed again and is a dead letter anew");
        assertThat(letters("replayed")).hasSize(1);
        assertThat(letters("")).hasSize(2).anySatisfy(letter -> {
            assertThat(letter.path("replay_of").textValue()).isEqualTo(old);
            assertThat(letter.at("/source/kind").textValue()).isEqualTo("dead-letter");
            assertThat(letter.at("/source/id").textValue()).isEqualTo(old);
            assertThat(letter.at("/source/source/file").textValue()).isEqualTo("events.jsonl");
        });
    }

    @Test
    void aLetterGoesToItsOwnIntegrationAlone() throws IOException {
        home.write("config/integrations/second.yaml", "config: {key: second-key}\n");
        collector.behave(Behaviours.status(400));
        runOnce(purchase("ORD-1"));
        collector.clear();
        collector.behave(Behaviours.accept());

        assertThat(command("list", "--integration", "second").out()).contains("1 dead letter in");
        CommandRun run = command("replay", "--integration", "second");

        assertThat(run.out()).as(run.err()).contains("1 dead letter replayed");
        assertThat(collector.received()).singleElement().satisfies(request -> assertThat(request.body())
                .contains("\"key\":\"second-key\""));
    }

    @Test
    void anAddressThatIsNotInTheEventAnyMoreIsTakenFromThePayload() throws IOException {
        collector.behave(Behaviours.status(400));
        runOnce(purchase("ORD-1"));
        collector.clear();
        collector.behave(Behaviours.accept());
        Path letter = letterFiles("").get(0);
        Files.writeString(letter, Files.readString(letter).replace(",\"email\":\"" + HASH + "\"", ""));

        CommandRun run = command("replay", "--all");

        assertThat(run.out()).as(run.err()).contains("1 dead letter replayed");
        assertThat(collector.received().get(0).body()).contains("\"em\":\"" + HASH + "\"");
    }

    @Test
    void whatNobodyCouldReadIsReadAnewAndGoesToEverybody() throws IOException {
        runOnce("{\"type\":\"track\",");
        Path letter = letterFiles("").get(0);
        String event = Base64.getEncoder().encodeToString(purchase("ORD-1").getBytes(StandardCharsets.UTF_8));
        Files.writeString(letter, Files.readString(letter).replaceFirst("(\"event_base64\":\")[^\"]*", "$1" + event));

        CommandRun run = command("replay", "--all");

        assertThat(run.out()).as(run.err()).contains("delivered", "1 dead letter replayed");
        assertThat(collector.stats().requests()).isEqualTo(1);
    }

    @Test
    void whatCantBeReplayedAsThingsAreStaysWhereItIs() throws IOException {
        collector.behave(Behaviours.status(400));
        runOnce(purchase("ORD-1"));
        collector.clear();
        Files.move(home.path("config/integrations/podsights.yaml"), home.path("config/integrations/other.yaml"));

        CommandRun run = command("replay", "--all");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("left", "its integration is not there any more")
                .contains("1 dead letter not to be replayed as things are, left open");
        assertThat(collector.stats().requests()).isZero();
        assertThat(command("list").out()).contains("1 dead letter in");
    }

    @Test
    void warnsOfAnEventThatIsOld() throws IOException {
        collector.behave(Behaviours.status(400));
        runOnce(purchase("ORD-1").replace("\"type\"", "\"timestamp\":\"2020-01-01T00:00:00Z\",\"type\""));
        collector.behave(Behaviours.accept());

        CommandRun run = command("replay", "--all");

        assertThat(run.err()).contains("days ago, but the collector dates what it gets to the day it comes");
        assertThat(run.out()).contains("1 dead letter with an event older than podsights.delivery.max-age");
    }

    @Test
    void aBrokenLetterIsToldInOneLineAndTheOthersGoOn() throws IOException {
        collector.behave(Behaviours.status(400));
        runOnce(purchase("ORD-1"), purchase("ORD-2"));
        Files.writeString(letterFiles("").get(0), "{");
        collector.behave(Behaviours.accept());

        CommandRun run = command("replay", "--all");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines()).singleElement().asString().contains("found broken JSON at line 1, column");
        assertThat(run.out()).contains("1 dead letter replayed");
    }

    @Test
    void purgeErasesThePersonAndNobodyElse() throws IOException {
        collector.behave(Behaviours.status(400));
        runOnce(purchase("ORD-1"), purchase("ORD-2").replace(EMAIL, "john@example.com"), purchase("ORD-3"));
        // Several are written at a time, in whatever order.
        JsonNode hers = letters("").stream()
                .filter(letter -> letter.toString().contains("ORD-1"))
                .findFirst()
                .orElseThrow();
        assertThat(command("replay", "--id", hers.get("id").textValue()).exitCode())
                .isEqualTo(1);

        CommandRun refused = command("purge", "--subject", EMAIL);
        CommandRun rehearsal = command("purge", "--subject", EMAIL, "--dry-run");
        CommandRun run = command("purge", "--subject", EMAIL, "--yes");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("found no terminal to ask on").contains("expected --yes");
        assertThat(rehearsal.out()).contains("3 dead letters in", "would be erased");
        assertThat(run.out()).as(run.err()).contains("3 dead letters erased");
        assertThat(letters("")).singleElement().satisfies(letter -> assertThat(letter.toString())
                .contains("ORD-2"));
    }

    @Test
    void purgeByAgeAndOfAll() throws IOException {
        runOnce("no JSON", "no JSON either");

        assertThat(command("purge", "--older-than", "1d", "--yes").out()).contains("0 dead letters in");
        assertThat(command("purge", "--all", "--yes").out()).contains("2 dead letters erased");
        assertThat(letters("")).isEmpty();
    }

    @Test
    void noAddressAndNoKeyIsPrinted() throws IOException {
        collector.behave(Behaviours.status(400));
        runOnce(purchase("ORD-1"), "{\"broken\":\"" + EMAIL);
        String id = letters("").get(0).get("id").textValue();
        List<CommandRun> runs = List.of(
                command("list"),
                command("list", "--json", "--all"),
                command("list", "--reason", EMAIL),
                command("list", "--outcome", EMAIL),
                command("list", "--since", EMAIL),
                command("list", "--id", EMAIL),
                command("show", id),
                command("show", id, "--json"),
                command("show", EMAIL),
                command("replay", "--all", "--dry-run"),
                command("replay", "--all", "--dry-run", "--json"),
                command("replay", "--all", "--rate", EMAIL),
                command("replay", "--all"),
                command("purge", "--older-than", EMAIL),
                command("purge", "--subject", EMAIL),
                command("purge", "--subject", EMAIL, "--dry-run"),
                command("purge", "--subject", EMAIL, "--yes"));

        assertThat(runs).allSatisfy(run -> assertThat(run.out() + run.err())
                .isNotBlank()
                .doesNotContainIgnoringCase(EMAIL)
                .doesNotContain("jane.doe", Home.KEY));
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
        return letterFiles(below).stream().map(DeadLettersIT::read).toList();
    }

    private List<Path> letterFiles(String below) throws IOException {
        return JsonFiles.below(home.path("data/dead-letters").resolve(below));
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves so many letters, by a collector that refuses each event. */
    static void leave(int letters, Home home, CollectorStandIn collector) throws IOException {
        collector.behave(Behaviours.status(400));
        home.write(
                "data/inbox/events.jsonl",
                IntStream.rangeClosed(1, letters)
                        .mapToObj(i -> purchase("ORD-" + i))
                        .collect(Collectors.joining("\n")));
        CommandRun run = CommandRun.of("run", "--config", home.config(), "--once");
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    /** An event with consent, and with an e-mail address. */
    static String purchase(String orderId) {
        return "{\"type\":\"track\",\"event\":\"Order Completed\",\"anonymousId\":\"visitor-1\",\"properties\":{"
                + "\"order_id\":\"" + orderId + "\",\"revenue\":129.99,\"currency\":\"USD\",\"email\":\"" + EMAIL
                + "\"},\"context\":{\"consent\":{\"marketing\":true}}}";
    }
}

package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.JsonFiles;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.collector.Reply;
import io.github.podsights.camel.delivery.Attempt;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.settings.Property;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What failed in place is parked in a directory, and comes back from it. */
class ParkedIT {

    @TempDir
    Path directory;

    private CollectorStandIn collector;

    @BeforeEach
    void startTheCollector() {
        collector = CollectorStandIn.start();
    }

    @AfterEach
    void stopTheCollector() {
        collector.close();
    }

    @Test
    void whatFailedInPlaceIsParkedAndDeliveredWhenItComesBack() throws Exception {
        collector.behave(Behaviours.status(503).first(4));
        try (RunningBundle running = start("200ms,400ms", Map.of())) {
            running.drop("events.jsonl", Purchases.of("ORD-1") + "\n");
            Situation.awaitDone(running, "events.jsonl");

            await().until(() -> running.total().of(Outcome.DELIVERED) == 1);
            await().until(() -> running.bundle().parkedDepth() == 0);
            assertThat(running.total().received()).isEqualTo(1);
            assertThat(running.total().parked()).isEqualTo(2);
            assertThat(running.total().resumed()).isEqualTo(2);
            assertThat(running.used()).hasSize(1);
            assertThat(running.settled()).singleElement().satisfies(delivery -> assertThat(delivery.attempts())
                    .extracting(Attempt::status)
                    .containsExactly(503, 503, 503, 503, 200));
            assertThat(parked()).isEmpty();
        }
        assertThat(collector.received()).hasSize(5).allSatisfy(request -> assertThat(request.body())
                .isEqualTo(Purchases.payload("ORD-1")));
    }

    @Test
    void afterTheLastStageItIsADeadLetterWithAllItsAttempts() throws Exception {
        collector.behave(Behaviours.status(503));
        try (RunningBundle running = start("200ms,400ms", Map.of())) {
            running.drop("events.jsonl", Purchases.of("ORD-1") + "\n");

            await().until(() -> running.total().of(Outcome.EXHAUSTED) == 1);
            JsonNode letter = Situation.deadLetter(running, Outcome.EXHAUSTED);
            assertThat(letter.get("attempts")).hasSize(6);
            assertThat(running.total().parked()).isEqualTo(2);
            await().until(() -> running.bundle().parkedDepth() == 0);
            assertThat(parked()).isEmpty();
        }
        assertThat(collector.stats().requests()).isEqualTo(6);
    }

    @Test
    void isParkedForAsLongAsTheCollectorAsksIfThatIsMoreThanItsBudget() throws Exception {
        collector.behave(Behaviours.reply(Reply.of(503).with("Retry-After", "7200")));
        try (RunningBundle running = start("1m,1h", Map.of())) {
            Instant before = Instant.now();
            running.drop("events.jsonl", Purchases.of("ORD-1") + "\n");
            await().until(() -> running.total().parked() == 1);

            JsonNode parked = Situation.read(parked().get(0));
            assertThat(Instant.parse(parked.get("due").textValue()))
                    .isBetween(before.plusSeconds(7_100), Instant.now().plusSeconds(7_200));
            assertThat(parked.get("stage").intValue()).isEqualTo(1);
            assertThat(parked.get("attempts")).hasSize(1);
        }
    }

    @Test
    void whoseTwinWasAcceptedMeanwhileIsADuplicate() throws Exception {
        collector.behave(Behaviours.status(503).first(2));
        try (RunningBundle running = start("1h", Map.of())) {
            running.drop("first.jsonl", Purchases.of("ORD-1") + "\n");
            await().until(() -> running.total().parked() == 1);
            running.drop("twin.jsonl", Purchases.of("ORD-1") + "\n");
            await().until(() -> running.total().of(Outcome.DELIVERED) == 1);
            makeDue();
            await().until(() -> running.total().of(Outcome.DUPLICATE) == 1);
            await().until(() -> running.bundle().parkedDepth() == 0);
        }
        assertThat(collector.stats().requests()).isEqualTo(3);
    }

    @Test
    void alsoWhoseMessageIdHoldsAnAddress() throws Exception {
        String event =
                Purchases.of("ORD-1").replaceFirst("\\{", "{\"messageId\":\"order-1:" + Purchases.EMAIL + "\",") + "\n";
        collector.behave(Behaviours.status(503).first(2));
        try (RunningBundle running = start("1h", Map.of())) {
            running.drop("first.jsonl", event);
            await().until(() -> running.total().parked() == 1);
            running.drop("twin.jsonl", event);
            await().until(() -> running.total().of(Outcome.DELIVERED) == 1);
            makeDue();
            await().until(() -> running.total().of(Outcome.DUPLICATE) == 1);
        }
        assertThat(collector.stats().requests()).isEqualTo(3);
    }

    @Test
    void whatIsParkedIsForItsOwnerAloneAndHoldsNeitherAddressNorKey() throws Exception {
        collector.behave(Behaviours.status(503));
        try (RunningBundle running = start("1h", Map.of())) {
            running.drop(
                    "jane.doe@example.com.jsonl",
                    Purchases.with("ORD-1", "\"note\":\"to JANE.doe@example.com\",") + "\n");
            await().until(() -> running.total().parked() == 1);

            assertThat(running.bundle().parkedDepth()).isEqualTo(1);
            Path file = parked().get(0);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                    .isEqualTo("rwx------");
            assertThat(new Canary(Purchases.EMAIL, RunningBundle.KEY).in(Files.readAllBytes(file)))
                    .isEmpty();
            try (Stream<Path> beside = Files.list(file.getParent())) {
                assertThat(beside).as("nothing is left of the writing").containsExactly(file);
            }
        }
    }

    @Test
    void aLongerDelayDoesNotHoldUpAShorterOne() throws Exception {
        collector.behave(Behaviours.status(503));
        try (RunningBundle running = start("1h", Map.of())) {
            running.drop("long.jsonl", Purchases.lines(2));
            await().until(() -> running.total().parked() == 2);
        }
        collector.behave(Behaviours.status(503).first(2));
        try (RunningBundle running = start("200ms", Map.of())) {
            assertThat(running.bundle().parkedDepth()).isEqualTo(2);
            running.drop("short.jsonl", Purchases.of("ORD-9") + "\n");
            await().until(() -> running.total().of(Outcome.DELIVERED) == 1);
            await().until(() -> running.bundle().parkedDepth() == 2);
            assertThat(running.total().resumed()).isEqualTo(1);
        }
    }

    @Test
    void whoseConsentIsNotWhatTheIntegrationNowAsksForIsNotSent() throws Exception {
        parkOne();
        collector.behave(Behaviours.accept());
        long before = collector.stats().requests();
        try (RunningBundle running = start("1h", Map.of(), "consent_categories: [marketing, profiling]\n")) {
            makeDue();
            await().until(() -> running.total().of(Outcome.CONSENT_DENIED) == 1);
            assertThat(running.total().received()).isZero();
            await().until(() -> running.bundle().parkedDepth() == 0);
        }
        assertThat(collector.stats().requests()).isEqualTo(before);
    }

    @Test
    void thePayloadIsOfThenAndTheKeyOfToday() throws Exception {
        parkOne();
        collector.behave(Behaviours.accept());
        Files.writeString(
                directory.resolve("integrations/test.yaml"), "name: Test\nvendor: podsights\nconfig: {key: k}\n");
        try (RunningBundle running = start("1h", Map.of(), "preset: none\n")) {
            makeDue();
            await().until(() -> running.total().of(Outcome.DELIVERED) == 1);
        }
        assertThat(collector.received()).last().satisfies(request -> assertThat(request.body())
                .isEqualTo(Purchases.payload("ORD-1")));
    }

    @Test
    void aDisabledIntegrationKeepsItParkedInTheSameStage() throws Exception {
        parkOne();
        long before = collector.stats().requests();
        try (RunningBundle running = start("1h", Map.of(), "enabled: false\n")) {
            makeDue();
            await().until(() -> running.total().parked() == 1);
            await().until(() -> running.bundle().parkedDepth() == 1);
            assertThat(running.total().resumed()).isEqualTo(1);
            JsonNode parked = Situation.read(parked().get(0));
            assertThat(parked.get("stage").intValue()).isEqualTo(1);
            assertThat(parked.get("attempts")).hasSize(2);
            assertThat(parked.get("reason").textValue()).isEqualTo("the integration is disabled");
        }
        assertThat(collector.stats().requests()).isEqualTo(before);
    }

    @Test
    void whatIsNotDueYetThoughItsFileSaysSoIsParkedAgainWithoutAnAttempt() throws Exception {
        parkOne();
        long before = collector.stats().requests();
        try (RunningBundle running = start("1h", Map.of())) {
            Path later = parked().get(0);
            Path past = Files.createDirectories(directory.resolve("data/parked/20200101T0000Z"));
            Files.move(
                    later,
                    past.resolve("20200101T000000000Z"
                            + later.getFileName().toString().substring(19)));
            await().until(() -> running.total().parked() == 1);
            await().until(() -> running.bundle().parkedDepth() == 1);
            Path again = parked().get(0);
            assertThat(again.getFileName().toString())
                    .isGreaterThan(later.getFileName().toString());
            assertThat(Situation.read(again).get("stage").intValue()).isEqualTo(1);
            assertThat(Situation.read(again).get("attempts")).hasSize(2);
        }
        assertThat(collector.stats().requests()).isEqualTo(before);
    }

    @Test
    void anIntegrationThatIsGoneMakesItADeadLetterInItsOwnName() throws Exception {
        parkOne();
        Files.move(directory.resolve("integrations/test.yaml"), directory.resolve("was.yaml"));
        Path file = parked().get(0);
        Files.writeString(file, Files.readString(file).replace("\"test\"", "\"former\""));
        try (RunningBundle running = start("1h", Map.of())) {
            makeDue();
            await().until(() -> running.total().of(Outcome.EXHAUSTED) == 1);
            assertThat(running.used().get(0).integration())
                    .as("no label from what stands in a file")
                    .isEqualTo("none");
            JsonNode letter = Situation.read(running.deadLetters().get(0));
            assertThat(letter.get("reason").textValue()).isEqualTo("the integration former is there no more");
            assertThat(letter.get("integration").textValue()).isEqualTo("former");
            assertThat(letter.get("source").toString())
                    .isEqualTo("{\"kind\":\"file\",\"file\":\"events.jsonl\",\"line\":1}");
            assertThat(letter.at("/payload/key").textValue()).isEqualTo("***");
        }
    }

    @Test
    void anEventThatIsTooOldBecomesADeadLetter() throws Exception {
        String old = Instant.now().minus(6, ChronoUnit.DAYS).toString();
        parkOne(Purchases.of("ORD-1").replaceFirst("\\{", "{\"timestamp\":\"" + old + "\","));
        try (RunningBundle running = start("1h", Map.of(Property.MAX_AGE, "5d"))) {
            makeDue();
            await().until(() -> running.total().of(Outcome.EXHAUSTED) == 1);
            assertThat(Situation.read(running.deadLetters().get(0))
                            .get("reason")
                            .textValue())
                    .isEqualTo("too_old");
        }
    }

    @Test
    void whatCannotBeReadBackIsADeadLetterAndTheOthersGoOn() throws Exception {
        parkOne();
        collector.behave(Behaviours.accept());
        Path file = makeDue();
        byte[] whole = Files.readAllBytes(file);
        Files.write(
                file.resolveSibling(file.getFileName().toString().replaceAll("_.*", "_half.json")),
                java.util.Arrays.copyOf(whole, whole.length / 2));
        try (RunningBundle running = start("1h", Map.of())) {
            await().until(() ->
                    running.total().of(Outcome.INVALID) == 1 && running.total().of(Outcome.DELIVERED) == 1);
            await().until(() -> running.bundle().parkedDepth() == 0);
            JsonNode letter = Situation.read(running.deadLetters().get(0));
            assertThat(letter.get("reason").textValue())
                    .startsWith("the parked delivery can't be read: found broken JSON");
            assertThat(letter.get("event_base64").textValue()).isNotEmpty();
            assertThat(parked()).isEmpty();
        }
    }

    @Test
    void aStaleOneOfTwoIsNotSent() throws Exception {
        parkOne();
        collector.behave(Behaviours.accept());
        long before = collector.stats().requests();
        Path later = parked().get(0);
        Path stale = makeDue();
        Files.createDirectories(later.getParent());
        Files.copy(stale, later);
        try (RunningBundle running = start("1h", Map.of())) {
            assertThat(running.bundle().parkedDepth()).isEqualTo(1);
            assertThat(parked()).containsExactly(later);
        }
        assertThat(collector.stats().requests()).isEqualTo(before);
    }

    @Test
    void aDirectoryThatCannotBeWrittenHoldsTheEventUntilItCan() throws Exception {
        collector.behave(Behaviours.status(503));
        try (RunningBundle running = start("1h", Map.of())) {
            Path blocked = blockTheDirectory();
            running.drop("events.jsonl", Purchases.of("ORD-1") + "\n");

            await().until(() ->
                    unparked(running).count() >= 2 && unparked(running).waiting() == 1);
            assertThat(running.total().parked()).isZero();
            assertThat(running.total().inFlight()).isEqualTo(1);
            assertThat(running.inbox().resolve("done/events.jsonl")).doesNotExist();

            Files.delete(blocked);
            Situation.awaitDone(running, "events.jsonl");
            assertThat(running.total().parked()).isEqualTo(1);
            assertThat(running.total().released()).isZero();
        }
        assertThat(collector.stats().requests()).as("nothing is sent again").isEqualTo(2);
    }

    /** Camel logs as what came before why a delivery was to be parked, when a stop ends the wait. */
    @Test
    void whatAFailureSaysIsNotToldWhenItsDeliveryCouldNotBeParkedUntilTheStop() throws Exception {
        try (LogLines log = LogLines.open(Level.INFO, Level.WARN);
                RunningBundle running = RunningBundle.start(
                        directory,
                        collector,
                        properties("1h", Map.of(Property.ATTEMPTS, "1")),
                        "",
                        BrokenSteps.by(ConnectException::new, "podsights-post")::in)) {
            blockTheDirectory();
            running.drop("events.jsonl", Purchases.of("ORD-1") + "\n");
            await().until(() -> unparked(running).count() >= 1);

            running.context().stop();

            assertThat(running.total().released()).isEqualTo(1);
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("Parked deliveries can't be written"))
                    .noneMatch(line -> line.contains(BrokenSteps.SECRET));
        }
    }

    @Test
    void whileAsManyAreParkedAsMayBeTheSourceIsHeld() throws Exception {
        collector.behave(Behaviours.status(503));
        Map<Property, String> most =
                Map.of(Property.PARK_MAX, "2", Property.FILE_IN_FLIGHT, "1", Property.ATTEMPTS, "1");
        try (RunningBundle running = start("1h", most)) {
            running.drop("events.jsonl", Purchases.lines(10));
            await().until(() -> running.bundle().parkedDepth() >= 2);
            // One more may have been on its way when the second was parked.
            await().during(Duration.ofMillis(300)).until(() -> running.total().received() <= 3);
            await().until(() -> running.total().inFlight() == 0);
            assertThat(running.inbox().resolve("done/events.jsonl")).doesNotExist();

            collector.behave(Behaviours.accept());
            for (Path file : parked()) {
                makeDue(file);
            }
            Situation.awaitDone(running, "events.jsonl");
            await().until(() -> running.total().of(Outcome.DELIVERED) == 10);
        }
    }

    @Test
    void aSecondInstanceIsRefused() throws Exception {
        try (RunningBundle running = start("1h", Map.of())) {
            assertThat(running.bundle().parkedDepth()).isZero();
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> RunningBundle.start(
                            directory.resolve("second"),
                            collector,
                            Map.of(
                                    Property.PARK_SCHEDULE,
                                    "1h",
                                    Property.PARK_URI,
                                    "file:" + directory.resolve("data/parked")))))
                    .isInstanceOf(io.github.podsights.camel.route.file.Spool.InUseException.class)
                    .hasMessageContaining("podsights.park.uri");
        }
    }

    @Test
    void aStopLetsGoWhatHasComeBackAndItStaysParked() throws Exception {
        parkOne();
        collector.behave(Behaviours.status(503));
        Map<Property, String> waiting =
                Map.of(Property.DELAY, "60s", Property.MAX_DELAY, "60s", Property.BUDGET, "10m");
        try (RunningBundle running = start("1h", waiting)) {
            makeDue();
            await().until(() ->
                    running.total().inFlight() == 1 && collector.stats().requests() == 3);
            running.context().stop();
            assertThat(running.total().released()).isEqualTo(1);
        }
        assertThat(parked()).hasSize(1);
    }

    @Test
    void aCallerOfDirectIsAnsweredThatItIsParkedIfThereIsAPlaceForIt() throws Exception {
        collector.behave(Behaviours.status(503).first(2));
        try (RunningBundle running = start("200ms", Map.of(Property.PARK_URI, "file:place"))) {
            Object outcomes =
                    running.context().createProducerTemplate().requestBody("direct:podsights", Purchases.of("ORD-1"));
            assertThat(outcomes)
                    .isEqualTo(List.of(new DeliveryOutcome(
                            "test", 1, null, "failed in place, last: the collector answered 503 (transient)")));
            await().until(() -> running.total().of(Outcome.DELIVERED) == 1);
            assertThat(running.used().get(0).source()).isEqualTo("direct");
        }
    }

    private void parkOne() throws Exception {
        parkOne(Purchases.of("ORD-1"));
    }

    private void parkOne(String event) throws Exception {
        collector.behave(Behaviours.status(503));
        try (RunningBundle running = start("1h", Map.of())) {
            running.drop("events.jsonl", event + "\n");
            await().until(() -> running.total().parked() == 1);
        }
    }

    private Path makeDue() throws IOException {
        return makeDue(parked().get(0));
    }

    /** Changes when a parked delivery is due, in its name and in its text, to the past. */
    private Path makeDue(Path file) throws IOException {
        Path past = Files.createDirectories(directory.resolve("data/parked/20200101T0000Z"));
        String name = "20200101T000000000Z" + file.getFileName().toString().substring(19);
        String text = Files.readString(file).replaceFirst("\"due\":\"[^\"]+\"", "\"due\":\"2020-01-01T00:00:00Z\"");
        Path aside = Files.writeString(past.resolve("." + name), text);
        Path due = past.resolve(name);
        Files.move(aside, due);
        Files.delete(file);
        return due;
    }

    private List<Path> parked() throws IOException {
        return JsonFiles.below(directory.resolve("data/parked"));
    }

    private RunningBundle start(String schedule, Map<Property, String> more) throws Exception {
        return start(schedule, more, "");
    }

    private RunningBundle start(String schedule, Map<Property, String> more, String integration) throws Exception {
        return RunningBundle.start(directory, collector, properties(schedule, more), integration);
    }

    private static Map<Property, String> properties(String schedule, Map<Property, String> more) {
        Map<Property, String> properties = new EnumMap<>(Property.class);
        properties.put(Property.PARK_SCHEDULE, schedule);
        properties.put(Property.ATTEMPTS, "2");
        properties.putAll(more);
        return properties;
    }

    /** A file where each directory that is due within the next hours would have to be made. */
    private Path blockTheDirectory() throws IOException {
        Path blocked = directory.resolve("data/parked");
        Files.delete(blocked.resolve(".podsights.lock"));
        Files.delete(blocked);
        return Files.writeString(blocked, "in the way");
    }

    private static Unwritten unparked(RunningBundle running) {
        return (Unwritten) running.context().getRegistry().lookupByName("podsightsUnparked");
    }
}

package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Gate;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.settings.Property;
import io.github.podsights.camel.settlement.Balance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several integrations take each event: none is held up by another that is paused, slow or silent. */
class IntegrationsApartIT {

    private static final int IN_FLIGHT = 32;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

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
    void onePausedFromTheStartIsParkedWhileNineAreDelivered() throws Exception {
        int events = 600;
        integrations(9);
        collector.behave(Behaviours.status(401).forKey("key-3"));
        try (RunningBundle running = start(Map.of(Property.PARK_SCHEDULE, "1h"))) {
            running.drop("events.jsonl", Purchases.lines(events));
            await().atMost(PATIENCE).until(() -> others(running, Outcome.DELIVERED) == 9L * events);

            await().atMost(PATIENCE).until(() -> line(running).parked() == events - Room.PROBERS);
            assertThat(line(running).received()).isEqualTo(events);
            assertThat(line(running).inFlight()).as("kept as the probe").isEqualTo(Room.PROBERS);
            assertThat(line(running).of(Outcome.DELIVERED)).isZero();
            assertThat(others(running, Outcome.DELIVERED)).isEqualTo(9L * events);
            assertThat(running.deadLetters()).isEmpty();
            // The probes are all that it was asked for: those under way when it was first refused, and one at a time.
            assertThat(collector.stats().requests() - 9L * events).isLessThan(2L * IN_FLIGHT);
        }
        collector.behave(Behaviours.accept());
        try (RunningBundle running = start(Map.of(Property.PARK_SCHEDULE, "1h"))) {
            await().atMost(PATIENCE).until(() -> line(running).of(Outcome.DELIVERED) == Room.PROBERS);
            assertThat(others(running, Outcome.DELIVERED))
                    .as(
                            "what the stop had let go comes again to all, and is known to be a duplicate by a database alone")
                    .isBetween(0L, 9L * Room.PROBERS);
        }
    }

    @Test
    void thoseThatComeLaterHaveConnectionsOfTheirOwn() throws Exception {
        try (RunningBundle running = start(Map.of())) {
            integrations(2);
            running.bundle().swap(running.readIntegrations());
            collector.behave(Behaviours.accept().delayed(Duration.ofSeconds(2)));

            running.drop("events.jsonl", Purchases.lines(IN_FLIGHT));

            await().atMost(PATIENCE).until(() -> collector.stats().inFlight() > IN_FLIGHT);
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.DELIVERED) == 3L * IN_FLIGHT);
        }
    }

    @Test
    void whatWasParkedForItComesBackOnceItIsAcceptedAgain() throws Exception {
        long events = 200;
        integrations(1);
        collector.behave(Behaviours.status(401).forKey("key-1"));
        try (RunningBundle running = start(Map.of(Property.PARK_SCHEDULE, "100ms"))) {
            running.drop("events.jsonl", Purchases.lines((int) events));
            await().atMost(PATIENCE).until(() -> running.bundle().parkedDepth() > 0);
            // It comes back, and is parked again without a further stage, however often.
            await().atMost(PATIENCE).until(() -> ofFirst(running).resumed() > 2 * events);
            assertThat(running.deadLetters()).isEmpty();

            collector.behave(Behaviours.accept());
            await().atMost(PATIENCE).until(() -> ofFirst(running).of(Outcome.DELIVERED) == events);
            await().atMost(PATIENCE).until(() -> running.bundle().parkedDepth() == 0);
            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(2L * events);
            assertThat(running.deadLetters()).isEmpty();
        }
    }

    @Test
    void oneThatNeverAnswersTakesThreeQuartersOfTheWindowAtTheMost() throws Exception {
        int events = 400;
        integrations(9);
        collector.behave(Behaviours.silence().forKey("key-3"));
        Map<Property, String> properties =
                Map.of(Property.PARK_SCHEDULE, "1h", Property.RESPONSE_TIMEOUT, "2m", Property.ATTEMPT_TIMEOUT, "2m");
        try (RunningBundle running = start(properties)) {
            running.drop("events.jsonl", Purchases.lines(events));

            await().atMost(PATIENCE).until(() -> others(running, Outcome.DELIVERED) == 9L * events);
            await().atMost(PATIENCE)
                    .until(() -> line(running).parked() + line(running).inFlight() == events);
            assertThat(line(running).inFlight()).isEqualTo(IN_FLIGHT * 3L / 4);
            // Its requests end now, and the bundle need not wait for them.
            collector.close();
        }
    }

    @Test
    void timeOutsOfOnePauseItAloneAndTheOthersGoOn() throws Exception {
        int events = 400;
        integrations(9);
        collector.behave(Behaviours.silence().forKey("key-3"));
        Map<Property, String> properties = Map.of(
                Property.PARK_SCHEDULE,
                "2s" + ",2s".repeat(9), // none may come to the end of it while the others are delivered
                Property.RESPONSE_TIMEOUT,
                "500ms",
                Property.GATE_MAX_PROBE_INTERVAL,
                "1s");
        try (RunningBundle running = start(properties)) {
            running.drop("events.jsonl", Purchases.lines(events));
            await().atMost(PATIENCE).until(() -> others(running, Outcome.DELIVERED) == 9L * events);
            // As long as others are accepted in between, its failures make no row.
            await().atMost(PATIENCE).until(() -> running.bundle().gates().paused().stream()
                    .map(Gate::name)
                    .toList()
                    .equals(List.of("other-3")));
            assertThat(running.bundle().gates().endpoint().isOpen()).isTrue();

            collector.behave(Behaviours.accept());
            await().atMost(PATIENCE).until(() -> line(running).of(Outcome.DELIVERED) == events);
            assertThat(running.deadLetters()).isEmpty();
            assertThat(running.total().inFlight()).isZero();
        }
    }

    @Test
    void oneThatFallsSilentWhileNothingComesForTheOtherDoesNotKeepItFromWhatComesLater() throws Exception {
        integration(1, "source_id: src_1\n");
        integration(2, "source_id: src_2\n");
        collector.behave(Behaviours.status(503).forKey("key-1"));
        Map<Property, String> properties = Map.of(
                Property.PARK_SCHEDULE, "1h",
                Property.GATE_MAX_PROBE_INTERVAL, "50ms",
                Property.ATTEMPTS, "100");
        try (RunningBundle running = start(properties, "enabled: false\n")) {
            running.drop("first.jsonl", fromSource(1, 100));
            await().atMost(PATIENCE)
                    .until(() ->
                            !running.bundle().gates().integration("other-1").isOpen()
                                    && running.bundle().gates().endpoint().isOpen());

            running.drop("second.jsonl", fromSource(2, 100));
            await().atMost(PATIENCE).until(() -> line(running, "other-2").of(Outcome.DELIVERED) == 100);
            assertThat(ofFirst(running).of(Outcome.DELIVERED)).isZero();
            assertThat(running.deadLetters()).isEmpty();

            collector.behave(Behaviours.accept());
            await().atMost(PATIENCE)
                    .until(() -> ofFirst(running).of(Outcome.DELIVERED)
                                    + ofFirst(running).parked()
                            == 100);
            assertThat(ofFirst(running).of(Outcome.DELIVERED)).isPositive();
        }
    }

    private static String fromSource(int number, int count) {
        return Purchases.lines(count).replace("{\"type\"", "{\"source_id\":\"src_" + number + "\",\"type\"");
    }

    @Test
    void theTwinsOfWhatWaitsForAPausedOneAreParkedToo() throws Exception {
        int twins = 3 * IN_FLIGHT;
        integrations(1);
        collector.behave(Behaviours.status(401).forKey("key-1"));
        try (RunningBundle running = start(Map.of(Property.PARK_SCHEDULE, "1h"))) {
            String twin = Purchases.of("ORD-1").replaceFirst("\\{", "{\"messageId\":\"m-1\",") + "\n";
            running.drop("events.jsonl", twin.repeat(twins));
            await().atMost(PATIENCE).until(() -> ofFirst(running).parked() == twins - 1);
            assertThat(ofFirst(running).inFlight()).as("the probe").isEqualTo(1);
            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(1);
            assertThat(running.total().of(Outcome.DUPLICATE)).isEqualTo(twins - 1);
        }
    }

    @Test
    void eventsOfManyCallsDoNotWaitForEachOthersPlaces() throws Exception {
        int events = 3 * IN_FLIGHT;
        integration(2, "preset: full\n");
        integration(3, "preset: full\n");
        String event =
                "{\"type\":\"track\",\"event\":\"Product Viewed\",\"anonymousId\":\"v\",\"context\":{\"consent\":"
                        + "{\"marketing\":true}},\"properties\":{\"products\":["
                        + String.join(",", Collections.nCopies(40, "{\"sku\":\"1\",\"price\":2}"))
                        + "]}}\n";
        try (RunningBundle running = start(Map.of())) {
            running.drop("events.jsonl", event.repeat(events));
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.DELIVERED) == 2L * 40 * events);
            assertThat(running.total().inFlight()).isZero();
        }
    }

    @Test
    void withoutAPlaceToParkAllWaitForTheOneThatIsPaused() throws Exception {
        integrations(1);
        collector.behave(Behaviours.status(401).forKey("key-1"));
        try (RunningBundle running = start(Map.of())) {
            running.drop("events.jsonl", Purchases.lines(200));
            await().atMost(PATIENCE).until(() -> ofFirst(running).inFlight() == IN_FLIGHT);
            assertThat(running.total().parked()).isZero();

            collector.behave(Behaviours.accept());
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.DELIVERED) == 400);
        }
    }

    @Test
    void allIsHeldAndNothingParkedWhileNothingCanBeSentForAny() throws Exception {
        integrations(2);
        collector.behave(Behaviours.status(401));
        try (RunningBundle running = start(Map.of(Property.PARK_SCHEDULE, "1h"))) {
            running.drop("events.jsonl", Purchases.lines(200));
            await().atMost(PATIENCE)
                    .until(() -> running.bundle().gates().paused().size() == 3);
            await().atMost(PATIENCE).until(() -> running.total().inFlight() >= Room.PROBERS);

            collector.behave(Behaviours.accept());
            await().atMost(PATIENCE)
                    .until(() -> running.total().of(Outcome.DELIVERED)
                                    + running.total().parked()
                            == 600);
            assertThat(running.total().parked())
                    .as("while the first of them was paused, not the others")
                    .isLessThan(100);
        }
    }

    @Test
    void aCallerGetsTheOutcomesInTheOrderOfTheIntegrations() throws Exception {
        integrations(2);
        collector.behave(Behaviours.accept().delayed(Duration.ofMillis(100)).forKey("key-1"));
        try (RunningBundle running = start(Map.of())) {
            assertThat(running.context()
                            .createProducerTemplate()
                            .requestBody("direct:podsights", Purchases.of("ORD-1")))
                    .isEqualTo(List.of(delivered("other-1"), delivered("other-2"), delivered("test")));
        }
    }

    @Test
    void aCallerGetsAnExceptionIfOneOfThemCanNotBeSettled() throws Exception {
        integrations(2);
        collector.behave(Behaviours.status(401).forKey("key-1"));
        try (RunningBundle running = start(Map.of(Property.ATTEMPTS, "2"))) {
            assertThatThrownBy(() -> running.context()
                            .createProducerTemplate()
                            .requestBody("direct:podsights", Purchases.of("ORD-1")))
                    .hasRootCauseInstanceOf(UnsettledException.class);

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(2);
            assertThat(running.total().released()).isEqualTo(1);
        }
    }

    private static DeliveryOutcome delivered(String integration) {
        return new DeliveryOutcome(integration, 1, Outcome.DELIVERED, null);
    }

    private RunningBundle start(Map<Property, String> properties) throws Exception {
        return start(properties, "");
    }

    /** @param more of the integration of the harness */
    private RunningBundle start(Map<Property, String> properties, String more) throws Exception {
        Map<Property, String> all = new EnumMap<>(Property.class);
        all.put(Property.FILE_IN_FLIGHT, Integer.toString(IN_FLIGHT));
        all.putAll(properties);
        return RunningBundle.start(directory, collector, all, more);
    }

    /** So many integrations beside that of the harness, each with a key of its own. */
    private void integrations(int count) throws Exception {
        Files.createDirectories(directory.resolve("integrations"));
        for (int i = 1; i <= count; i++) {
            integration(i, "");
        }
    }

    /** @param more of its file */
    private void integration(int number, String more) throws Exception {
        Files.createDirectories(directory.resolve("integrations"));
        Files.writeString(directory.resolve("key-" + number), "key-" + number);
        Files.writeString(
                directory.resolve("integrations/other-" + number + ".yaml"),
                "config: {key: \"{{file:key-" + number + "}}\"}\n" + more);
    }

    /** The books of the third of the others. */
    private static Balance.Line line(RunningBundle running) {
        return line(running, "other-3");
    }

    private static Balance.Line ofFirst(RunningBundle running) {
        return line(running, "other-1");
    }

    private static Balance.Line line(RunningBundle running, String integration) {
        return Balance.total(running.bundle().balance().lines().stream()
                .filter(line -> line.integration().equals(integration))
                .toList());
    }

    private static long others(RunningBundle running, Outcome outcome) {
        return running.total().of(outcome) - line(running).of(outcome);
    }
}

package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.github.podsights.camel.collector.Behaviour;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.collector.ReceivedRequest;
import io.github.podsights.camel.collector.Reply;
import io.github.podsights.camel.delivery.Gate;
import io.github.podsights.camel.delivery.Gates;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.settings.Property;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collector that is down, overrun, or takes nothing of an integration: what is in hand waits, and nothing is lost. */
class GateIT {

    /** So few that an outage would use them up, if it counted. */
    private static final Map<Property, String> FEW = Map.of(
            Property.ATTEMPTS, "4",
            Property.BUDGET, "1s",
            Property.DELAY, "20ms",
            Property.MAX_DELAY, "20ms",
            Property.FILE_IN_FLIGHT, "20",
            Property.GATE_MAX_PROBE_INTERVAL, "20ms");

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

    /** Whatever is in flight, but for the one that may be the probe, by a gate: what waits for its next attempt waits too. */
    private void awaitAllHeld(RunningBundle running) {
        Gates gates = running.bundle().gates();
        await().until(() -> !(gates.endpoint().isOpen() && gates.paused().isEmpty())
                && running.bundle().waiting() >= 4
                && collector.stats().inFlight() <= 1
                && running.bundle().waiting() >= running.total().inFlight() - 1);
    }

    @Test
    void anOutageCostsNoDeadLetterAndNoAttemptBeyondItsProbes() throws Exception {
        collector.behave(Behaviours.status(503));
        try (LogLines log = LogLines.open(Level.INFO, Level.WARN);
                RunningBundle running = RunningBundle.start(directory, collector, FEW)) {
            running.drop("events.jsonl", Purchases.lines(100));
            await().until(() -> !running.bundle().gates().endpoint().isOpen());
            awaitAllHeld(running);
            long atClosing = collector.stats().requests();
            assertThat(atClosing).as("the window, and its first attempts again").isLessThanOrEqualTo(60);
            await().until(() -> collector.stats().requests() >= atClosing + 100);

            assertThat(collector.stats().maxInFlight()).isLessThanOrEqualTo(20);
            assertThat(running.total().received()).as("the source is held").isLessThanOrEqualTo(20);
            assertThat(running.bundle().gates().endpoint().reason())
                    .isEqualTo("the collector answered 503 (transient)");
            assertThat(running.total().ended()).isZero();
            collector.behave(Behaviours.accept());
            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(100);
            assertThat(collector.stats().acceptedTwice()).isZero();
            assertThat(running.deadLetters()).isEmpty();
            assertThat(running.bundle().gates().endpoint().state()).isEqualTo(Gate.State.OPEN);
            assertThat(log.lines().stream().filter(line -> line.contains("gate")))
                    .as("once a change")
                    .hasSize(2);
        }
    }

    @Test
    void whileItIsClosedProbesComeOneAtATime() throws Exception {
        collector.behave(Behaviours.status(503));
        try (RunningBundle running = RunningBundle.start(directory, collector, FEW)) {
            running.drop("events.jsonl", Purchases.lines(20));
            awaitAllHeld(running);
            collector.clear();
            collector.behave(Behaviours.status(503).delayed(Duration.ofMillis(50)));

            await().until(() -> collector.stats().requests() >= 5);

            assertThat(collector.stats().maxInFlight()).isEqualTo(1);
            collector.behave(Behaviours.accept());
            Situation.awaitDone(running, "events.jsonl");
        }
    }

    @Test
    void noRequestComesBeforeRetryAfterHasPassedButThoseUnderWay() throws Exception {
        Behaviour tooMany = Behaviours.reply(Reply.of(429).with("retry-AFTER", "1"));
        long[] firstAt = new long[1];
        int[] probes = new int[1];
        // All that is under way when the first one is refused, and three probes.
        collector.behave((call, otherwise) -> call.whenRead(() -> {
            long now = System.nanoTime();
            firstAt[0] = firstAt[0] == 0 ? now : firstAt[0];
            if (now - firstAt[0] < 900_000_000 || ++probes[0] <= 3) {
                tooMany.answer(call, otherwise);
            } else {
                otherwise.run();
            }
        }));
        try (RunningBundle running = RunningBundle.start(directory, collector, FEW)) {
            running.drop("events.jsonl", Purchases.lines(100));
            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(100);
            assertThat(running.deadLetters()).isEmpty();
        }
        List<ReceivedRequest> refused = collector.received().stream()
                .filter(request -> request.status() == 429)
                .toList();
        Instant first = refused.get(0).at();
        // Each after that is a probe, a second later than the one before.
        List<ReceivedRequest> late = refused.stream()
                .filter(request -> request.at().isAfter(first.plusMillis(990)))
                .toList();
        assertThat(late).hasSize(3);
        assertThat(refused.size() - late.size()).isLessThanOrEqualTo(20);
        for (int i = 1; i < late.size(); i++) {
            assertThat(Duration.between(late.get(i - 1).at(), late.get(i).at()))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(990));
        }
    }

    @Test
    void retryAfterOfA503IsHonouredByItsDelivery() throws Exception {
        collector.behave(
                Behaviours.reply(Reply.of(503).with("Retry-After", "1")).first(1));

        Situation.ofOneEvent(directory, collector, Map.of(Property.BUDGET, "5s"), (running, delivery) -> {
            Situation.assertDelivered(running);
            List<ReceivedRequest> requests = collector.received();
            assertThat(requests).hasSize(2);
            assertThat(Duration.between(requests.get(0).at(), requests.get(1).at()))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(990));
        });
    }

    @Test
    void anAbsurdRetryAfterIsCounted() throws Exception {
        collector.behave(Behaviours.reply(Reply.of(503).with("Retry-After", "-7"))
                .first(1)
                .or(Behaviours.reply(Reply.of(503).with("Retry-After", "soon")).first(1)));

        Situation.ofOneEvent(directory, collector, Map.of(), (running, delivery) -> {
            Situation.assertDelivered(running);
            assertThat(running.bundle().absurdRetryAfters()).isEqualTo(2);
        });
    }

    @Test
    void aWrongKeyPausesItsIntegrationUntilItIsRight() throws Exception {
        collector.behave(Behaviours.status(401));
        try (LogLines log = LogLines.open(Level.INFO, Level.WARN);
                RunningBundle running = RunningBundle.start(directory, collector, FEW)) {
            running.drop("events.jsonl", Purchases.lines(50));
            awaitAllHeld(running);
            assertThat(running.bundle().gates().paused()).extracting(Gate::name).containsExactly("test");
            assertThat(running.bundle().gates().endpoint().isOpen()).isTrue();
            long before = collector.stats().requests();
            await().until(() -> collector.stats().requests() >= before + 3);
            assertThat(String.join("", log.lines()))
                    .contains("Integration test is paused: the collector answered 401 (set-up)");

            collector.behave(Behaviours.accept());
            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(50);
            assertThat(running.bundle().gates().paused()).isEmpty();
        }
    }

    @Test
    void aCallerDoesNotWaitBeyondTheBudget() throws Exception {
        collector.behave(Behaviours.status(503));
        try (RunningBundle running = RunningBundle.start(directory, collector, FEW)) {
            running.drop("events.jsonl", Purchases.lines(20));
            awaitAllHeld(running);

            assertThatThrownBy(() -> running.context()
                            .createProducerTemplate()
                            .requestBody("direct:podsights", Purchases.of("DIRECT")))
                    .rootCause()
                    .isInstanceOf(UnsettledException.class)
                    .hasMessageEndingWith("the collector answered 503 (transient)");

            assertThat(running.deadLetters()).isEmpty();
            collector.behave(Behaviours.accept());
            Situation.awaitDone(running, "events.jsonl");
        }
    }

    @Test
    void oneInAHundredThatAlwaysFailsDoesNotCloseTheGate() throws Exception {
        collector.behave((call, otherwise) -> call.whenRead(() -> {
            if (new String(call.body(), java.nio.charset.StandardCharsets.UTF_8).contains("POISON")) {
                call.reply(Reply.of(503));
            } else {
                otherwise.run();
            }
        }));
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            lines.append(Purchases.of((i % 100 == 20 ? "POISON-" : "ORD-") + i)).append('\n');
        }
        Map<Property, String> properties = Map.of(Property.ATTEMPTS, "5");
        try (LogLines log = LogLines.open(Level.INFO, Level.WARN);
                RunningBundle running = RunningBundle.start(directory, collector, properties)) {
            running.drop("events.jsonl", lines.toString());
            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(198);
            assertThat(running.total().of(Outcome.EXHAUSTED)).isEqualTo(2);
            assertThat(String.join("", log.lines())).doesNotContain("gate is closed");
        }
    }

    @Test
    void anAmbiguousDeliveryIsADeadLetterWhereItMayNotArriveTwice() throws Exception {
        collector.behave(Behaviours.silence().first(1));

        Map<Property, String> properties =
                Map.of(Property.ON_AMBIGUOUS, "dead-letter", Property.RESPONSE_TIMEOUT, "200ms");
        Situation.ofOneEvent(directory, collector, properties, (running, delivery) -> {
            assertThat(Situation.deadLetter(running, Outcome.EXHAUSTED)
                            .get("reason")
                            .textValue())
                    .isEqualTo("ambiguous: no answer within 200 ms after it was sent;"
                            + " the collector may have accepted it");
            assertThat(collector.stats().requests()).isEqualTo(1);
        });
    }

    @Test
    void whatWasNotSentIsNotAmbiguous() throws Exception {
        String nobody;
        try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            nobody = "http://127.0.0.1:" + socket.getLocalPort() + "/v1/server";
        }

        Map<Property, String> properties =
                Map.of(Property.ON_AMBIGUOUS, "dead-letter", Property.ATTEMPTS, "3", Property.COLLECTOR_URL, nobody);
        Situation.ofOneEvent(directory, collector, properties, (running, delivery) -> assertThat(delivery.attempts())
                .hasSize(3));
    }

    @Test
    void theRateIsKept() throws Exception {
        Instant began = Instant.now();
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of(Property.DELIVERY_RATE, "50"))) {
            running.drop("events.jsonl", Purchases.lines(60));
            Situation.awaitDone(running, "events.jsonl");
        }
        List<ReceivedRequest> requests = collector.received();
        assertThat(requests).hasSize(60);
        assertThat(Duration.between(began, requests.get(59).at()))
                .as("five at once, and 55 of them a fiftieth of a second apart")
                .isGreaterThan(Duration.ofMillis(1_090));
    }
}

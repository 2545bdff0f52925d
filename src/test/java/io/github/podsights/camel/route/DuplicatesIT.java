package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.route.file.HeldBehaviour;
import io.github.podsights.camel.settings.Property;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same event more than once: one is sent, and the others are duplicates or wait to be. */
class DuplicatesIT {

    private static final Map<Property, String> LONG_WAIT = Map.of(
            Property.DELAY, "120s",
            Property.MAX_DELAY, "120s",
            Property.MULTIPLIER, "1",
            Property.ATTEMPTS, "100",
            Property.BUDGET, "10h");

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
    void theSameMessageIsSentOnce() throws Exception {
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            running.drop(
                    "events.jsonl",
                    message("m-1", "A") + message("m-2", "A") + message("m-1", "B") + message("m-2", "C"));
            Situation.awaitDone(running, "events.jsonl");

            assertThat(collector.stats().requests()).isEqualTo(2);
            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(2);
            assertThat(running.total().of(Outcome.DUPLICATE)).isEqualTo(2);
            assertThat(duplicates(running))
                    .extracting(Delivery::reason)
                    .containsOnly("the same was accepted before for this integration");
            assertThat(running.deadLetters()).isEmpty();
        }
    }

    @Test
    void withoutAMessageIdTheSameOrderIsSentOnceAndWithoutAnOrderAllAre() throws Exception {
        String signUp =
                "{\"event\":\"Signed Up\",\"anonymous_id\":\"a\",\"context\":{\"consent\":{\"marketing\":true}}}\n";
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            running.drop("events.jsonl", Purchases.lines(3) + Purchases.lines(3) + signUp + signUp);
            Situation.awaitDone(running, "events.jsonl");

            assertThat(collector.stats().requests()).isEqualTo(5);
            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(5);
            assertThat(running.total().of(Outcome.DUPLICATE)).isEqualTo(3);
        }
    }

    @Test
    void integrationsAndCallsAreApart() throws Exception {
        Files.createDirectories(directory.resolve("integrations"));
        Files.writeString(
                directory.resolve("integrations/other.yaml"), "config: {key: \"{{env:KEY}}\"}\npreset: full\n");
        String event =
                "{\"event\":\"Product Added\",\"message_id\":\"m\",\"anonymous_id\":\"a\",\"properties\":{\"products\":"
                        + "[{\"sku\":\"1\"},{\"sku\":\"2\"}]},\"context\":{\"consent\":{\"marketing\":true}}}\n";
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            running.drop("events.jsonl", event + event);
            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.settled())
                    .filteredOn(delivery -> delivery.outcome() == Outcome.DELIVERED)
                    .extracting(delivery -> delivery.integrationId() + delivery.call())
                    .containsExactlyInAnyOrder("test1", "other1", "other2");
            assertThat(running.total().of(Outcome.DUPLICATE)).isEqualTo(3);
            assertThat(collector.stats().requests()).isEqualTo(3);
        }
    }

    @Test
    void theTwinOfARejectedOneGoesOn() throws Exception {
        collector.behave(
                Behaviours.status(400).delayed(Duration.ofMillis(300)).first(1).or(Behaviours.accept()));
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            running.drop("events.jsonl", message("m", "A").repeat(3));
            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.total().of(Outcome.REJECTED)).isEqualTo(1);
            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(1);
            assertThat(running.total().of(Outcome.DUPLICATE)).isEqualTo(1);
            assertThat(collector.stats().requests()).isEqualTo(2);
            assertThat(running.deadLetters()).hasSize(1);
        }
    }

    @Test
    void afterTheWindowItIsSentAgain() throws Exception {
        Map<Property, String> window = Map.of(Property.DUPLICATES_WINDOW, "1ms");
        try (RunningBundle running = RunningBundle.start(directory, collector, window)) {
            running.drop("first.jsonl", message("m", "A"));
            Situation.awaitDone(running, "first.jsonl");
            running.drop("second.jsonl", message("m", "A"));
            Situation.awaitDone(running, "second.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(2);
        }
    }

    @Test
    void withoutAWindowNothingIsADuplicate() throws Exception {
        Map<Property, String> none = Map.of(Property.DUPLICATES_WINDOW, "none");
        try (RunningBundle running = RunningBundle.start(directory, collector, none)) {
            running.drop("events.jsonl", message("m", "A").repeat(3));
            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(3);
            assertThat(collector.stats().requests()).isEqualTo(3);
        }
    }

    @Test
    void twinsOfOneInFlightWaitForIt() throws Exception {
        HeldBehaviour held = new HeldBehaviour();
        collector.behave(held);
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            running.drop("events.jsonl", message("m", "A").repeat(20));
            await().until(() -> waiting(running) == 19);
            assertThat(running.total().ended()).isZero();

            held.letGo();
            Situation.awaitDone(running, "events.jsonl");

            assertThat(collector.stats().requests()).isEqualTo(1);
            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(1);
            assertThat(running.total().of(Outcome.DUPLICATE)).isEqualTo(19);
            assertThat(waiting(running)).isZero();
        }
    }

    @Test
    void twinsDoNotHoldUpTheFirstThoughTheyFillTheWindow() throws Exception {
        collector.behave(Behaviours.status(503).first(3));
        Map<Property, String> narrow = Map.of(Property.FILE_IN_FLIGHT, "4", Property.CONNECTIONS, "1");
        try (RunningBundle running = RunningBundle.start(directory, collector, narrow)) {
            running.drop(
                    "events.jsonl",
                    message("m", "A").repeat(50) + message("n", "B").repeat(50));
            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(2);
            assertThat(running.total().of(Outcome.DUPLICATE)).isEqualTo(98);
        }
    }

    /** The one has the place of its first call, and waits for its twin; which has the second call, and waits for the place. */
    @Test
    void twinsOfSeveralCallsDoNotWaitForEachOthersPlace() throws Exception {
        Files.writeString(directory.resolve("other-key"), "other-key");
        Files.createDirectories(directory.resolve("integrations"));
        Files.writeString(
                directory.resolve("integrations/other.yaml"),
                "source_id: elsewhere\nconfig: {key: \"{{file:other-key}}\"}\n");
        HeldBehaviour held = new HeldBehaviour();
        collector.behave(held);
        try (RunningBundle running = RunningBundle.start(
                directory, collector, Map.of(Property.CONNECTIONS, "1"), Purchases.ONE_CALL_A_PRODUCT)) {
            running.drop("events.jsonl", products("1", "2") + products("\"unreadable\"", "2"));
            await().until(() ->
                    collector.stats().inFlight() == 1 && running.total().of(Outcome.INVALID) == 1);

            held.letGo();
            Situation.awaitDone(running, "events.jsonl");

            assertThat(collector.stats().requests()).isEqualTo(2);
            assertThat(running.total().of(Outcome.INVALID)).isEqualTo(1);
        }
    }

    @Test
    void aStopReleasesTheTwinsThatWaitAndLosesNothing() throws Exception {
        collector.behave(Behaviours.status(503));
        try (LogLines log = LogLines.open(Level.INFO, Level.WARN);
                RunningBundle running = RunningBundle.start(directory, collector, LONG_WAIT)) {
            running.drop("events.jsonl", message("m", "A").repeat(5));
            await().until(() -> waiting(running) == 4);

            assertThat(StopWhileWaitingIT.timeOf(running.context()::stop)).isLessThan(StopWhileWaitingIT.QUICK);

            assertThat(running.total().released()).isEqualTo(5);
            assertThat(running.total().ended()).isZero();
            assertThat(running.deadLetters()).isEmpty();
            assertThat(log.lines()).as("a stop is nothing to warn of").isEmpty();
        }
        collector.clear();
        collector.behave(Behaviours.accept());
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            Situation.awaitDone(running, "events.jsonl");

            assertThat(collector.stats().requests()).isEqualTo(1);
            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(1);
            assertThat(running.total().of(Outcome.DUPLICATE)).isEqualTo(4);
        }
    }

    @Test
    void aStopLetsTwinsOfAnAttemptThatIsFinishedBeDuplicates() throws Exception {
        collector.behave(Behaviours.accept().delayed(Duration.ofSeconds(3)));
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            running.drop("events.jsonl", message("m", "A").repeat(5));
            await().until(() -> waiting(running) == 4);

            running.context().stop();

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(1);
            assertThat(running.total().of(Outcome.DUPLICATE)).isEqualTo(4);
            assertThat(running.total().released()).isZero();
        }
    }

    @Test
    void aCallerWaitsForItsTwinButNotForEver() throws Exception {
        collector.behave(Behaviours.status(401));
        Map<Property, String> patience = Map.of(Property.BUDGET, "500ms");
        try (RunningBundle running = RunningBundle.start(directory, collector, patience)) {
            running.drop("events.jsonl", message("m", "A"));
            await().until(() -> collector.stats().requests() >= 1);

            assertThatThrownBy(() -> call(running, message("m", "A")))
                    .cause()
                    .isInstanceOf(UnsettledException.class)
                    .hasMessage("its twin is still in flight");

            collector.behave(Behaviours.accept());
            Situation.awaitDone(running, "events.jsonl");
            assertThat(call(running, message("m", "A")))
                    .isEqualTo(List.of(new DeliveryOutcome(
                            "test", 1, Outcome.DUPLICATE, "the same was accepted before for this integration")));
        }
    }

    @Test
    void aStopLetsACallerGoThatWaitsForItsTwin() throws Exception {
        collector.behave(Behaviours.status(503));
        try (RunningBundle running = RunningBundle.start(directory, collector, LONG_WAIT)) {
            running.drop("events.jsonl", message("m", "A"));
            await().until(() -> collector.stats().requests() == 1);
            CompletableFuture<Object> answer =
                    running.context().createProducerTemplate().asyncRequestBody("direct:podsights", message("m", "A"));
            await().until(() -> waiting(running) == 1);

            assertThat(StopWhileWaitingIT.timeOf(running.context()::stop)).isLessThan(StopWhileWaitingIT.QUICK);

            assertThat(answer).isCompletedExceptionally();
            assertThat(running.total().released()).isEqualTo(2);
            assertThat(running.deadLetters()).isEmpty();
        }
    }

    @Test
    void anEventThatEndsByAnErrorHoldsItsClaimNoLonger() throws Exception {
        Files.writeString(directory.resolve("dead-letters"), "in the way");
        collector.behave(Behaviours.status(400).first(1));
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            assertThatThrownBy(() -> call(running, message("m", "A"))).isNotNull();

            assertThat(call(running, message("m", "A")))
                    .isEqualTo(List.of(new DeliveryOutcome("test", 1, Outcome.DELIVERED, null)));
        }
    }

    private static String message(String id, String orderId) {
        return Purchases.of(orderId).replaceFirst("\\{", "{\"message_id\":\"" + id + "\",") + "\n";
    }

    private static List<Delivery> duplicates(RunningBundle running) {
        return running.settled().stream()
                .filter(delivery -> delivery.outcome() == Outcome.DUPLICATE)
                .toList();
    }

    private static Object call(RunningBundle running, String event) {
        return running.context().createProducerTemplate().requestBody("direct:podsights", event);
    }

    private static int waiting(RunningBundle running) {
        return ((CheckDuplicate) running.context().getRegistry().lookupByName("podsightsDuplicates")).waiting();
    }

    private static String products(String one, String other) {
        return "{\"event\":\"Order Completed\",\"message_id\":\"m\",\"anonymous_id\":\"a\",\"properties\":{\"order_id\":\"A\","
                + "\"products\":[{\"price\":" + one + "},{\"price\":" + other
                + "}]},\"context\":{\"consent\":{\"marketing\":true}}}\n";
    }
}

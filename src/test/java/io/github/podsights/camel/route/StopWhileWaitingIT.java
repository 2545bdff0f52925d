package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.settings.Property;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop in the middle of a wait for the next attempt: quick, nothing is lost, and nothing is settled that is not. */
class StopWhileWaitingIT {

    static final Duration QUICK = Duration.ofSeconds(20);

    /** Waits of a minute on average; after a short one there is another. */
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
        collector.behave(Behaviours.status(503));
    }

    @AfterEach
    void stopTheCollector() {
        collector.close();
    }

    @Test
    void releasesWhatWaitsAndDeliversItAfterTheNextStart() throws Exception {
        try (LogLines log = LogLines.open(Level.INFO, Level.WARN);
                RunningBundle running = RunningBundle.start(directory, collector, LONG_WAIT)) {
            running.drop("events.jsonl", Purchases.lines(20));
            await().until(() ->
                    waiting(running) >= 4 && waiting(running) == running.total().inFlight());

            assertThat(timeOf(running.context()::stop)).isLessThan(QUICK);

            assertThat(running.total().released()).isEqualTo(running.total().received());
            assertThat(running.total().ended()).isZero();
            assertThat(running.deadLetters()).isEmpty();
            assertThat(running.inbox().resolve("events.jsonl")).exists();
            assertThat(running.inbox().resolve("done/events.jsonl")).doesNotExist();
            assertThat(log.lines())
                    .as("a stop is nothing to warn of")
                    .allMatch(line -> line.contains("The gate is closed"));
        }
        collector.clear();
        collector.behave(Behaviours.accept());
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(20);
            assertThat(collector.stats().requests()).isEqualTo(20);
        }
    }

    @Test
    void finishesTheAttemptsThatAreUnderWay() throws Exception {
        collector.behave(Behaviours.accept().delayed(Duration.ofSeconds(1)));
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            running.drop("events.jsonl", Purchases.lines(5));
            await().until(() -> collector.stats().requests() == 5);

            running.context().stop();

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(5);
            assertThat(running.total().released()).isZero();
        }
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            Situation.awaitDone(running, "events.jsonl");
            assertThat(running.total().received()).isZero();
            assertThat(collector.stats().requests()).isEqualTo(5);
        }
    }

    @Test
    void writesTheDeadLettersOfAttemptsThatAreUnderWay() throws Exception {
        collector.behave(Behaviours.status(400).delayed(Duration.ofSeconds(1)));
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            running.drop("events.jsonl", Purchases.lines(5));
            await().until(() -> collector.stats().requests() == 5);

            running.context().stop();

            assertThat(running.total().of(Outcome.REJECTED)).isEqualTo(5);
            assertThat(running.deadLetters()).hasSize(5);
        }
    }

    @Test
    void letsACallerThatWaitsGo() throws Exception {
        try (RunningBundle running = RunningBundle.start(directory, collector, LONG_WAIT)) {
            CompletableFuture<Object> answer =
                    running.context().createProducerTemplate().asyncRequestBody("direct:podsights", Purchases.of("O"));
            await().until(() -> waiting(running) == 1);

            assertThat(timeOf(running.context()::stop)).isLessThan(QUICK);

            assertThat(answer).isCompletedExceptionally();
            assertThat(running.total().released()).isEqualTo(1);
            assertThat(running.deadLetters()).isEmpty();
        }
    }

    static Duration timeOf(Runnable task) {
        long start = System.nanoTime();
        task.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static int waiting(RunningBundle running) {
        return running.bundle().waiting();
    }
}

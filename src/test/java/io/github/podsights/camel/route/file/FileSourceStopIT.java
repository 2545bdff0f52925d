package io.github.podsights.camel.route.file;

import static io.github.podsights.camel.route.file.EventFiles.event;
import static io.github.podsights.camel.route.file.EventFiles.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.route.RunningBundle;
import io.github.podsights.camel.settings.Property;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop in order sends nothing twice, wherever in a file it comes. */
class FileSourceStopIT {

    private static final String ROUTE = "podsights-source-file";

    private static final Map<Property, String> WAITING_FOR_LONG = Map.of(
            Property.FILE_IN_FLIGHT, "16", Property.DELAY, "1h", Property.MAX_DELAY, "1h", Property.BUDGET, "7d");

    @TempDir
    Path directory;

    private CollectorStandIn collector;
    private Path inbox;

    @BeforeEach
    void start() {
        collector = CollectorStandIn.start();
        inbox = directory.resolve("inbox");
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    @RepeatedTest(3)
    void aSecondRunSendsTheRestOfAFileAndNothingTwice() throws Exception {
        collector.behave(Behaviours.accept().delayed(Duration.ofMillis(200)));
        Path file = EventFiles.drop(inbox, "a.jsonl", lines(0, 2_000));
        long first;
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            await().until(() -> collector.stats().acceptedIds() > 300);
            running.context().stop();
            first = running.total().of(Outcome.DELIVERED);
            assertThat(first).isBetween(300L, 1_999L);
            assertThat(file).exists();
        }
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            awaitDone("a.jsonl");
            assertThat(running.total().received()).isEqualTo(2_000 - first);
        }
        assertThat(collector.stats().ids()).isEqualTo(2_000);
        assertThat(collector.stats().requests()).isEqualTo(2_000);
    }

    /** All that is in flight waits for its next attempt, and the reader for room: the stop lets both go. */
    @RepeatedTest(3)
    void whatWaitsForItsNextAttemptIsLetGoAndSentByTheNextRun() throws Exception {
        collector.behave(Behaviours.status(503));
        Path file = EventFiles.drop(inbox, "a.jsonl", lines(0, 100));
        try (RunningBundle running = RunningBundle.start(directory, collector, WAITING_FOR_LONG)) {
            await().until(() -> collector.stats().byStatus().getOrDefault("503", 0L) >= 10);
            running.context().stop();
            assertThat(running.total().released()).isEqualTo(running.total().received());
            assertThat(running.bundle().fileEvents().readSoFar().size())
                    .as("open files")
                    .isZero();
        }
        assertThat(file).exists();

        collector.behave(Behaviours.accept());
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            awaitDone("a.jsonl");
            assertThat(running.deadLetters()).isEmpty();
        }
        assertThat(collector.stats().acceptedIds()).isEqualTo(100);
        assertThat(collector.stats().acceptedTwice()).isZero();
    }

    @Test
    void theRouteStopsInTheMiddleOfAFileAndGoesOnWhenItIsStartedAgain() throws Exception {
        collector.behave(Behaviours.accept().delayed(Duration.ofMillis(200)));
        Path file = EventFiles.drop(inbox, "a.jsonl", lines(0, 2_000));
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            await().until(() -> collector.stats().acceptedIds() > 300);
            running.context().getRouteController().stopRoute(ROUTE);

            assertThat(file).exists();
            assertThat(running.total().inFlight()).isZero();
            assertThat(running.total().released()).isZero();
            assertThat(collector.stats().requests())
                    .isEqualTo(running.total().received())
                    .isLessThan(2_000);
            try (Inbox other = new Inbox(inbox, Duration.ZERO, Instant::now)) {
                assertThatExceptionOfType(Inbox.InUseException.class)
                        .as("a route that is stopped keeps its inbox")
                        .isThrownBy(other::open);
            }

            running.context().getRouteController().startRoute(ROUTE);
            awaitDone("a.jsonl");
            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(2_000);
        }
        assertThat(collector.stats().ids()).isEqualTo(2_000);
        assertThat(collector.stats().requests()).isEqualTo(2_000);
    }

    @Test
    void aFileIsNotDoneAsLongAsADeadLetterOfItCanNotBeWritten() throws Exception {
        Path inTheWay = Files.writeString(directory.resolve("dead-letters"), "a file where the directory should be");
        Path file = EventFiles.drop(inbox, "a.jsonl", "no json\n" + event("1") + "\n" + event("2") + "\n");
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            await().until(() -> running.total().of(Outcome.DELIVERED) == 2
                    && running.total().inFlight() == 1);
            assertThat(file).exists();
            running.context().stop();
            assertThat(running.total().released()).isEqualTo(1);
        }
        assertThat(file).exists();

        Files.delete(inTheWay);
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            awaitDone("a.jsonl");
            assertThat(running.deadLetters()).hasSize(1);
            assertThat(running.total().received())
                    .as("only what was not settled comes again")
                    .isEqualTo(1);
        }
        assertThat(collector.stats().requests()).isEqualTo(2);
    }

    @Test
    void aSecondBundleOfTheSameInboxIsRefusedUntilTheFirstIsStopped() throws Exception {
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            assertThatExceptionOfType(Inbox.InUseException.class)
                    .isThrownBy(() -> RunningBundle.start(directory, collector, Map.of()));
            running.drop("a.jsonl", event("1"));
            awaitDone("a.jsonl");
        }
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            running.drop("b.jsonl", event("2"));
            awaitDone("b.jsonl");
        }
        assertThat(collector.stats().requests()).isEqualTo(2);
    }

    private void awaitDone(String name) {
        await().until(() -> Files.exists(inbox.resolve("done").resolve(name)));
    }
}

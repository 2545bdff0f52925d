package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.deadletter.BrokenLetterException;
import io.github.podsights.camel.deadletter.DeadLetterStore.State;
import io.github.podsights.camel.deadletter.DirectoryLetters;
import io.github.podsights.camel.deadletter.KeptLetter;
import io.github.podsights.camel.deadletter.LetterFilter;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.health.Check;
import io.github.podsights.camel.settings.Property;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.RoutePolicySupport;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An error in a step settles nothing, ends the event there, and nothing waits for it. Closing asserts that the books balance. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ErrorInStepIT {

    /** What is let go a file begins with again after ten seconds. */
    private static final Duration LONG = Duration.ofMinutes(1);

    /** It has no message_id and no order, so that nothing would tell that it is a duplicate. */
    private static final String WITHOUT_ID = """
            {"type":"track","event":"Signed Up","anonymousId":"a-1","context":{"consent":{"marketing":true}}}
            """;

    private static final Map<Property, String> PARKING = Map.of(Property.PARK_SCHEDULE, "1h", Property.ATTEMPTS, "1");

    @TempDir
    Path directory;

    private final CollectorStandIn collector = CollectorStandIn.start();

    @AfterEach
    void stop() {
        collector.close();
    }

    @ParameterizedTest
    @CsvSource({"1, podsights-hashing", "3, podsights-mapping"})
    void itsEventComesAgainAndIsSentOnce(int integrations, String step) throws Exception {
        int deliveries = 2 * integrations;
        BrokenSteps broken = BrokenSteps.of(step);
        try (LogLines log = LogLines.open(Level.INFO, Level.WARN);
                RunningBundle running = start(integrations, Map.of(), broken)) {
            running.drop("events.jsonl", Purchases.lines(2));
            await().until(() -> running.total().released() == deliveries);
            assertUnsettled(running);

            broken.mend();
            await().atMost(LONG).until(() -> Files.exists(running.inbox().resolve("done/events.jsonl")));

            assertThat(collector.stats().requests()).isEqualTo(deliveries);
            assertThat(running.total().of(Outcome.DELIVERED) + running.total().of(Outcome.DUPLICATE))
                    .isEqualTo(deliveries);
            assertThat(running.deadLetters()).isEmpty();
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("a step ended by java.lang.StackOverflowError: the event of "))
                    .noneMatch(line -> line.contains(BrokenSteps.SECRET));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, podsights-settle", "3, podsights-settle", "1, podsights-answer", "3, podsights-answer"})
    void whatTheCollectorHasTakenIsSettledAllTheSame(int integrations, String step) throws Exception {
        try (RunningBundle running = start(integrations, Map.of(), BrokenSteps.of(step))) {
            running.drop("events.jsonl", WITHOUT_ID);
            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(integrations);
            assertThat(running.total().released()).isZero();
            assertThat(collector.stats().requests()).isEqualTo(integrations);
            assertThat(running.deadLetters()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, podsights-read-event",
        "3, podsights-read-event",
        "3, podsights-fan-out",
        "1, podsights-mapping",
        "1, podsights-hashing",
        "3, podsights-hashing",
        "3, podsights-begin-attempt",
        "1, podsights-post",
        "3, podsights-post"
    })
    void itsEventComesAgainAfterARestart(int integrations, String step) throws Exception {
        BrokenSteps broken = BrokenSteps.of(step);
        try (RunningBundle running = start(integrations, Map.of(), broken)) {
            running.drop("events.jsonl", Purchases.lines(2));
            await().until(() -> broken.times() >= 2 && running.total().inFlight() == 0);
            assertUnsettled(running);
        }
        broken.mend();
        assertAllIsSettled(integrations, running -> {
            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(2L * integrations);
            assertThat(collector.stats().requests()).isEqualTo(2L * integrations);
            assertThat(running.deadLetters()).isEmpty();
        });
    }

    @Test
    void itIsSaidOnceAndHealthKnowsIt() throws Exception {
        BrokenSteps broken = BrokenSteps.ofTimes(6, "podsights-mapping");
        try (LogLines log = LogLines.open(Level.INFO, Level.ERROR);
                RunningBundle running = start(3, Map.of(), broken)) {
            assertThat(running.bundle().health().checks()).contains(Check.up("steps"));
            running.drop("events.jsonl", Purchases.lines(2));
            await().until(() -> running.total().released() == 6);

            assertThat(broken.times()).isEqualTo(6);
            assertThat(log.lines().stream().filter(line -> line.startsWith("ERROR")))
                    .hasSize(1);
            assertThat(running.bundle().health().checks())
                    .contains(
                            Check.down(
                                    "steps",
                                    "a step ended by java.lang.StackOverflowError; 6 in all, whose events are not settled, and come again"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "podsights-read-event",
                "podsights-decide-consent",
                "podsights-fan-out",
                "podsights-hashing",
                "podsights-to-integration",
                "podsights-begin-attempt",
                "podsights-settle"
            })
    void aCallerIsTold(String step) throws Exception {
        BrokenSteps broken = BrokenSteps.of(step);
        try (RunningBundle running = start(3, Map.of(), broken)) {
            assertThatThrownBy(() -> call(running))
                    .cause()
                    .isInstanceOf(UnsettledException.class)
                    .hasMessage("a step ended by java.lang.StackOverflowError");
            assertThat(running.deadLetters()).isEmpty();
            assertThat(running.settled()).isEmpty();

            broken.mend();
            assertThat(call(running))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .hasSize(3);
            assertThat(collector.stats().requests()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"podsights-envelope", "podsights-write", "podsights-sync", "podsights-written"})
    void nothingIsSettledUntilItsDeadLetterIsWritten(String step) throws Exception {
        collector.behave(Behaviours.status(400));
        BrokenSteps broken = BrokenSteps.of(step);
        try (RunningBundle running = start(1, Map.of(), broken)) {
            running.drop("events.jsonl", "unreadable\n" + Purchases.lines(1));
            await().until(() -> running.total().released() == 2);
            assertUnsettled(running);
        }
        broken.mend();
        assertAllIsSettled(1, running -> {
            assertThat(running.total().of(Outcome.INVALID)).isEqualTo(1);
            assertThat(running.total().of(Outcome.REJECTED)).isEqualTo(1);
            assertThat(running.deadLetters()).hasSizeGreaterThanOrEqualTo(2);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"podsights-park-record", "podsights-park-write", "podsights-park-sync"})
    void nothingIsSettledUntilItIsParked(String step) throws Exception {
        collector.behave(Behaviours.status(503));
        BrokenSteps broken = BrokenSteps.of(step);
        try (RunningBundle running = start(1, PARKING, broken)) {
            running.drop("events.jsonl", Purchases.lines(1));
            await().until(() -> running.total().released() == 1);
            assertUnsettled(running);
            assertThat(running.deadLetters()).isEmpty();
        }
        broken.mend();
        try (RunningBundle running = start(1, PARKING, broken)) {
            Situation.awaitDone(running, "events.jsonl");
            assertThat(running.total().parked()).isEqualTo(1);
            assertThat(running.deadLetters()).isEmpty();
        }
    }

    @Test
    void aReplayedLetterGoesBack() throws Exception {
        collector.behave(Behaviours.status(400).first(1));
        BrokenSteps broken = BrokenSteps.of("podsights-begin-attempt");
        try (RunningBundle running = letter(broken)) {
            assertThat(replay(running)).containsExactly(ReplayResult.End.RELEASED);
            assertThat(count(State.OPEN)).isEqualTo(1);

            broken.mend();
            assertThat(replay(running)).containsExactly(ReplayResult.End.REPLAYED);
            assertThat(count(State.OPEN)).isZero();
            assertThat(collector.stats().requests()).isEqualTo(2);
        }
    }

    /** Open again it would be sent twice, if nothing tells that it is a duplicate. */
    @Test
    void aReplayedLetterThatTheCollectorHasTakenIsReplayed() throws Exception {
        collector.behave(Behaviours.status(400).first(1));
        BrokenSteps broken = BrokenSteps.of("podsights-settle");
        try (RunningBundle running = letter(broken)) {
            assertThat(replay(running)).containsExactly(ReplayResult.End.REPLAYED);
            assertThat(count(State.OPEN)).isZero();
            assertThat(collector.stats().requests()).isEqualTo(2);
        }
    }

    /** A policy of a host's own, say, which stands outside of all steps. */
    @Test
    void anErrorBetweenTheStepsTakesNothingBackThatWasSent() throws Exception {
        AtomicInteger broken = new AtomicInteger();
        RoutePolicy policy = new RoutePolicySupport() {
            @Override
            public void onExchangeDone(Route route, Exchange exchange) {
                broken.incrementAndGet();
                throw new StackOverflowError(BrokenSteps.SECRET);
            }
        };
        try (RunningBundle running = RunningBundle.start(
                directory,
                collector,
                Map.of(),
                "",
                context -> context.addRoutePolicyFactory(
                        (of, id, route) -> id.equals("podsights-pipeline") ? policy : null))) {
            running.drop("events.jsonl", WITHOUT_ID);
            // The thread of the event ends by the error, which is what the test is about.
            await().dontCatchUncaughtExceptions()
                    .until(() -> Files.exists(running.inbox().resolve("done/events.jsonl")));

            assertThat(broken).hasValue(1);
            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(1);
            assertThat(collector.stats().requests()).isEqualTo(1);
        }
    }

    @Test
    void whatARegistryOfMetersThrowsIsNoneOfTheEvent() throws Exception {
        try (LogLines log = LogLines.open(Level.INFO, Level.ERROR);
                RunningBundle running =
                        RunningBundle.start(directory, collector, Map.of(), "", context -> context.getRegistry()
                                .bind("theirs", new BrokenRegistry()))) {
            running.drop("events.jsonl", Purchases.lines(3));
            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(3);
            assertThat(running.total().received()).isEqualTo(3);
            assertThat(collector.stats().requests()).isEqualTo(3);
            assertThat(log.lines().stream().filter(line -> line.startsWith("ERROR")))
                    .singleElement()
                    .asString()
                    .contains("java.lang.StackOverflowError")
                    .doesNotContain(BrokenSteps.SECRET);
        }
    }

    private RunningBundle start(int integrations, Map<Property, String> properties, BrokenSteps broken)
            throws Exception {
        for (int i = 1; i < integrations; i++) {
            Files.writeString(
                    Files.createDirectories(directory.resolve("integrations")).resolve("more-" + i + ".yaml"),
                    "name: More " + i + "\nvendor: podsights\nconfig: {key: \"{{env:KEY}}\"}\n");
        }
        return RunningBundle.start(directory, collector, properties, "", broken::in);
    }

    private static void assertUnsettled(RunningBundle running) {
        assertThat(running.settled()).isEmpty();
        assertThat(running.total().parked()).isZero();
        assertThat(running.inbox().resolve("events.jsonl")).exists();
    }

    private interface Expectation {

        void of(RunningBundle running) throws Exception;
    }

    private void assertAllIsSettled(int integrations, Expectation expectation) throws Exception {
        try (RunningBundle running = start(integrations, Map.of(), BrokenSteps.of())) {
            Situation.awaitDone(running, "events.jsonl");
            expectation.of(running);
        }
    }

    private static Object call(RunningBundle running) throws Exception {
        try (var caller = running.context().createProducerTemplate()) {
            return caller.requestBody("direct:podsights", Purchases.of("ORD-1"));
        }
    }

    /** A bundle with one dead letter, whose steps break from then on. */
    private RunningBundle letter(BrokenSteps broken) throws Exception {
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            running.drop("events.jsonl", Purchases.lines(1));
            Situation.awaitDone(running, "events.jsonl");
            assertThat(running.deadLetters()).hasSize(1);
        }
        return start(1, Map.of(), broken);
    }

    /** Replays all letters; how each ended. */
    private List<ReplayResult.End> replay(RunningBundle running) throws Exception {
        Replay replay = new Replay();
        try (DirectoryLetters letters = new DirectoryLetters(directory.resolve("dead-letters"))) {
            running.bundle()
                    .replay()
                    .run(
                            letters,
                            new ReplayLetters.Order(LetterFilter.ALL, false, Double.POSITIVE_INFINITY, Instant.now()),
                            replay);
        }
        return replay.ends;
    }

    private long count(State state) throws Exception {
        try (DirectoryLetters letters = new DirectoryLetters(directory.resolve("dead-letters"))) {
            return letters.count(EnumSet.of(state));
        }
    }

    private static final class Replay implements ReplayLetters.Listener {

        private final List<ReplayResult.End> ends = new CopyOnWriteArrayList<>();

        @Override
        public void result(ReplayResult result) {
            ends.add(result.end());
        }

        @Override
        public void abandoned(KeptLetter letter) {
            throw new AssertionError(letter);
        }

        @Override
        public void broken(BrokenLetterException broken) {
            throw new AssertionError(broken);
        }
    }

    /** What a host measures with. */
    private static final class BrokenRegistry extends SimpleMeterRegistry {

        @Override
        protected Counter newCounter(Meter.Id id) {
            throw new StackOverflowError(BrokenSteps.SECRET);
        }
    }
}

package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.health.Check;
import io.github.podsights.camel.settings.Property;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.ProducerTemplate;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A dead letter that can't be written settles nothing; a source waits until it can. */
class UnwrittenDeadLetterIT {

    @TempDir
    Path directory;

    private CollectorStandIn collector;
    private Path blocked;

    @BeforeEach
    void blockTheDirectory() throws Exception {
        collector = CollectorStandIn.start();
        blocked = Files.writeString(directory.resolve("dead-letters"), "in the way");
    }

    @AfterEach
    void stopTheCollector() {
        collector.close();
    }

    @Test
    void holdsTheEventUntilItsDeadLetterCanBeWrittenAndThenGoesOnByItself() throws Exception {
        collector.behave(Behaviours.status(400).first(1));
        try (LogLines log = LogLines.open(Level.INFO, Level.WARN);
                RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            running.drop("events.jsonl", Purchases.of("ORD-1") + "\nunreadable\n" + Purchases.of("ORD-3"));

            await().until(() ->
                    unwritten(running).count() >= 3 && unwritten(running).waiting() == 2);
            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(1);
            assertThat(running.total().inFlight()).isEqualTo(2);
            assertThat(running.settled()).hasSize(1);
            assertThat(running.inbox().resolve("events.jsonl")).exists();
            assertThat(running.inbox().resolve("done/events.jsonl")).doesNotExist();

            Files.delete(blocked);
            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.deadLetters()).hasSize(2);
            assertThat(running.total().of(Outcome.REJECTED)).isEqualTo(1);
            assertThat(running.total().of(Outcome.INVALID)).isEqualTo(1);
            assertThat(running.total().released()).isZero();
            assertThat(unwritten(running).waiting()).isZero();
            assertThat(collector.stats().requests()).as("nothing is sent again").isEqualTo(2);
            assertThat(log.lines().stream().filter(line -> line.contains("Dead letters can't be written")))
                    .singleElement()
                    .asString()
                    .startsWith("ERROR");
            assertThat(log.lines().stream().filter(line -> line.contains("Dead letters can be written again")))
                    .hasSize(1);
        }
    }

    /** Camel logs it as what came before, and adds it to what the caller gets. */
    @ParameterizedTest
    @ValueSource(strings = {"podsights-mapping", "podsights-begin-attempt", "podsights-post"})
    void aCallerIsNotToldWhatAnUnexpectedFailureSays(String where) throws Exception {
        try (LogLines log = LogLines.open(Level.INFO, Level.WARN);
                RunningBundle running = start(BrokenSteps.by(IllegalStateException::new, where));
                ProducerTemplate caller = running.context().createProducerTemplate()) {
            Throwable told = catchThrowable(() -> caller.requestBody("direct:podsights", Purchases.of("ORD-1")));

            assertThat(told).isNotNull();
            assertThat(Throwables.getStackTrace(told)).doesNotContain(BrokenSteps.SECRET);
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("Dead letters can't be written"))
                    .noneMatch(line -> line.contains(BrokenSteps.SECRET));
        }
    }

    /** Its end stands. For a source it would be held for ever, with the advice to look at the disk. */
    @ParameterizedTest
    @CsvSource({
        "podsights-read-answer, true, a step failed after the delivery was delivered",
        "podsights-settle, false, a step failed before or after a delivery (unexpected IllegalStateException)",
        "podsights-read-event, false, a step failed before or after a delivery (unexpected IllegalStateException)"
    })
    void noLetterIsWrittenOfWhatWasDeliveredOrIsNoDeliveryYet(String where, boolean after, String told)
            throws Exception {
        Files.delete(blocked);
        BrokenSteps broken = BrokenSteps.by(IllegalStateException::new, where);
        try (RunningBundle running = start(after ? broken.after() : broken);
                ProducerTemplate caller = running.context().createProducerTemplate()) {
            assertThatThrownBy(() -> caller.requestBody("direct:podsights", Purchases.of("ORD-1")))
                    .cause()
                    .isInstanceOf(UnsettledException.class)
                    .hasMessage(told);
            assertThat(running.deadLetters()).isEmpty();
            assertThat(running.total().inFlight()).isZero();
            assertThat(unwritten(running).count()).isZero();
            assertThat(running.bundle().health().checks().contains(Check.up("steps")))
                    .as("what was delivered does not come again")
                    .isEqualTo(!where.equals("podsights-read-event"));
        }
    }

    /** A webhook of a person's own, say, that can't be reached: the request of the delivery is not made again for that. */
    @Test
    void whatWasDeliveredIsNotSentAgainThoughAStepAfterItCantReachAServer() throws Exception {
        Files.delete(blocked);
        try (RunningBundle running = start(
                BrokenSteps.by(ConnectException::new, "podsights-read-answer").after())) {
            running.drop("events.jsonl", Purchases.lines(2));
            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(2);
            assertThat(running.total().released()).isZero();
            assertThat(collector.stats().requests()).isEqualTo(2);
            assertThat(running.deadLetters()).isEmpty();
            assertThat(running.bundle().health().checks()).contains(Check.up("steps"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"podsights-choose-integrations", "podsights-decide-consent"})
    void whatFailsUnexpectedlyWhereThereIsNotOneComesAgainAndHealthKnowsIt(String where) throws Exception {
        Files.delete(blocked);
        try (LogLines log = LogLines.open(Level.INFO, Level.WARN);
                RunningBundle running = start(BrokenSteps.by(IllegalStateException::new, where))) {
            running.drop("events.jsonl", Purchases.lines(1));
            await().until(() ->
                    log.lines().stream().anyMatch(line -> line.contains("is not settled, and comes again")));

            assertThat(running.settled()).isEmpty();
            assertThat(running.deadLetters()).isEmpty();
            assertThat(running.bundle().health().checks()).anySatisfy(check -> assertThat(check.reason())
                    .startsWith("a step failed before or after a delivery (unexpected IllegalStateException); 1"));
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("events.jsonl") && line.contains("is not settled, and comes again"))
                    .noneMatch(line -> line.contains(BrokenSteps.SECRET));
        }
    }

    private RunningBundle start(BrokenSteps broken) throws Exception {
        return RunningBundle.start(directory, collector, Map.of(), "", broken::in);
    }

    @Test
    void takesNoMoreEventsThanFitInFlightWhileNothingCanBeWritten() throws Exception {
        Map<Property, String> properties = Map.of(Property.FILE_IN_FLIGHT, "4");
        try (RunningBundle running = RunningBundle.start(directory, collector, properties)) {
            running.drop("events.jsonl", "unreadable\n".repeat(100));

            await().until(() -> unwritten(running).count() >= 8);
            assertThat(running.total().received()).isEqualTo(4);

            Files.delete(blocked);
            Situation.awaitDone(running, "events.jsonl");
            assertThat(running.total().of(Outcome.INVALID)).isEqualTo(100);
            assertThat(running.deadLetters()).hasSize(100);
        }
    }

    @Test
    void writesOneDeadLetterForEachCallOfAnEvent() throws Exception {
        Files.delete(blocked);
        collector.behave(Behaviours.status(422));
        try (RunningBundle running =
                RunningBundle.start(directory, collector, Map.of(), Purchases.ONE_CALL_A_PRODUCT)) {
            running.drop("events.jsonl", products(3));
            Situation.awaitDone(running, "events.jsonl");

            assertOneLetterForEachCall(running, 3);
            assertThat(collector.stats().requests()).isEqualTo(3);
        }
    }

    @Test
    void writesOneDeadLetterForEachCallThatHadToWaitForTheDirectory() throws Exception {
        collector.behave(Behaviours.status(422));
        try (RunningBundle running =
                RunningBundle.start(directory, collector, Map.of(), Purchases.ONE_CALL_A_PRODUCT)) {
            running.drop("events.jsonl", products(3));
            await().until(() -> unwritten(running).count() >= 2);
            Files.delete(blocked);
            Situation.awaitDone(running, "events.jsonl");

            assertOneLetterForEachCall(running, 3);
            assertThat(collector.stats().requests()).isEqualTo(3);
        }
    }

    @Test
    void isStoppedAtOnceWhileADeadLetterWaitsAndSettlesItAfterTheNextStart() throws Exception {
        collector.behave(Behaviours.status(400));
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            running.drop("events.jsonl", Purchases.of("ORD-1"));
            await().until(() -> unwritten(running).count() >= 1);

            assertThat(StopWhileWaitingIT.timeOf(running.context()::stop)).isLessThan(StopWhileWaitingIT.QUICK);

            assertThat(running.total().released()).isEqualTo(1);
            assertThat(running.inbox().resolve("events.jsonl")).exists();
        }
        Files.delete(blocked);
        try (RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            Situation.awaitDone(running, "events.jsonl");
            assertThat(running.deadLetters()).hasSize(1);
        }
    }

    private static void assertOneLetterForEachCall(RunningBundle running, int calls) throws Exception {
        assertThat(running.total().of(Outcome.REJECTED)).isEqualTo(calls);
        assertThat(running.total().received()).isEqualTo(calls);
        List<Path> letters = running.deadLetters();
        Set<Integer> numbers = new HashSet<>();
        for (Path letter : letters) {
            numbers.add(Situation.read(letter).get("call").intValue());
        }
        assertThat(letters).hasSize(calls);
        assertThat(numbers).hasSize(calls);
    }

    private static String products(int count) {
        return Purchases.with("ORD-1", "\"products\":[" + "{\"price\":1},".repeat(count - 1) + "{\"price\":2}],");
    }

    private static Unwritten unwritten(RunningBundle running) {
        return (Unwritten) running.context().getRegistry().lookupByName("podsightsUnwritten");
    }
}

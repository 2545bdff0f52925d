package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.health.Health;
import io.github.podsights.camel.route.file.HeldBehaviour;
import io.github.podsights.camel.settings.Property;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was accepted is remembered in a database: H2 in a file, or a server that comes and goes, H2 or PostgreSQL. */
class DuplicatesInDatabaseIT {

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
    void isKnownAfterARestartOfWhatKeepsItInAFile() throws Exception {
        Map<Property, String> file = Map.of(
                Property.DUPLICATES_JDBC_URL, "jdbc:h2:./data/duplicates",
                Property.DUPLICATES_JDBC_USER, "podsights",
                Property.DUPLICATES_JDBC_PASSWORD, "hush");

        assertKnownAfterARestart(file);

        assertThat(directory.resolve("data/duplicates.mv.db")).exists();
    }

    @ParameterizedTest
    @EnumSource(DatabaseServer.Kind.class)
    void isKnownAfterARestartOfWhatKeepsItOnAServer(DatabaseServer.Kind kind) throws Exception {
        try (DatabaseServer database = new DatabaseServer(kind, directory).start()) {
            assertKnownAfterARestart(database.properties());
        }
    }

    private void assertKnownAfterARestart(Map<Property, String> properties) throws Exception {
        try (RunningBundle running = RunningBundle.start(directory, collector, properties)) {
            running.drop("first.jsonl", Purchases.lines(20) + Purchases.lines(20));
            Situation.awaitDone(running, "first.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(20);
            assertThat(running.total().of(Outcome.DUPLICATE)).isEqualTo(20);
        }
        try (RunningBundle running = RunningBundle.start(directory, collector, properties)) {
            running.drop("second.jsonl", Purchases.lines(21));
            Situation.awaitDone(running, "second.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(1);
            assertThat(running.total().of(Outcome.DUPLICATE)).isEqualTo(20);
            assertThat(collector.stats().requests()).isEqualTo(21);
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseServer.Kind.class)
    void whatCanNotBeLookedUpIsKeptInHandUntilItCan(DatabaseServer.Kind kind) throws Exception {
        try (DatabaseServer database = new DatabaseServer(kind, directory);
                LogLines log = LogLines.open(Level.INFO, Level.ERROR);
                RunningBundle running = RunningBundle.start(directory, collector, database.properties())) {
            running.drop("events.jsonl", Purchases.lines(5));
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            step(running).failures() >= 5 && running.total().inFlight() == 5);
            assertThat(collector.stats().requests()).isZero();

            database.start();
            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(5);
            assertThat(collector.stats().requests()).isEqualTo(5);
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("Duplicates can't be recognised"))
                    .hasSize(1);
            assertThat(log.lines()).noneMatch(line -> line.contains(DatabaseServer.PASSWORD));
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseServer.Kind.class)
    void healthSaysThatTheDatabaseIsGoneAlsoWhileNothingComesAndThatItIsBack(DatabaseServer.Kind kind)
            throws Exception {
        try (DatabaseServer database = new DatabaseServer(kind, directory).start();
                RunningBundle running = RunningBundle.start(directory, collector, database.properties())) {
            running.drop("before.jsonl", Purchases.lines(1));
            Situation.awaitDone(running, "before.jsonl");
            assertThat(running.reason("duplicates")).isEmpty();

            database.stop();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> running.reason("duplicates").isPresent());
            assertThat(running.reason("duplicates").orElseThrow())
                    .startsWith("the database of duplicates failed (")
                    .doesNotContain(DatabaseServer.PASSWORD);
            assertThat(Health.isReady(running.bundle().health().checks())).isFalse();

            database.start();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> running.reason("duplicates").isEmpty());
            assertThat(Health.isReady(running.bundle().health().checks())).isTrue();
            assertThat(step(running).failures()).as("of deliveries").isZero();
            running.drop("after.jsonl", Purchases.lines(1));
            Situation.awaitDone(running, "after.jsonl");
            assertThat(running.total().of(Outcome.DUPLICATE)).isEqualTo(1);
        }
    }

    @Test
    void aStopReleasesWhatCanNotBeLookedUp() throws Exception {
        try (DatabaseServer database = new DatabaseServer(DatabaseServer.Kind.H2, directory);
                RunningBundle running = RunningBundle.start(directory, collector, database.properties())) {
            running.drop("events.jsonl", Purchases.lines(5));
            await().atMost(Duration.ofSeconds(60)).until(() -> step(running).failures() >= 1);

            assertThat(StopWhileWaitingIT.timeOf(running.context()::stop)).isLessThan(StopWhileWaitingIT.QUICK);

            assertThat(running.total().released()).isEqualTo(5);
            assertThat(running.deadLetters()).isEmpty();
            assertThat(collector.stats().requests()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseServer.Kind.class)
    void whatCanNotBeRememberedIsDeliveredAllTheSame(DatabaseServer.Kind kind) throws Exception {
        HeldBehaviour held = new HeldBehaviour();
        collector.behave(held);
        try (DatabaseServer database = new DatabaseServer(kind, directory).start();
                RunningBundle running = RunningBundle.start(directory, collector, database.properties())) {
            running.drop("events.jsonl", Purchases.lines(1));
            await().until(() -> collector.stats().requests() == 1);

            database.stop();
            held.letGo();
            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(1);
            assertThat(step(running).failures()).isEqualTo(1);
        }
    }

    private static CheckDuplicate step(RunningBundle running) {
        return (CheckDuplicate) running.context().getRegistry().lookupByName("podsightsDuplicates");
    }
}

package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.health.Check;
import io.github.podsights.camel.health.Health;
import io.github.podsights.camel.settings.Property;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was accepted is remembered in a database: H2 in a file, or as a server that comes and goes. */
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
    void isKnownAfterARestart() throws Exception {
        Map<Property, String> file = Map.of(
                Property.DUPLICATES_JDBC_URL, "jdbc:h2:./data/duplicates",
                Property.DUPLICATES_JDBC_USER, "podsights",
                Property.DUPLICATES_JDBC_PASSWORD, "hush");
        try (RunningBundle running = RunningBundle.start(directory, collector, file)) {
            running.drop("first.jsonl", Purchases.lines(20) + Purchases.lines(20));
            Situation.awaitDone(running, "first.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(20);
            assertThat(running.total().of(Outcome.DUPLICATE)).isEqualTo(20);
        }
        assertThat(directory.resolve("data/duplicates.mv.db")).exists();
        try (RunningBundle running = RunningBundle.start(directory, collector, file)) {
            running.drop("second.jsonl", Purchases.lines(21));
            Situation.awaitDone(running, "second.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(1);
            assertThat(running.total().of(Outcome.DUPLICATE)).isEqualTo(20);
            assertThat(collector.stats().requests()).isEqualTo(21);
        }
    }

    @Test
    void whatCanNotBeLookedUpIsKeptInHandUntilItCan() throws Exception {
        try (ServerSocket reserved = new ServerSocket(0)) {
            int port = reserved.getLocalPort();
            reserved.close();
            try (LogLines log = LogLines.open(Level.INFO, Level.ERROR);
                    RunningBundle running = RunningBundle.start(directory, collector, server(port))) {
                running.drop("events.jsonl", Purchases.lines(5));
                await().atMost(Duration.ofSeconds(60)).until(() -> step(running).failures() >= 5);
                assertThat(collector.stats().requests()).isZero();
                assertThat(running.total().inFlight()).isEqualTo(5);

                Server database = serve(port);
                try {
                    Situation.awaitDone(running, "events.jsonl");
                } finally {
                    running.context().stop();
                    database.stop();
                }

                assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(5);
                assertThat(collector.stats().requests()).isEqualTo(5);
                assertThat(log.lines())
                        .filteredOn(line -> line.contains("Duplicates can't be recognised"))
                        .singleElement()
                        .asString()
                        .doesNotContain("hush");
                assertThat(log.lines()).noneMatch(line -> line.contains("hush"));
            }
        }
    }

    @Test
    void healthSaysThatTheDatabaseIsGoneAlsoWhileNothingComesAndThatItIsBack() throws Exception {
        Server database = serve(0);
        int port = database.getPort();
        try (RunningBundle running = RunningBundle.start(directory, collector, server(port))) {
            await().until(() -> whyNot(running).isEmpty());

            database.stop();
            await().atMost(Duration.ofSeconds(30)).until(() -> whyNot(running).isPresent());
            assertThat(whyNot(running).orElseThrow())
                    .startsWith("the database of duplicates failed (")
                    .doesNotContain("hush");
            assertThat(Health.isReady(running.bundle().health().checks())).isFalse();

            database = serve(port);
            await().atMost(Duration.ofSeconds(30)).until(() -> whyNot(running).isEmpty());
            assertThat(Health.isReady(running.bundle().health().checks())).isTrue();
            assertThat(step(running).failures()).as("of deliveries").isZero();
        } finally {
            database.stop();
        }
    }

    @Test
    void aStopReleasesWhatCanNotBeLookedUp() throws Exception {
        try (ServerSocket reserved = new ServerSocket(0)) {
            int port = reserved.getLocalPort();
            reserved.close();
            try (RunningBundle running = RunningBundle.start(directory, collector, server(port))) {
                running.drop("events.jsonl", Purchases.lines(5));
                await().atMost(Duration.ofSeconds(60)).until(() -> step(running).failures() >= 1);

                assertThat(StopWhileWaitingIT.timeOf(running.context()::stop)).isLessThan(Duration.ofSeconds(20));

                assertThat(running.total().released()).isEqualTo(5);
                assertThat(running.deadLetters()).isEmpty();
                assertThat(collector.stats().requests()).isZero();
            }
        }
    }

    @Test
    void whatCanNotBeRememberedIsDeliveredAllTheSame() throws Exception {
        collector.behave(Behaviours.accept().delayed(Duration.ofSeconds(2)));
        Server database = serve(0);
        try (RunningBundle running = RunningBundle.start(directory, collector, server(database.getPort()))) {
            running.drop("events.jsonl", Purchases.lines(1));
            await().until(() -> collector.stats().requests() == 1);

            database.stop();
            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(1);
            assertThat(step(running).failures()).isEqualTo(1);
        }
    }

    private static Map<Property, String> server(int port) {
        return Map.of(
                Property.DUPLICATES_JDBC_URL,
                "jdbc:h2:tcp://127.0.0.1:" + port + "/mem:duplicates;DB_CLOSE_DELAY=-1",
                Property.DUPLICATES_JDBC_USER,
                "podsights",
                Property.DUPLICATES_JDBC_PASSWORD,
                "hush",
                Property.MAX_DELAY,
                "200ms");
    }

    private static Server serve(int port) throws Exception {
        return Server.createTcpServer("-tcpPort", Integer.toString(port), "-ifNotExists")
                .start();
    }

    private static Optional<String> whyNot(RunningBundle running) {
        Check check = running.bundle().health().checks().stream()
                .filter(one -> one.name().equals("duplicates"))
                .findFirst()
                .orElseThrow();
        return Optional.ofNullable(check.reason());
    }

    private static CheckDuplicate step(RunningBundle running) {
        return (CheckDuplicate) running.context().getRegistry().lookupByName("podsightsDuplicates");
    }
}

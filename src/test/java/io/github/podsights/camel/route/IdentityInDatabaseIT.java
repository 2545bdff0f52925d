package io.github.podsights.camel.route;

import static io.github.podsights.camel.route.Identifies.emails;
import static io.github.podsights.camel.route.Identifies.identify;
import static io.github.podsights.camel.route.Identifies.purchase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.settings.Property;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.assertj.core.api.Assertions;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Identities are remembered in a database: H2 in a file, or as a server that comes and goes. */
class IdentityInDatabaseIT {

    private static final String JANE = "'user_id':'u-1','anonymous_id':'a-1'";

    /** Nowhere in the database, however it is written: neither the address nor what makes it out. */
    private static final Canary CANARY = new Canary(Purchases.EMAIL, "jane.doe", "john.roe");

    private static final Map<Property, String> FILE = Map.of(
            Property.IDENTITY_JDBC_URL, "jdbc:h2:./data/identities",
            Property.IDENTITY_JDBC_USER, "podsights",
            Property.IDENTITY_JDBC_PASSWORD, "hush");

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
    void isKnownAfterARestartAndNoAddressIsInTheDatabase() throws Exception {
        String john = "'user_id':'john.roe@example.com','anonymous_id':'John.Roe@example.com'";
        send(FILE, "first.jsonl", identify(JANE, " Jane.Doe@Example.com "), identify(john, "john.roe@example.com"));
        assertNoAddress();

        send(
                FILE,
                "second.jsonl",
                purchase(JANE, "jane"),
                purchase(john, "john"),
                purchase("'user_id':'u-2'", "nobody"));

        assertThat(emails(collector))
                .containsEntry("jane", Purchases.HASH)
                .containsEntry("nobody", "none")
                .hasEntrySatisfying("john", hash -> assertThat(hash).hasSize(64));
        assertNoAddress();
        assertThat(dump()).as("what is looked through").contains(Purchases.HASH).contains("PODSIGHTS_IDENTITIES");
    }

    @Test
    void everyEventSeesWhatWasIdentifiedBeforeItAndNothingElse() throws Exception {
        int visits = 500;
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < visits; i++) {
            lines.append(String.join("\n", Identifies.visit(i))).append('\n');
        }
        Map<Property, String> properties = new HashMap<>(FILE);
        properties.put(Property.FILE_IN_FLIGHT, "500");

        send(properties, "events.jsonl", lines.toString());

        Identifies.assertInOrder(collector, visits);
    }

    @Test
    void duplicatesCanBeInTheSameDatabase() throws Exception {
        Map<Property, String> both = new HashMap<>(FILE);
        both.put(Property.DUPLICATES_JDBC_URL, FILE.get(Property.IDENTITY_JDBC_URL));
        both.put(Property.DUPLICATES_JDBC_USER, "podsights");
        both.put(Property.DUPLICATES_JDBC_PASSWORD, "hush");

        send(both, "first.jsonl", identify(JANE, Purchases.EMAIL), purchase(JANE, "order"));
        send(both, "second.jsonl", purchase(JANE, "order"), purchase(JANE, "other"));

        assertThat(collector.stats().requests()).isEqualTo(2);
        assertThat(emails(collector)).containsEntry("order", Purchases.HASH).containsEntry("other", Purchases.HASH);
    }

    @Test
    void whatCanNotBeStoredOrLookedUpIsKeptInHandUntilItCan() throws Exception {
        int port = freePort();
        try (LogLines log = LogLines.open(Level.INFO, Level.ERROR);
                RunningBundle running = RunningBundle.start(directory, collector, server(port))) {
            running.drop("events.jsonl", String.join("\n", identify(JANE, Purchases.EMAIL), purchase(JANE, "order")));
            await().atMost(Duration.ofSeconds(60)).until(() -> !health(running).isEmpty());
            assertThat(health(running).get(0)).startsWith("the database of identities failed (");
            await().until(() -> running.total().inFlight() == 2);
            assertThat(collector.stats().requests()).isZero();

            Server database = serve(port);
            try {
                Situation.awaitDone(running, "events.jsonl");
            } finally {
                running.context().stop();
                database.stop();
            }

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(1);
            assertThat(emails(collector)).containsEntry("order", Purchases.HASH);
            assertThat(health(running)).isEmpty();
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("Identities can't be looked up"))
                    .singleElement()
                    .asString()
                    .contains("podsights.identity.jdbc.url");
            assertThat(log.lines())
                    .noneMatch(line -> line.contains("hush") || CANARY.in(line).isPresent());
        }
    }

    @Test
    void aStopReleasesWhatCanNotBeLookedUp() throws Exception {
        try (LogLines log = LogLines.open(Level.WARN, Level.WARN);
                RunningBundle running = RunningBundle.start(directory, collector, server(freePort()))) {
            running.drop(
                    "events.jsonl",
                    String.join("\n", identify(JANE, Purchases.EMAIL), purchase(JANE, "1"), purchase(JANE, "2"), "{"));
            await().atMost(Duration.ofSeconds(60)).until(() -> !health(running).isEmpty());
            await().until(() ->
                    running.total().inFlight() == 3 && running.total().of(Outcome.INVALID) == 1);

            assertThat(StopWhileWaitingIT.timeOf(running.context()::stop)).isLessThan(Duration.ofSeconds(20));

            assertThat(running.total().released()).isEqualTo(3);
            assertThat(running.total().of(Outcome.INVALID))
                    .as("which needs no visitor")
                    .isEqualTo(1);
            assertThat(collector.stats().requests()).isZero();
            assertThat(log.lines())
                    .filteredOn(line -> !line.contains("Identities can't"))
                    .isEmpty();
        }
    }

    @Test
    void aCallerWaitsNoLongerThanItsBudget() throws Exception {
        Map<Property, String> properties = new HashMap<>(server(freePort()));
        properties.put(Property.BUDGET, "1s");
        try (RunningBundle running = RunningBundle.start(directory, collector, properties)) {
            Assertions.assertThatThrownBy(() -> running.context()
                            .createProducerTemplate()
                            .requestBody("direct:podsights", purchase(JANE, "order")))
                    .isInstanceOf(CamelExecutionException.class)
                    .hasRootCauseMessage("its store can't be reached");
            assertThat(running.total().released()).isEqualTo(1);
        }
    }

    private void send(Map<Property, String> properties, String file, String... events) throws Exception {
        try (RunningBundle running = RunningBundle.start(directory, collector, properties)) {
            running.drop(file, String.join("\n", events));
            Situation.awaitDone(running, file);
        }
    }

    private void assertNoAddress() throws Exception {
        assertThat(CANARY.in(dump())).isEmpty();
        try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(CANARY.in(Files.readAllBytes(file))).as("%s", file).isEmpty();
            }
        }
    }

    /** All that is in the database, as H2 writes it for a backup; and each key once more as text, if it is one. */
    private String dump() throws SQLException {
        StringBuilder dump = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:h2:" + directory.resolve("data/identities"), "podsights", "hush");
                Statement statement = connection.createStatement()) {
            try (ResultSet line = statement.executeQuery("SCRIPT")) {
                while (line.next()) {
                    dump.append(line.getString(1)).append('\n');
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT id, email_hash FROM podsights_identities")) {
                while (row.next()) {
                    dump.append(new String(row.getBytes(1), java.nio.charset.StandardCharsets.ISO_8859_1))
                            .append('\n');
                }
            }
        }
        return dump.toString();
    }

    private static List<String> health(RunningBundle running) {
        return running.bundle().health().checks().stream()
                .filter(check -> check.name().equals("identities") && !check.up())
                .map(check -> check.reason())
                .toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket reserved = new ServerSocket(0)) {
            return reserved.getLocalPort();
        }
    }

    private static Map<Property, String> server(int port) {
        return Map.of(
                Property.IDENTITY_JDBC_URL,
                "jdbc:h2:tcp://127.0.0.1:" + port + "/mem:identities;DB_CLOSE_DELAY=-1",
                Property.IDENTITY_JDBC_USER,
                "podsights",
                Property.IDENTITY_JDBC_PASSWORD,
                "hush",
                Property.MAX_DELAY,
                "200ms");
    }

    private static Server serve(int port) throws Exception {
        return Server.createTcpServer("-tcpPort", Integer.toString(port), "-ifNotExists")
                .start();
    }
}

package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.metrics.Scrape;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that runs, as Prometheus, Kubernetes and {@code status} see it. */
class StatusIT {

    private static final Duration LONG = Duration.ofSeconds(90);

    private static final String EMAIL = "canary.address@example.com";

    private static final String TOKEN = "canary-admin-token-83";

    private static final String EVENT = "{\"event\":\"Order Completed\",\"anonymous_id\":\"a-1\",\"properties\":"
            + "{\"order_id\":\"o-%d\",\"email\":\"" + EMAIL + "\"},\"consent\":{\"marketing\":%s}}\n";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    private CollectorStandIn collector;
    private Home home;

    @BeforeEach
    void start() throws IOException {
        collector = CollectorStandIn.start();
        home = home("");
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void theEquationCanBeReadOffTheMetricsWhileEventsFlowAndAfter() throws Exception {
        collector.behave("{\"delay\": \"5ms\"}");
        home.write("data/inbox/events.jsonl", events(2_000) + "no JSON\n" + EVENT.formatted(-1, "false"));
        try (PodsightsProcess run = run()) {
            String url = run.adminUrl();
            await().atMost(LONG).until(() -> {
                Scrape scrape = scrape(url);
                assertThat(scrape.balances()).as(scrape.toString()).isTrue();
                return scrape.sum("podsights_received_total") == 2_002 && scrape.sum("podsights_in_flight") == 0;
            });

            Scrape scrape = scrape(url);
            assertThat(scrape.of(Outcome.DELIVERED)).isEqualTo(2_000);
            assertThat(scrape.of(Outcome.CONSENT_DENIED)).isEqualTo(1);
            assertThat(scrape.of(Outcome.INVALID)).isEqualTo(1);
            assertThat(scrape.sum("podsights_attempts_total", "class", "accepted"))
                    .isEqualTo(2_000);
            assertThat(scrape.sum("podsights_attempt_seconds_count"))
                    .isEqualTo(collector.stats().requests());
            assertThat(get(url + "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(url + "/health/ready").statusCode()).isEqualTo(200);
            String status = get(url + "/status").body();
            assertThat(scrape + status + run.out() + run.err())
                    .doesNotContain(EMAIL)
                    .doesNotContain(Home.KEY);
        }
    }

    @Test
    void statusTellsTheBalanceAndThatItIsReady() throws Exception {
        home.write("data/inbox/events.jsonl", events(3));
        try (PodsightsProcess run = run()) {
            await().atMost(LONG).until(() -> scrape(run.adminUrl()).of(Outcome.DELIVERED) == 3);

            CommandRun status = status(run.adminUrl());

            assertThat(status.exitCode()).as(status.toString()).isZero();
            assertThat(status.err()).isEmpty();
            assertThat(status.out())
                    .containsPattern("^podsights-camel \\S.* at " + run.adminUrl() + ", up for \\d+s\n")
                    .contains("\nBalance\n  received                3\n")
                    .contains(
                            "  3 received + 0 resumed = 3 outcomes + 0 parked + 0 released + 0 in_flight: it adds up\n")
                    .contains("\n  configuration   up: in force since 2")
                    .endsWith("""
                              dead-letters    up
                              integration:podsights up
                              parked          up
                              sources         up
                              steps           up
                            """)
                    .contains("\nReady\n  collector       up\n");

            CommandRun json = status(run.adminUrl(), "--json");
            JsonNode tree = new ObjectMapper().readTree(json.out());
            assertThat(json.exitCode()).isZero();
            assertThat(json.out()).hasLineCount(1);
            assertThat(tree.path("total").path("outcomes").path("delivered").asInt())
                    .isEqualTo(3);
            assertThat(tree.path("versions").path("java").asText())
                    .isEqualTo(Runtime.version().toString());
        }
    }

    @Test
    void itIsNotReadyWhileDeadLettersCantBeWritten() throws Exception {
        try (PodsightsProcess run = run()) {
            String url = run.adminUrl();
            await().atMost(LONG).until(() -> get(url + "/health/ready").statusCode() == 200);
            Path letters = home.path("data/dead-letters");
            Files.delete(letters);
            Files.writeString(letters, "in the way");
            home.write("data/inbox/events.jsonl", "no JSON\n");
            await().atMost(LONG).until(() -> get(url + "/health/ready").statusCode() == 503);

            CommandRun status = status(url);

            assertThat(get(url + "/health/live").statusCode()).isEqualTo(200);
            assertThat(status.exitCode()).isEqualTo(1);
            assertThat(status.out()).contains("\nNOT READY\n").contains("\n  dead-letters    DOWN: can't be written (");
            assertThat(scrape(url).sum("podsights_unwritten_total")).isPositive();
            assertThat(scrape(url).sum("podsights_in_flight")).isEqualTo(1);

            Files.delete(letters);
            await().atMost(LONG).until(() -> get(url + "/health/ready").statusCode() == 200);
            await().atMost(LONG).until(() -> scrape(url).of(Outcome.INVALID) == 1);
            assertThat(status(url).exitCode()).isZero();
        }
    }

    @Test
    void withATokenStatusAsksWithItAndNobodyElseIsAnswered() throws Exception {
        home = home("podsights.admin.token=" + TOKEN);
        try (PodsightsProcess run = run()) {
            assertThat(status(run.adminUrl()).exitCode()).isZero();

            assertThat(get(run.adminUrl() + "/status").statusCode()).isEqualTo(401);
            assertThat(get(run.adminUrl() + "/metrics").statusCode()).isEqualTo(200);

            home = home("podsights.admin.token=another-token-0000");
            CommandRun refused = status(run.adminUrl());
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err())
                    .isEqualTo("podsights: " + home.path("config/application.properties")
                            + ":4: podsights.admin.token: found one that " + run.adminUrl() + " does not take; expected"
                            + " that of the running instance; give this command the same configuration\n");
            assertThat(run.out() + run.err() + refused).doesNotContain(TOKEN).doesNotContain("another-token");
        }
    }

    @Test
    void statusSaysThatNobodyAnswers() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThat(status("http://127.0.0.1:" + port))
                .isEqualTo(new CommandRun(
                        1,
                        "",
                        "podsights: status: nobody answers at http://127.0.0.1:" + port
                                + " (ConnectException); expected a"
                                + " running instance; start it with ./podsights run, or name the port that it has in"
                                + " podsights.admin.port\n"));
    }

    @Test
    void statusSaysThatSomebodyElseAnswers() throws Exception {
        String url = collector.url().replace("/v1/server", "");

        CommandRun status = status(url);

        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.err())
                .startsWith("podsights: status: what answers at " + url + " (")
                .contains("is no instance of podsights-camel")
                .hasLineCount(1);
    }

    @Test
    void statusNeedsAPortThatIsKnown() throws Exception {
        for (String port : new String[] {"off", "0"}) {
            home = home("podsights.admin.port=" + port);

            CommandRun status = CommandRun.of("status", "--config", home.config());

            assertThat(status.exitCode()).isEqualTo(2);
            assertThat(status.err())
                    .startsWith("podsights: " + home.path("config/application.properties")
                            + ":4: podsights.admin.port: found " + port + ", so that nobody ")
                    .hasLineCount(1);
        }
    }

    @Test
    void statusNeedsNoneOfTheSecretsOfAnIntegration() throws Exception {
        try (PodsightsProcess run = run()) {
            String url = run.adminUrl();
            home.write("config/integrations/podsights.yaml", "config: {key: \"{{env:PODSIGHTS_NO_SUCH_KEY}}\"}\n");

            assertThat(status(url).exitCode()).isZero();
        }
    }

    @Test
    void runRefusesAPortThatIsInUseBeforeAnythingIsConsumed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            home = home("podsights.admin.port=" + taken.getLocalPort());

            Refusal.of(
                    home,
                    home.path("config/application.properties") + ":4: podsights.admin.port: found "
                            + taken.getLocalPort()
                            + ", which can't be listened on (Address already in use); expected a port that is free, and that"
                            + " this user may listen on; name another one, 0 for any that is free, or off for none");
        }
    }

    @Test
    void runRefusesAHostThatIsNotThisMachine() throws Exception {
        home = home("podsights.admin.port=0\npodsights.admin.host=203.0.113.7");

        Refusal.of(
                home,
                home.path("config/application.properties")
                        + ":5: podsights.admin.host: found '203.0.113.7', which is no address of this machine; expected an"
                        + " address of this machine; name another one, 127.0.0.1 for this machine alone, or 0.0.0.0 for all"
                        + " of its addresses");
    }

    @Test
    void onceTakesAPortOnlyWhereOneIsNamed() throws Exception {
        assertThat(CommandRun.of("run", "--once", "--config", home.config()).out())
                .doesNotContain("Metrics");

        home = home("podsights.admin.port=0");
        assertThat(CommandRun.of("run", "--once", "--config", home.config()).out())
                .contains("\nMetrics, health and status at http://127.0.0.1:");

        home = home("podsights.admin.port=off");
        try (PodsightsProcess run = PodsightsProcess.start(directory, "run", "--once", "--config", home.config())) {
            assertThat(run.exitCode()).isZero();
        }
    }

    private Home home(String more) throws IOException {
        return new Home(
                directory,
                "podsights.collector.url=" + collector.url(),
                "podsights.source.file.quiet=0s",
                "podsights.source.file.in-flight=64",
                more);
    }

    /** On a port that is free, whatever the configuration says. */
    private PodsightsProcess run() throws IOException {
        return PodsightsProcess.start(directory, "run", "--config", home.config());
    }

    /** The command in this JVM, told by a property where to ask. */
    private CommandRun status(String url, String... options) {
        Object[] words = new Object[3 + options.length];
        words[0] = "status";
        words[1] = "--config";
        words[2] = home.config();
        System.arraycopy(options, 0, words, 3, options.length);
        return CommandRun.at(url, () -> CommandRun.of(words));
    }

    private Scrape scrape(String url) throws Exception {
        return Scrape.of(get(url + "/metrics").body());
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String events(int count) {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < count; i++) {
            events.append(EVENT.formatted(i, "true"));
        }
        return events.toString();
    }
}

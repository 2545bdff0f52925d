package io.github.podsights.camel.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.health.Health;
import io.github.podsights.camel.settings.AdminSettings;
import io.github.podsights.camel.settings.Property;
import io.github.podsights.camel.settlement.Balance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the admin port shows, and to whom. */
class AdminServerIT {

    private static final String TOKEN = "canary-admin-token-91";

    private final Balance balance = new Balance();
    private final Health health = new Health();
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private String down;
    private boolean ready;

    private Function<JsonNode, Replays.Replay> order = json -> {
        throw new IllegalArgumentException("found no JSON object; expected one");
    };

    private AdminServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void showsMetricsAsTheyAre() throws Exception {
        start(Optional.empty());

        Answer answer = get("/metrics");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).isEqualTo("podsights_in_flight 7\n");
    }

    @Test
    void isAliveWheneverItAnswers() throws Exception {
        down = "file is stopped";
        start(Optional.empty());

        assertThat(get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void isReadyWhenEveryCheckIsUpAndElseSaysWhyNot() throws Exception {
        start(Optional.empty());
        assertThat(get("/health/ready").status()).isEqualTo(200);
        assertThat(get("/health/ready").body())
                .isEqualTo("{\"ready\":true,\"checks\":{\"dead-letters\":{\"up\":true},\"sources\":{\"up\":true}}}\n");

        down = "file is stopped";
        Answer answer = get("/health/ready");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo("{\"ready\":false,\"checks\":{\"dead-letters\":{\"up\":true},"
                        + "\"sources\":{\"up\":false,\"reason\":\"file is stopped\"}}}\n");
    }

    @Test
    void tellsTheBooksAndTheVersionsToThisMachine() throws Exception {
        start(Optional.empty());
        balance.account("shop", "file").received();
        balance.account("shop", "file").received();
        balance.account("shop", "file").ended(Outcome.DELIVERED);
        balance.account("blog", "kafka").resumed();
        now = now.plusSeconds(90);

        JsonNode status = new ObjectMapper().readTree(get("/status").body());

        assertThat(status.path("ready").asBoolean()).isTrue();
        assertThat(status.path("started_at").asText()).isEqualTo("2026-11-24T12:00:00Z");
        assertThat(status.path("uptime_seconds").asInt()).isEqualTo(90);
        assertThat(status.path("versions").path("podsights-camel").asText()).isEqualTo("1.2.3");
        assertThat(status.path("total").path("received").asInt()).isEqualTo(2);
        assertThat(status.path("total").path("resumed").asInt()).isEqualTo(1);
        assertThat(status.path("total").path("in_flight").asInt()).isEqualTo(2);
        assertThat(status.path("balance")).hasSize(2);
        assertThat(status.path("balance").get(1).path("integration").asText()).isEqualTo("shop");
        assertThat(status.path("balance").get(1).path("outcomes").properties()).hasSize(Outcome.values().length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/status", "/nothing", "/", "/metrics/", "/health", "/%73tatus", "/health/live/../../status"})
    void everythingButMetricsAndHealthNeedsTheTokenWhereOneIsSet(String path) throws Exception {
        start(Optional.of(TOKEN));

        Answer answer = get(path);

        assertThat(answer.status()).isIn(400, 401);
        assertThat(answer.body()).doesNotContain("in_flight").doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer canary-admin-token-91, 200",
        "bearer canary-admin-token-91, 200",
        "Bearer canary-admin-token-9, 401",
        "Bearer canary-admin-token-912, 401",
        "Bearer, 401",
        "canary-admin-token-91, 401",
        "Basic canary-admin-token-91, 401"
    })
    void letsInWhoShowsTheToken(String authorization, int status) throws Exception {
        start(Optional.of(TOKEN));

        Answer answer = get("/status", "Authorization: " + authorization);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain(TOKEN);
        if (status == 401) {
            assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
        }
    }

    @Test
    void metricsAndHealthAreOpenWithoutTheToken() throws Exception {
        start(Optional.of(TOKEN));

        for (String path : OpenRoutes.PATHS) {
            assertThat(get(path).status()).as(path).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: null",
                "X-Forwarded-For: 203.0.113.9",
                "Forwarded: for=203.0.113.9",
                "X-Real-IP: 203.0.113.9",
                "Via: 1.1 proxy.example",
                "Host: evil.example",
                "Host: 203.0.113.9:8084"
            })
    void withoutATokenAPageInABrowserAndWhoIsBehindAProxyGetNothing(String header) throws Exception {
        start(Optional.empty());

        assertThat(get("/status", header).status()).isEqualTo(403);
        assertThat(get("/status").status()).isEqualTo(200);
        assertThat(get("/status", "Host: localhost").status()).isEqualTo(200);
    }

    @Test
    void withoutATokenNobodyFromOutsideGetsMoreThanMetricsAndHealth() throws Exception {
        Optional<InetAddress> outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && address.getAddress().length == 4)
                .findFirst();
        Assumptions.assumeTrue(outside.isPresent(), "this machine has no other address");
        server = start("0.0.0.0", 0, Optional.empty());
        String host = outside.get().getHostAddress();

        assertThat(Answer.get(host, server.port(), "/status").status()).isEqualTo(403);
        assertThat(Answer.get(host, server.port(), "/status", "Host: localhost").status())
                .isEqualTo(403);
        assertThat(Answer.get(host, server.port(), "/metrics").status()).isEqualTo(200);
        assertThat(server.url()).isEqualTo("http://127.0.0.1:" + server.port());
        assertThat(get("/status").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /../../etc/passwd HTTP/1.1",
                "GET /..%2f..%2fetc/passwd HTTP/1.1",
                "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1",
                "GET //etc/passwd HTTP/1.1",
                "GET /status%00 HTTP/1.1",
                "GET /health/live?%zz HTTP/9.9",
                "GET http://evil.example/nothing HTTP/1.1",
                "POST /metrics HTTP/1.1",
                "DELETE /health/ready HTTP/1.1",
                "TRACE /nothing HTTP/1.1",
                "nonsense"
            })
    void whatMakesNoSenseGetsAnAnswerThatSaysSo(String line) throws Exception {
        start(Optional.empty());

        Answer answer = Answer.to("127.0.0.1", server.port(), line);

        assertThat(answer.status()).isBetween(400, 505);
        assertThat(answer.status()).isNotEqualTo(500);
        assertThat(answer.body())
                .doesNotContain("root:")
                .doesNotContain("\tat ")
                .doesNotContain("jetty")
                .doesNotContain("Jetty");
        assertThat(get("/health/live").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Type: application/json, 400",
        "Content-Type: Application/JSON; charset=utf-8, 400",
        "Content-Type: text/plain, 415",
        "Content-Type: application/jsonp, 415",
        "Content-Type: application/x-www-form-urlencoded, 415",
        "X-Nothing: 1, 415"
    })
    void whatChangesSomethingTakesATypeThatAPageInABrowserCantSend(String header, int status) throws Exception {
        start(Optional.empty());

        assertThat(post(header).status()).isEqualTo(status);
        assertThat(post(header, "Origin: http://evil.example").status()).isEqualTo(403);
        assertThat(post(header, "Host: evil.example").status()).isEqualTo(403);
    }

    @Test
    void whatChangesSomethingNeedsTheTokenWhereOneIsSet() throws Exception {
        start(Optional.of(TOKEN));

        assertThat(post("Content-Type: application/json").status()).isEqualTo(401);
        assertThat(post("Content-Type: text/plain", "Authorization: Bearer " + TOKEN)
                        .status())
                .isEqualTo(415);
        assertThat(post("Content-Type: application/json", "Authorization: Bearer " + TOKEN)
                        .status())
                .isEqualTo(400);
        assertThat(get(ReplayRoute.PATH).status()).isEqualTo(401);
    }

    @Test
    void saysWhereDeadLettersLieAndReplaysNoneWhileItStarts() throws Exception {
        start(Optional.empty());

        assertThat(get(ReplayRoute.PATH).body())
                .isEqualTo("{\"dead_letters\":\"file:/srv/letters\",\"at_work\":false}\n");
        order = json -> told -> {};
        assertThat(post("Content-Type: application/json").status()).isEqualTo(503);
    }

    @Test
    void aReplayThatFailsSaysSoInItsLastLine() throws Exception {
        ready = true;
        order = json -> told -> {
            told.line(JsonNodeFactory.instance.objectNode().put("letters", 2));
            throw new IllegalStateException("jane.doe@example.com");
        };
        start(Optional.empty());

        Answer answer = post("Content-Type: application/json");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/x-ndjson");
        assertThat(answer.body())
                .contains("{\"letters\":2}\n")
                .contains("{\"failed\":\"a fault of ours; the log of the instance has more\"}\n")
                .doesNotContain("jane.doe");
        assertThat(post("Content-Type: application/json").status()).isEqualTo(200);
    }

    @Test
    void aReplayWithoutAnythingToTellIsHeardEachSecondAndEndsWhenNobodyListens() throws Exception {
        ready = true;
        CountDownLatch ended = new CountDownLatch(1);
        order = json -> told -> {
            while (!told.isGone()) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            ended.countDown();
        };
        start(Optional.empty());

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST " + ReplayRoute.PATH
                                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            byte[] read = socket.getInputStream().readNBytes(120);
            assertThat(new String(read, StandardCharsets.ISO_8859_1)).startsWith("HTTP/1.1 200");
            socket.getInputStream().readNBytes(50); // chunks of one empty line each
            assertThat(post("Content-Type: application/json").status()).isEqualTo(409);
            assertThat(ended.getCount()).isEqualTo(1);
        }

        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        await().until(() -> get(ReplayRoute.PATH).body().contains("\"at_work\":false"));
    }

    @Test
    void aHugeHeaderAndAHugeBodyAreRefused() throws Exception {
        start(Optional.empty());

        assertThat(get("/metrics", "X-Long: " + "a".repeat(20_000)).status()).isEqualTo(431);
        assertThat(get("/" + "a".repeat(20_000)).status()).isEqualTo(414);
        assertThat(get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void refusesAPortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> start("127.0.0.1", port, Optional.empty()))
                    .isInstanceOfSatisfying(AdminStartException.class, e -> assertThat(e.property())
                            .isEqualTo(Property.ADMIN_PORT))
                    .hasMessage(port + ", which can't be listened on (Address already in use)");
        }
    }

    @ParameterizedTest
    @CsvSource({"203.0.113.7, 'is no address of this machine'", "no-such-host.invalid, 'has no address here'"})
    void refusesAHostThatIsNotThisMachine(String host, String why) {
        assertThatThrownBy(() -> start(host, 0, Optional.empty()))
                .isInstanceOfSatisfying(
                        AdminStartException.class, e -> assertThat(e.property()).isEqualTo(Property.ADMIN_HOST))
                .hasMessage("'" + host + "', which " + why);
    }

    @Test
    void givesThePortBackWhenItIsClosed() throws Exception {
        start(Optional.empty());
        int port = server.port();
        server.close();

        server = start("127.0.0.1", port, Optional.empty());

        assertThat(get("/health/live").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:8084",
        "0.0.0.0, http://127.0.0.1:8084",
        "::, http://[::1]:8084",
        "::1, http://[::1]:8084",
        "admin.example.com, http://admin.example.com:8084"
    })
    void isToBeAskedWhereItListens(String host, String url) {
        assertThat(AdminServer.url(host, 8084)).isEqualTo(url);
    }

    private void start(Optional<String> token) throws AdminStartException {
        server = start("127.0.0.1", 0, token);
    }

    private AdminServer start(String host, int port, Optional<String> token) throws AdminStartException {
        if (health.checks().isEmpty()) {
            health.add("sources", () -> Optional.ofNullable(down));
            health.add("dead-letters", Optional::empty);
        }
        return AdminServer.start(
                new AdminSettings(OptionalInt.of(port), host, token),
                List.of(
                        new OpenRoutes(() -> "podsights_in_flight 7\n", health),
                        new StatusRoute(balance, health, Map.of("podsights-camel", "1.2.3"), () -> now),
                        new ReplayRoute(new Replays() {
                            @Override
                            public String place() {
                                return "file:/srv/letters";
                            }

                            @Override
                            public boolean areReady() {
                                return ready;
                            }

                            @Override
                            public Replay of(JsonNode json) {
                                return order.apply(json);
                            }
                        })));
    }

    /** Without a body. */
    private Answer post(String... headers) throws IOException {
        return Answer.to("127.0.0.1", server.port(), "POST " + ReplayRoute.PATH + " HTTP/1.1", headers);
    }

    private Answer get(String path, String... headers) throws IOException {
        return Answer.get("127.0.0.1", server.port(), path, headers);
    }
}

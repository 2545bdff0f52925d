package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.collector.ReceivedRequest;
import io.github.podsights.camel.identity.EmailHasher;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code send-test}: one event, once, and what came back. */
class SendTestIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path directory;

    private CollectorStandIn collector;
    private Home home;

    @BeforeEach
    void start() throws IOException {
        collector = CollectorStandIn.start();
        home = home(collector.url());
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void sendsOneEventThatIsKnownForATestByItsIds() throws IOException {
        CommandRun run = send("--yes");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .startsWith("Integration  podsights\nCollector    " + collector.url()
                        + "\n\nEvent        Order Completed  podsights-send-test-")
                .contains(
                        "\nRequest      {\"key\":\"***\",\"event\":\"purchase\",\"id\":\"podsights-send-test\",\"em\":\""
                                + EmailHasher.hash("podsights-send-test@example.com")
                                        .orElseThrow() + "\"")
                .containsPattern("\nAnswer       200 after \\d+ ms\nBody         ")
                .endsWith("\nClass        accepted: run would count it as delivered\n");
        JsonNode sent = JSON.readTree(onlyRequest().body());
        assertThat(sent.get("key").textValue()).isEqualTo(Home.KEY);
        assertThat(sent.get("order_id").textValue()).startsWith("podsights-send-test-");
        assertThat(sent.get("value").decimalValue()).isEqualByComparingTo("0.01");
        assertThat(Files.exists(directory.resolve("data"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'status': 401} | 401 | set-up: run would pause this integration until its key",
                "{'status': 429, 'retry_after': '7'} | 429 | transient: run would send nothing more for this integration before Retry-After",
                "{'status': 503} | 503 | transient: run would try again with a growing delay",
                "{'status': 400} | 400 | rejected: run would make it a dead letter at once",
                "{'status': 302} | 302 | rejected: run would make it a dead letter at once"
            })
    void saysWhatAnAnswerMeansAndDoesNotTryAgain(String behaviour, int status, String meaning) {
        collector.behave(behaviour.replace('\'', '"'));

        CommandRun run = send("--yes");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("\nAnswer       " + status + " after ").contains("\nClass        " + meaning);
        assertThat(run.out().contains("\nRetry-After  7\n")).isEqualTo(status == 429);
        assertThat(collector.stats().requests()).isEqualTo(1);
        assertThat(Files.exists(directory.resolve("data"))).isFalse();
    }

    @Test
    void saysThatNobodyAnswered() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        home("http://127.0.0.1:" + port + "/v1/server");

        CommandRun run = send("--yes");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("\nAnswer       none after \\d+ ms: connection refused\n")
                .endsWith(
                        "\nClass        transient: run would try again with a growing delay, and then park it, or make it a dead letter if nothing is parked\n");
    }

    @Test
    void printsForPrograms() throws IOException {
        collector.behave("{\"status\": 503}");

        CommandRun run = send("--yes", "--json");

        JsonNode json = JSON.readTree(run.out());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "integration",
                        "call",
                        "outcome",
                        "reason",
                        "sent",
                        "status",
                        "class",
                        "millis",
                        "body",
                        "payload");
        assertThat(json.get("sent").booleanValue()).isTrue();
        assertThat(json.get("status").intValue()).isEqualTo(503);
        assertThat(json.get("class").textValue()).isEqualTo("transient");
        assertThat(json.at("/payload/key").textValue()).isEqualTo("***");
    }

    @Test
    void sendsAnotherEventByItsName() throws IOException {
        assertThat(send("--yes", "--event", "sign_up").exitCode()).isZero();

        assertThat(JSON.readTree(onlyRequest().body()).get("event").textValue()).isEqualTo("signup");
    }

    @Test
    void sendsTheEventOfAFileAsItStandsThereIfItsConsentAllows() throws IOException {
        String event =
                "{\"event\":\"Order Completed\",\"anonymous_id\":\"mine\",\"properties\":{\"email\":\"jane@example.com\"},"
                        + "\"consent\":{\"marketing\":%s}}";
        home.write("mine.json", event.formatted("false"));
        CommandRun denied = send("--yes", "--event", directory.resolve("mine.json"));
        assertThat(denied.exitCode()).isEqualTo(1);
        assertThat(denied.out()).endsWith("Not sent     consent_denied: consent is not granted to 'marketing'\n");
        assertThat(collector.stats().requests()).isZero();

        home.write("mine.json", event.formatted("true"));
        assertThat(send("--yes", "--event", directory.resolve("mine.json")).exitCode())
                .isZero();
        assertThat(JSON.readTree(onlyRequest().body()).get("id").textValue()).isEqualTo("mine");

        home.write("mine.json", "[" + event + "," + event + "]");
        assertThat(send("--yes", "--event", directory.resolve("mine.json")).err())
                .startsWith("podsights: --event: found several events in ");
    }

    @Test
    void sendsNothingOfAnEventThatIsNotMapped() {
        CommandRun run = send("--yes", "--event", "Video Played");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).endsWith("Not sent     unmapped: its name is not listed under events\n");
        assertThat(collector.stats().requests()).isZero();
    }

    @Test
    void triesAnIntegrationThatIsNotEnabledWithWhatItAsksFor() throws IOException {
        home.write("config/integrations/second.yaml", """
                config: {key: "{{file:key.txt}}"}
                enabled: false
                source_id: shop
                consent_categories: [ads, marketing]
                preset: none
                mappings:
                  requires_one_of: [id]
                  global: {mappings: [{source: anonymous_id, target: id}]}
                  events: {page: {vendor_event_name: view}}
                """);

        CommandRun several = send("--yes");
        assertThat(several.exitCode()).isEqualTo(2);
        assertThat(several.err())
                .isEqualTo(
                        "podsights: send-test: found several integrations (podsights, second); expected one; name it with"
                                + " --integration\n");
        assertThat(send("--yes", "--integration", "third").err())
                .isEqualTo(
                        "podsights: --integration: found 'third', which is none; expected one of podsights, second\n");

        assertThat(send("--yes", "--integration", "second").exitCode()).isZero();
        assertThat(JSON.readTree(onlyRequest().body()).get("event").textValue()).isEqualTo("view");
    }

    @Test
    void asksBeforeItSends() {
        CommandRun unasked = send();
        assertThat(unasked.exitCode()).isEqualTo(2);
        assertThat(unasked.err()).endsWith("expected --yes, which sends without asking\n");

        InputStream before = System.in;
        System.setProperty(Question.ANSWERS, "true");
        try {
            System.setIn(new ByteArrayInputStream("n\n".getBytes(StandardCharsets.UTF_8)));
            CommandRun no = send();
            assertThat(no.exitCode()).isEqualTo(1);
            assertThat(no.err())
                    .startsWith("Send {\"key\":\"***\",\"event\":\"purchase\",")
                    .endsWith(" to " + collector.url()
                            + "? Podsights counts it like any other event. [y/N] Nothing is sent\n");
            assertThat(collector.stats().requests()).isZero();

            System.setIn(new ByteArrayInputStream("y\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(send().exitCode()).isZero();
        } finally {
            System.setIn(before);
            System.clearProperty(Question.ANSWERS);
        }
        assertThat(collector.stats().requests()).isEqualTo(1);
    }

    @Test
    void showsNoneOfWhatTheCollectorEchoes() {
        collector.behave("{\"status\": 400, \"body\": \"no pixel " + Home.KEY + " of jane@example.com"
                + " x".repeat(400) + "\"}");

        CommandRun run = send("--yes");

        assertThat(run.out())
                .contains("\nBody         no pixel *** of "
                        + EmailHasher.hash("jane@example.com").orElseThrow() + " x x")
                .contains(" …\nClass        rejected");
    }

    private ReceivedRequest onlyRequest() {
        assertThat(collector.received()).hasSize(1);
        return collector.received().get(0);
    }

    private Home home(String url) throws IOException {
        return new Home(directory, "podsights.collector.url=" + url, "podsights.source=kafka");
    }

    private CommandRun send(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("send-test", "--config", directory.resolve("config")));
        all.addAll(List.of(arguments));
        CommandRun run = CommandRun.of(all.toArray());
        assertThat(run.out() + run.err()).doesNotContain(Home.KEY).doesNotContain("@example.com");
        return run;
    }
}

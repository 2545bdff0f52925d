package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.podsights.camel.identity.EmailHasher;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code preview}: what would be sent, in both forms. */
class PreviewTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String PURCHASE =
            "{\"event\":\"Order Completed\",\"message_id\":\"m-1\",\"anonymous_id\":\"a-1\",\"properties\":{\"revenue\":129.99,"
                    + "\"email\":\" Jane.Doe@Example.com \"},\"consent\":{\"marketing\":true}}";

    private static final String PAYLOAD = "{\"key\":\"***\",\"event\":\"purchase\",\"id\":\"a-1\","
            + "\"em\":\"86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d\",\"value\":129.99}";

    private static final String DENIED = "{\"event\":\"Order Completed\",\"message_id\":\"jane@example.com\"}";

    private static final String UNREADABLE = "{\"event\":";

    @TempDir
    Path directory;

    @Test
    void printsForPrograms() throws IOException {
        Path file = new Home(directory).write("events.jsonl", String.join("\n", PURCHASE, "", DENIED, UNREADABLE));

        CommandRun run = preview("--json", file);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .isEqualTo(
                        "{\"line\":1,\"integration\":\"podsights\",\"call\":1,\"outcome\":\"delivered\",\"reason\":null,"
                                + "\"payload\":" + PAYLOAD + "}\n"
                                + "{\"line\":3,\"integration\":\"podsights\",\"call\":1,\"outcome\":\"consent_denied\",\"reason\":\"the"
                                + " event carries no consent, and on_missing_consent is drop\",\"payload\":null}\n"
                                + "{\"line\":4,\"integration\":\"none\",\"call\":1,\"outcome\":\"invalid\",\"reason\":\"broken JSON at"
                                + " column 10 (byte offset 9): found the end, expected a value\",\"payload\":null}\n");
    }

    @Test
    void printsForPeople() throws IOException {
        Path file = new Home(directory).write("events.jsonl", String.join("\n", PURCHASE, "", DENIED, UNREADABLE));

        CommandRun run = preview(file);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .isEqualTo("   1  delivered       Order Completed  m-1\n"
                        + "        " + PAYLOAD + "\n"
                        + "   3  consent_denied  Order Completed"
                        + "  8c87b489ce35cf2e2f39f80e282cb2e804932a56a213983eeeb428407d43b52d\n"
                        + "        the event carries no consent, and on_missing_consent is drop\n"
                        + "   4  invalid         (unreadable)\n"
                        + "        broken JSON at column 10 (byte offset 9): found the end, expected a value\n");
    }

    @Test
    void printsALineForEachIntegrationAndCallInTheOrderOfTheEvents() throws IOException {
        Home home = new Home(directory);
        home.write("config/integrations/all.yaml", "config: {key: \"{{file:key.txt}}\"}\npreset: full\n");
        String added = """
                {"event":"Product Added","anonymous_id":"a-1","consent":{"marketing":true},\
                "properties":{"products":[{"sku":"s-1"},{"sku":"s-2"}]}}
                """;

        CommandRun run = preview("--json", home.write("events.jsonl", added + PURCHASE));

        List<String> deliveries = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            JsonNode json = JSON.readTree(line);
            deliveries.add(json.get("line") + " " + json.get("integration").asText() + " " + json.get("call") + " "
                    + json.at("/payload/event").asText());
        }
        assertThat(deliveries)
                .containsExactly(
                        "1 all 1 addtocart",
                        "1 all 2 addtocart",
                        "1 podsights 1 addtocart",
                        "2 all 1 purchase",
                        "2 podsights 1 purchase");
    }

    @Test
    void readsAnArrayInAJsonFileAndTellsTheLineOfEachElement() throws IOException {
        Path file = new Home(directory).write("events.json", "[\n" + PURCHASE + ",\n\n  " + DENIED + "\n]\n");

        assertThat(preview("--json", file).out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("{\"line\":2,").contains("delivered"),
                        line -> assertThat(line).startsWith("{\"line\":4,").contains("consent_denied"));
    }

    @Test
    void readsACompressedFile() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(PURCHASE.getBytes(StandardCharsets.UTF_8));
        }
        Path file = new Home(directory).write("events.jsonl.gz", bytes.toByteArray());

        assertThat(preview("--json", file).out()).contains(PAYLOAD).hasLineCount(1);
    }

    @Test
    void readsLinesOfStandardInput() throws IOException {
        new Home(directory);
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream((PURCHASE + "\n" + DENIED).getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(preview("--json", "-").out()).contains(PAYLOAD).hasLineCount(2);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void takesTheIntegrationsOfTheConfigurationThatIsNamed() throws IOException {
        Home home = new Home(directory);
        home.write("staging/integrations/pixel-of-staging.yaml", "config: {key: \"{{file:key.txt}}\"}\n");
        Path file = home.write("events.jsonl", PURCHASE);

        CommandRun run = CommandRun.of("preview", "--json", "--config", home.path("staging"), file);
        assertThat(run.out()).contains("\"integration\":\"pixel-of-staging\"").hasLineCount(1);

        home.write("staging/application.properties", "podsights.integrations=config/integrations\n");
        run = CommandRun.of("preview", "--json", "--config", home.path("staging"), file);
        assertThat(run.out()).contains("\"integration\":\"podsights\"").hasLineCount(1);
    }

    @Test
    void redactsANameBeforeItIsEscaped() throws IOException {
        String event = "{\"event\":\"x\\njane@x.de\",\"message_id\":\"jane@intranet\"}";

        CommandRun run = preview(new Home(directory).write("events.jsonl", event));

        assertThat(run.out().lines().findFirst())
                .contains("   1  consent_denied  x\\n"
                        + EmailHasher.hash("jane@x.de").orElseThrow() + "  "
                        + EmailHasher.hash("jane@intranet").orElseThrow());
    }

    @Test
    void escapesWhatATerminalWouldObeyAndIsTheSameJson() throws IOException {
        String orderId = "a\u009b2Jb\u202ec\u2028d\u007f";
        String event = PURCHASE.replace("\"revenue\"", "\"order_id\":\"" + orderId + "\",\"revenue\"");
        Path file = new Home(directory).write("events.jsonl", event);
        String escaped = "\"order_id\":\"a\\u009b2Jb\\u202ec\\u2028d\\u007f\"";

        assertThat(preview(file).out()).contains(escaped);
        CommandRun run = preview("--json", file);
        assertThat(run.out()).contains(escaped);
        assertThat(JSON.readTree(run.out()).at("/payload/order_id").textValue()).isEqualTo(orderId);
    }

    @Test
    void saysInOneLineThatACompressedFileIsBroken() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write((PURCHASE + "\n").repeat(2_000).getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = bytes.toByteArray();
        Path file = new Home(directory).write("events.jsonl.gz", Arrays.copyOf(whole, whole.length / 2));
        String todo =
                "; expected a whole file of events; write it or copy it anew (what is printed is what could be read)\n";

        CommandRun truncated = preview("--json", file);
        assertThat(truncated.exitCode()).isEqualTo(2);
        assertThat(truncated.err()).isEqualTo("podsights: " + file + ": found gzip that ends too early" + todo);
        assertThat(truncated.out()).startsWith("{\"line\":1,");

        byte[] damaged = whole.clone();
        Arrays.fill(damaged, 20, 60, (byte) 0xff);
        CommandRun corrupt = preview("--json", Files.write(file, damaged));
        assertThat(corrupt.exitCode()).isEqualTo(2);
        assertThat(corrupt.err()).isEqualTo("podsights: " + file + ": found gzip that is damaged" + todo);
    }

    @Test
    void knowsAVisitorThatWasIdentifiedBeforeInTheInput() throws IOException {
        String track =
                "{\"event\":\"Order Completed\",\"user_id\":\"u-1\",\"anonymous_id\":\"a-1\",\"consent\":{\"marketing\":true}}";
        String identify =
                "{\"type\":\"identify\",\"user_id\":\"u-1\",\"traits\":{\"email\":\"jane.doe@example.com\"},\"consent\":{\"marketing\":true}}";
        Path file = new Home(directory).write("events.jsonl", String.join("\n", track, identify, track));

        List<JsonNode> lines = new ArrayList<>();
        for (String line : preview("--json", file).out().lines().toList()) {
            lines.add(JSON.readTree(line));
        }

        assertThat(lines)
                .extracting(line -> line.get("outcome").textValue())
                .containsExactly("delivered", "unmapped", "delivered");
        assertThat(lines.get(0).get("payload").has("em")).isFalse();
        assertThat(lines.get(2).get("payload").get("em").textValue())
                .isEqualTo("86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d");
    }

    @Test
    void knowsNobodyWhereAddressesAreNotRemembered() throws IOException {
        String identify = "{\"type\":\"identify\",\"user_id\":\"u-1\",\"traits\":{\"email\":\"jane.doe@example.com\"},"
                + "\"consent\":{\"marketing\":true}}";
        String track = "{\"event\":\"Order Completed\",\"user_id\":\"u-1\",\"anonymous_id\":\"a-1\","
                + "\"consent\":{\"marketing\":true}}";
        Home home = new Home(directory);
        home.write("config/application.properties", "podsights.identity.time-to-live=none\n");
        Path file = home.write("events.jsonl", String.join("\n", identify, track));

        String last = preview("--json", file).out().lines().toList().get(1);

        assertThat(JSON.readTree(last).get("outcome").textValue()).isEqualTo("delivered");
        assertThat(JSON.readTree(last).get("payload").has("em")).isFalse();
    }

    @Test
    void saysOfAnEventThatIsTooOldWhatARunSaysOfIt() throws IOException {
        String old = "{\"event\":\"Order Completed\",\"anonymous_id\":\"a-1\",\"timestamp\":\"2020-01-01T00:00:00Z\","
                + "\"consent\":{\"marketing\":true}}";
        Path file = new Home(directory).write("events.jsonl", old);

        JsonNode line = JSON.readTree(preview("--json", file).out());

        assertThat(line.get("outcome").textValue()).isEqualTo("exhausted");
        assertThat(line.get("reason").textValue()).isEqualTo("too_old");
    }

    private CommandRun preview(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("preview", "--config", directory.resolve("config")));
        all.addAll(List.of(arguments));
        CommandRun run = CommandRun.of(all.toArray());
        assertThat(run.out() + run.err()).doesNotContain(Home.KEY).doesNotContain("jane@");
        return run;
    }
}

package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code preview --explain}: why a delivery came out as it did. */
class PreviewExplainTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String PURCHASE =
            "{'event':'purchase','message_id':'m-1','anonymous_id':'a-1','properties':{'revenue':'129.90','note':'ask"
                    + " jane@example.com','email':'nobody','currency':'EUR'},'context':{'traits':{'email':'Jane@Example.com'},"
                    + "'consent':{'canonical':{'marketing':true}}}}";

    private static final String JANE = "8c87b489ce35cf2e2f39f80e282cb2e804932a56a213983eeeb428407d43b52d";

    @TempDir
    Path directory;

    private Home home;

    @BeforeEach
    void mappings() throws IOException {
        home = new Home(directory);
        home.write("config/integrations/podsights.yaml", """
                config: {key: "{{file:key.txt}}"}
                mappings:
                  events:
                    Order Completed:
                      mappings:
                        - {target: currency, remove: true}
                        - {source: properties.note, target: note}
                """);
    }

    @Test
    void printsATableForPeople() throws IOException {
        assertThat(explain(PURCHASE))
                .isEqualTo(String.join(
                        "\n",
                        List.of(
                                "   1  delivered       purchase  m-1",
                                "        {\"key\":\"***\",\"event\":\"purchase\",\"id\":\"a-1\",\"em\":\"" + JANE
                                        + "\",\"value\":129.90,\"note\":\"ask " + JANE + "\"}",
                                "        - integration  podsights takes events of every source",
                                "        - consent      granted: 'marketing' is true in context.consent.canonical",
                                "        - mapping      'purchase' is listed as 'Order Completed', sent as 'purchase'",
                                "          field       from                  transform     sent, or why not",
                                "          id          anonymous_id          string        \"a-1\"",
                                "          em          context.traits.email  sha256_email  \"" + JANE + "\"",
                                "                      properties.email                    · found a text that transform sha256_email can't read;"
                                        + " expected an e-mail address or its SHA-256",
                                "                      traits.email                        · no value",
                                "          ip                                ip            left out: no value at context.ip",
                                "          user_agent                        string        left out: no value at context.user_agent",
                                "          url                               url           left out: no value at context.page.url",
                                "          order_id                          string        left out: no value at properties.order_id; no value"
                                        + " at properties.orderId; no value at properties.transaction_id",
                                "          value       properties.revenue    number        129.90",
                                "          note        properties.note                     \"ask " + JANE
                                        + "\"  (by the integration's mappings; an e-mail address in it is replaced by its hash)",
                                "          currency                                        left out: removed by the integration's mappings",
                                "")));
    }

    @Test
    void tellsWhichPlaceDecidedOfAConsentThatIsNotGiven() throws IOException {
        assertThat(explain("{'event':'purchase','consent':{'categories':{'marketing':'no'},'marketing':true}}"))
                .endsWith(
                        "        - consent      denied: 'marketing' is \"no\" in consent.categories, which does not grant it\n");
        assertThat(explain("{'event':'purchase'}"))
                .endsWith(
                        "        - consent      denied (the event carries no consent, and on_missing_consent is drop):"
                                + " 'marketing' stands nowhere\n");
    }

    @Test
    void tellsOfEachIntegrationWhyItDoesNotTakeAnEvent() throws IOException {
        home.write("config/integrations/podsights.yaml", "config: {key: \"{{file:key.txt}}\"}\nsource_id: shop\n");
        home.write("config/integrations/off.yaml", "config: {key: \"{{file:key.txt}}\"}\nenabled: false\n");

        assertThat(explain("{'event':'purchase','source_id':'jane@example.com'}"))
                .endsWith("        - integration  the event's source_id is " + JANE
                        + "; off is not enabled; podsights takes events of source_id shop\n");
    }

    @Test
    void saysNothingOfWhatWasNotReached() throws IOException {
        assertThat(explain("{'event':")).doesNotContain(" - ");
        assertThat(explain("{'event':'Video Played','consent':{'marketing':true}}"))
                .endsWith("        - mapping      its name is not listed under events\n");
    }

    @Test
    void tellsThatAnAddressWasKnownFromAnEarlierEvent() throws IOException {
        String identify = "{'type':'identify','anonymous_id':'a-1','traits':{'email':'jane@example.com'},"
                + "'consent':{'marketing':true}}\n";
        String later = "{'event':'Order Completed','anonymous_id':'a-1','consent':{'marketing':true}}";

        assertThat(explain(identify + later))
                .containsPattern("          em +identity.email +sha256_email +\"" + JANE + "\"\n");
    }

    @Test
    void printsForPrograms() throws IOException {
        JsonNode json = JSON.readTree(explain("--json", PURCHASE));
        JsonNode explain = json.get("explain");

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("line", "integration", "call", "outcome", "reason", "payload", "explain");
        assertThat(explain.get("consent").toString())
                .isEqualTo(
                        "{\"granted\":true,\"reason\":\"granted\",\"categories\":[{\"category\":\"marketing\",\"granted\":true,"
                                + "\"place\":\"context.consent.canonical\",\"value\":true}]}");
        assertThat(explain.get("mapping").toString())
                .isEqualTo(
                        "{\"event\":\"Order Completed\",\"by\":\"purchase\",\"vendor_event\":\"purchase\",\"unmapped\":null}");
        assertThat(explain.get("fields").get(6).toString())
                .isEqualTo(
                        "{\"target\":\"value\",\"origin\":\"preset\",\"from\":\"properties.revenue\",\"transform\":[\"number\"],"
                                + "\"value\":129.9,\"redacted\":false,\"left_out\":null,\"sources\":[{\"path\":\"properties.revenue\","
                                + "\"verdict\":\"used\",\"why\":null},{\"path\":\"properties.total\",\"verdict\":\"not_looked_at\",\"why\":null},"
                                + "{\"path\":\"properties.value\",\"verdict\":\"not_looked_at\",\"why\":null}]}");
        assertThat(JSON.readTree(explain("--json", "{'event':'purchase'}"))
                        .at("/explain/mapping")
                        .isNull())
                .isTrue();
    }

    private String explain(String... arguments) throws IOException {
        String event = arguments[arguments.length - 1].replace('\'', '"');
        Path file = home.write("events.jsonl", event);
        CommandRun run = arguments.length > 1
                ? CommandRun.of("preview", "--explain", arguments[0], "--config", home.config(), file)
                : CommandRun.of("preview", "--explain", "--config", home.config(), file);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).doesNotContain(Home.KEY).doesNotContainIgnoringCase("jane@");
        return run.out();
    }
}

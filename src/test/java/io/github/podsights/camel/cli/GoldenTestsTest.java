package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden tests: what passes, and what is said of one that does not. */
class GoldenTestsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String PURCHASE = """
            event:
              event: Order Completed
              anonymous_id: a-1
              properties: {order_id: 10001, revenue: 129.90, currency: eur, new: true, none: null, list: [1, x, {y: z}]}
              consent: {marketing: true}
            """;

    @TempDir
    Path directory;

    static Stream<Arguments> passing() {
        return Stream.of(
                arguments(
                        "expect: {payload: {event: purchase, id: a-1, order_id: '10001', value: 129.9, currency: EUR}}"),
                arguments("expect: {payload: {key: '***', event: purchase, id: a-1, order_id: '10001', value: 129.900,"
                        + " currency: EUR}}"),
                arguments("expect: {outcome: delivered}"),
                arguments("expect: [{integration: podsights, call: 1, outcome: delivered}]"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void pass(String expect) throws IOException {
        assertThat(findings(PURCHASE + expect)).isEmpty();
    }

    static Stream<Arguments> failing() {
        return Stream.of(
                arguments(
                        "expect: {payload: {event: purchase, id: a-1, order_id: '10001', value: 129, currency: EUR}}",
                        "8 tests[0].expect.payload.value: found 129.90; expected 129; correct the test, or the mapping"),
                arguments(
                        "expect: {payload: {event: purchase, id: a-1, order_id: 10001, value: 129.9, currency: EUR}}",
                        "8 tests[0].expect.payload.order_id: found the text '10001'; expected 10001; correct the test, or the"
                                + " mapping"),
                arguments(
                        "expect: {payload: {event: purchase, id: a-1, order_id: '10001', value: 129.9}}",
                        "8 tests[0].expect.payload.currency: found this field, with the text 'EUR'; expected no such field;"
                                + " add it, or correct the test, or the mapping"),
                arguments(
                        "expect: {payload: {event: purchase, id: a-1, order_id: '10001', value: 129.9, curency: EUR, currency:"
                                + " EUR}}",
                        "8 tests[0].expect.payload.curency: found no such field; expected the text 'EUR'; correct the test, or"
                                + " the mapping (did you mean 'currency'?)"),
                arguments(
                        "expect: {payload: {key: abc, event: purchase, id: a-1, order_id: '10001', value: 129.9, currency:"
                                + " EUR}}",
                        "8 tests[0].expect.payload.key: found something else than ***; expected ***, or no key; leave it out:"
                                + " it is a secret"),
                arguments(
                        "expect: {outcome: consent_denied}",
                        "8 tests[0].expect.outcome: found delivered for 'the test'; expected consent_denied; correct the test,"
                                + " or the integration"),
                arguments(
                        "expect: {call: 2}",
                        "8 tests[0].expect.call: found '1'; expected 2; correct the test, or the integration"),
                arguments(
                        "expect: [{outcome: delivered}, {outcome: delivered}]",
                        "3 tests[0].expect: found 1 deliveries of 'the test': delivered by podsights call 1; expected 2, one"
                                + " for each integration and call; expect each of them, in the order of integrations and"
                                + " calls, or name one integration above"),
                arguments(
                        "expect: {outcome: invalid, payload: {}}",
                        "8 tests[0].expect.payload: found a payload of what is invalid; expected one only of what is"
                                + " delivered; remove one of the two"),
                arguments(
                        "line: 3\nexpect: {outcome: delivered}",
                        "8 tests[0].line: found both line and event; expected one of the two; remove one of the two"),
                arguments(
                        "name: x",
                        "3 tests[0].expect: found nothing expected; expected what becomes of the event; add expect: with"
                                + " outcome: or payload:"));
    }

    @ParameterizedTest
    @MethodSource("failing")
    void fail(String expect, String finding) throws IOException {
        assertThat(findings(PURCHASE + expect)).containsExactly(finding);
    }

    @Test
    void lookAtTheReason() throws IOException {
        String denied = "event: {event: Signed Up, anonymous_id: a}\nexpect: {outcome: consent_denied, reason: ";

        assertThat(findings(denied + "no consent}")).isEmpty();
        assertThat(findings(denied + "no revenue}"))
                .containsExactly(
                        "4 tests[0].expect.reason: found 'the event carries no consent, and on_missing_consent is drop';"
                                + " expected a reason with 'no revenue'; correct the test, or the integration");
    }

    @Test
    void haveEachCallAndEachIntegration() throws IOException {
        Home home = new Home(directory);
        home.write("config/integrations/all.yaml", "config: {key: other}\npreset: full\n");
        String event = """
                tests:
                  - event:
                      {event: Product Added, anonymous_id: a, consent: {marketing: true}, properties: {products: [{sku: s},
                       {sku: t}]}}
                    expect:
                      - {integration: all, call: 1, payload: {event: addtocart, id: a, product_id: s}}
                      - {integration: all, call: 2, payload: {event: addtocart, id: a, product_id: t}}
                """;
        home.write("config/tests/of-all.yaml", "integration: all\n" + event);
        home.write("config/tests/of-both.yaml", event);

        assertThat(findings(home))
                .singleElement()
                .asString()
                .contains(
                        "found 3 deliveries of 'the test': delivered by all call 1, delivered by all call 2, delivered by"
                                + " podsights call 1; expected 2");
    }

    @Test
    void takeEventsOfAFileByTheirLine() throws IOException {
        Home home = new Home(directory);
        home.write("config/events/some.json", "[\n{\"event\": \"Signed Up\"},\n\n 5]");
        home.write("config/tests/x.yaml", """
                events: ../events/some.json
                tests:
                  - {line: 2, expect: {outcome: consent_denied}}
                  - {line: 3, expect: {outcome: consent_denied}}
                  - {line: 4, expect: {outcome: invalid}}
                """);

        assertThat(findings(home))
                .containsExactly(
                        "4 tests[1].line: found '3'; expected a line of the file in which an event begins; correct it");

        home.write("config/tests/x.yaml", "events: some.json\ntests: [{line: 2, expect: {outcome: invalid}}]");
        assertThat(findings(home))
                .containsExactly(
                        "1 events: found 'some.json', which is no file; expected a file of events, its path taken from the directory of"
                                + " this file; correct the path");
    }

    @Test
    void needTheFileOfALine() throws IOException {
        assertThat(findings("line: 1\nexpect: {outcome: delivered}"))
                .containsExactly(
                        "3 tests[0].line: found line without events; expected a file of events; add events: with its path");
    }

    @Test
    void knowTheIntegrations() throws IOException {
        Home home = new Home(directory);
        home.write("config/tests/x.yaml", "integration: podsihgts\ntests: [{event: {}, expect: {outcome: unmapped}}]");

        assertThat(findings(home))
                .first()
                .isEqualTo("1 integration: found 'podsihgts'; expected podsights; write the name of an"
                        + " integration's file without its ending (did you mean 'podsights'?)");
    }

    @Test
    void refuseANumberThatJsonHasNot() throws IOException {
        assertThat(findings("event: {properties: {revenue: 0x1F}}\nexpect: {outcome: unmapped}"))
                .containsExactly(
                        "3 tests[0].event.properties.revenue: found '0x1F'; expected a number as JSON has it, such as 129.99; write it"
                                + " so, or in quotes if it is a text");
    }

    /** Of one test, whose first line is the third of the file. */
    private List<String> findings(String test) throws IOException {
        Home home = new Home(directory);
        home.write("config/tests/x.yaml", "tests:\n  -\n" + test.indent(4));
        return findings(home);
    }

    private static List<String> findings(Home home) throws IOException {
        List<String> findings = new ArrayList<>();
        for (String line : CommandRun.of("validate", "--json", "--config", home.config())
                .out()
                .lines()
                .toList()) {
            JsonNode finding = JSON.readTree(line);
            if (finding.get("severity").asText().equals("error")) {
                findings.add(finding.get("line") + " " + finding.get("path").asText() + ": found "
                        + finding.get("found").asText() + "; expected "
                        + finding.get("expected").asText() + "; "
                        + finding.get("todo").asText());
            }
        }
        return findings;
    }
}

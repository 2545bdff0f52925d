package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A typo in any kind of file gets a message with its line, and the closest name that is known. */
class TypoTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String PROPERTIES = "config/application.properties";
    private static final String INTEGRATION = "config/integrations/podsights.yaml";
    private static final String PROFILE = "config/profile.yaml";
    private static final String ROUTE = "config/routes/source-mine.camel.yaml";
    private static final String TEST = "config/tests/mine.yaml";

    /** The five kinds of file as they should be. */
    private static final Map<String, String> FILES =
            Map.of(PROPERTIES, """
            # A comment.
            podsights.source=file
            podsights.redelivery.attempts=5
            podsights.redelivery.on-ambiguous=retry
            podsights.profile=config/profile.yaml
            camel.main.name=shop
            camel.main.auto-startup=true
            camel.component.https.connectTimeout=5000
            camel.component.podsights-kafka.sasl-jaas-config={{env:PODSIGHTS_KAFKA_JAAS:none}}
            camel.component.podsights-kafka.additional-properties[ssl.engine.factory.class]=x
            camel.beans.whatever=1
            camel.routeController.enabled=false
            """, INTEGRATION, """
            name: Shop
            vendor: podsights
            enabled: true
            source_id: src_1
            config: {key: "{{file:key.txt}}"}
            consent_categories: [marketing]
            consent_match: all
            on_missing_consent: drop
            preset: retail
            mappings:
              requires_one_of: [id, em, ip]
              global:
                mappings:
                  - {source: context.page.referrer, target: referrer, transform: url}
              defaults: {action: drop}
              events:
                Order Completed:
                  names: [Bought]
                  mappings:
                    - {source: properties.coupon, target: discount_code, transform: string}
                    - {target: currency, remove: true}
                Booked:
                  vendor_event_name: purchase
                  mappings:
                    - {source: properties.price, target: value, on_unreadable: leave_out}
            """, PROFILE, """
            answers:
              - {status: 2xx, body: {path: error, is: [x]}, class: rejected}
              - {status: 2xx, class: accepted}
              - {status: 5xx, class: transient, throttle: true}
            vendor:
              events: [lead, purchase, addtocart, signup]
              fields: [id, em, ip, referrer, discount_code, value, currency]
            """, ROUTE, """
            - route:
                id: mine
                from:
                  uri: "file:{{podsights.source.file.directory}}"
                  parameters:
                    noop: true
                    recursive: true
                  steps:
                    - convertBodyTo:
                        type: byte[]
                    - to:
                        uri: direct:podsights
                    - process:
                        ref: podsightsOutcomes
            """, TEST, """
            integration: podsights
            tests:
              - name: one
                event: {event: Booked, source_id: src_1, anonymous_id: a, properties: {price: 3}, consent: {marketing: true}}
                expect:
                  outcome: delivered
                  payload: {event: purchase, id: a, value: 3}
            """);

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}: {2} for {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // file, what stands there, what is written in its place, the line, the closest name
                PROPERTIES + " | redelivery.attempts     | redelivery.atempts    | 3  | podsights.redelivery.attempts",
                PROPERTIES + " | podsights.source        | podsigths.source      | 2  | podsights.source",
                PROPERTIES + " | podsights.source=file   | podsights.source=fiel | 2  | file",
                PROPERTIES + " | =retry                  | =rerty                | 4  | retry",
                INTEGRATION + " | enabled                | enabeld               | 3  | enabled",
                INTEGRATION + " | vendor: podsights      | vendor: podsihgts     | 2  | podsights",
                INTEGRATION + " | key:                   | kye:                  | 5  | key",
                INTEGRATION + " | consent_categories     | consent_category      | 6  | consent_categories",
                INTEGRATION + " | consent_match: all     | consent_match: al     | 7  | all",
                INTEGRATION + " | : drop                 | : dorp                | 8  | drop",
                INTEGRATION + " | retail                 | retial                | 9  | retail",
                INTEGRATION + " | requires_one_of        | require_one_of        | 11 | requires_one_of",
                INTEGRATION + " | global                 | globl                 | 12 | global",
                INTEGRATION + " | context.page           | contxt.page           | 14 | context",
                INTEGRATION + " | target: referrer       | target: referer       | 14 | referrer",
                INTEGRATION + " | transform: url         | transform: ulr        | 14 | url",
                INTEGRATION + " | action: drop           | actoin: drop          | 15 | action",
                INTEGRATION + " | Order Completed        | Order Compelted       | 17 | Order Completed",
                INTEGRATION + " | target: discount_code  | target: discount_cod  | 20 | discount_code",
                INTEGRATION + " | transform: string      | transfrom: string     | 20 | transform",
                INTEGRATION + " | target: currency       | target: curency       | 21 | currency",
                INTEGRATION + " | vendor_event_name      | vendor_event          | 23 | vendor_event_name",
                INTEGRATION + " | name: purchase         | name: purchse         | 23 | purchase",
                INTEGRATION + " | leave_out              | leaveout              | 25 | leave_out",
                PROFILE + " | answers                    | awnsers               | 1  | answers",
                PROFILE + " | path: error                | pth: error            | 2  | path",
                PROFILE + " | class: accepted            | class: acepted        | 3  | accepted",
                PROFILE + " | throttle                   | throtle               | 4  | throttle",
                PROFILE + " | fields                     | feilds                | 7  | fields",
                PROPERTIES + " | camel.main.name        | camel.main.naem           | 6  | camel.main.name",
                PROPERTIES + " | auto-startup           | auto-startpu              | 7  | camel.main.auto-startup",
                PROPERTIES + " | camel.main.name        | camel.mian.name           | 6  | main",
                PROPERTIES + " | connectTimeout         | conectTimeout             | 8  | connectTimeout",
                PROPERTIES + " | podsights-kafka.sasl   | podsights-kakfa.sasl      | 9  | podsights-kafka",
                PROPERTIES + " | sasl-jaas-config       | sasl-jass-config          | 9  | sasl-jaas-config",
                ROUTE + " | route:                       | rotue:                | 1  | route",
                ROUTE + " | from:                        | form:                 | 3  | from",
                ROUTE + " | \"file:                      | \"flie:               | 4  | file",
                ROUTE
                        + " | podsights.source.file.dir    | podsights.source.fil.dir | 4 | podsights.source.file.directory",
                ROUTE + " | recursive                    | recusive              | 7  | recursive",
                ROUTE + " | convertBodyTo                | convertBodyto         | 9  | convertBodyTo",
                ROUTE + " | type:                        | tpye:                 | 10 | type",
                ROUTE + " | direct:podsights             | direct:podsight       | 12 | direct:podsights",
                ROUTE + " | ref:                         | rfe:                  | 14 | ref",
                ROUTE + " | podsightsOutcomes            | podsightsOutcome      | 14 | podsightsOutcomes",
                TEST + " | integration: podsights        | integration: podsigths | 1 | podsights",
                TEST + " | tests:                        | test:                 | 2  | tests",
                TEST + " | expect:                       | expct:                | 5  | expect",
                TEST + " | outcome: delivered            | outcome: deliverd     | 6  | delivered",
                TEST + " | payload                       | paylod                | 7  | payload",
                TEST + " | value: 3}                     | vaule: 3}             | 7  | value"
            })
    void isFoundWithItsLineAndTheClosestName(String file, String right, String wrong, int line, String closest)
            throws IOException {
        Home home = home(List.of(PROPERTIES, INTEGRATION, PROFILE, file));
        String changed = FILES.get(file).replaceFirst(Pattern.quote(right), wrong);
        assertThat(changed).isNotEqualTo(FILES.get(file));
        home.write(file, changed);

        assertThat(findings(home)).anySatisfy(finding -> {
            assertThat(finding.get("file").asText()).isEqualTo(home.path(file).toString());
            assertThat(finding.get("line").asInt()).isEqualTo(line);
            assertThat(finding.get("todo").asText() + finding.get("expected").asText())
                    .containsAnyOf("did you mean '" + closest + "'?", "did you mean " + closest + "?");
        });
    }

    @Test
    void isNoneInTheFilesAsTheyAre() throws IOException {
        assertThat(findings(home(List.copyOf(FILES.keySet())))).isEmpty();
    }

    private Home home(List<String> files) throws IOException {
        Home home = new Home(directory);
        for (String file : files) {
            home.write(file, FILES.get(file));
        }
        return home;
    }

    private static List<JsonNode> findings(Home home) throws IOException {
        List<JsonNode> findings = new ArrayList<>();
        CommandRun run = CommandRun.of("validate", "--json", "--config", home.config());
        for (String line : run.out().lines().toList()) {
            findings.add(JSON.readTree(line));
        }
        return findings;
    }
}

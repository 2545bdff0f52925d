package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code preview --diff}: what another configuration would change. */
class PreviewDiffTest {

    private static final String PURCHASE = "{'event':'Order Completed','message_id':'m-1','anonymous_id':'a-1',"
            + "'properties':{'revenue':129.90,'net':100,'currency':'EUR','coupon':'MAY','note':'joe@x.de'},"
            + "'consent':{'marketing':true}}";

    private static final String SIGNED_UP = "{'event':'Signed Up','anonymous_id':'a-1','consent':{'marketing':true}}";

    private static final String DENIED = "{'event':'Signed Up','anonymous_id':'a-1','consent':{'marketing':false}}";

    private static final String UNREADABLE = "{'event':";

    private static final String OTHER_KEY = "another-canary-key-77";

    @TempDir
    Path directory;

    private Home home;

    private Path events;

    @BeforeEach
    void home() throws IOException {
        home = new Home(directory);
        home.write("other-key.txt", OTHER_KEY);
        events = home.write(
                "events.jsonl",
                String.join("\n", PURCHASE, SIGNED_UP, DENIED, UNREADABLE).replace('\'', '"'));
    }

    @Test
    void saysNothingButASummaryIfNothingIsDifferent() throws IOException {
        other("config: {key: \"{{file:key.txt}}\"}\npreset: retail\n");

        assertThat(diff()).isEqualTo(new CommandRun(0, "4 events: 0 of 4 deliveries differ\n", ""));
        assertThat(diff("--json").out())
                .isEqualTo("{\"summary\":{\"events\":4,\"deliveries\":4,\"differ\":0,\"kinds\":{}}}\n");
    }

    @Test
    void namesTheFieldsThatAreAddedRemovedAndChanged() throws IOException {
        other("""
                config: {key: "{{file:key.txt}}"}
                mappings:
                  events:
                    Order Completed:
                      mappings:
                        - {target: currency, remove: true}
                        - {source: properties.net, target: value, transform: number}
                        - {source: properties.note, target: note}
                """);

        CommandRun run = diff();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("""
                   1  podsights  Order Completed  m-1
                        delivered, with another payload
                        ~ value     129.90 → 100
                        - currency  "EUR"
                        + note      "8196ba702f3302de8c7f281fd9153b65344285096e549d35ca057bc3f7d3475f"
                4 events: 1 of 4 deliveries differ (1 payload)
                """);
        assertThat(diff("--json").out())
                .isEqualTo("{\"line\":1,\"integration\":\"podsights\",\"call\":1,\"kind\":\"payload\","
                        + "\"before\":{\"outcome\":\"delivered\",\"reason\":null},"
                        + "\"after\":{\"outcome\":\"delivered\",\"reason\":null},"
                        + "\"added\":{\"note\":\"8196ba702f3302de8c7f281fd9153b65344285096e549d35ca057bc3f7d3475f\"},"
                        + "\"removed\":{\"currency\":\"EUR\"},\"changed\":{\"value\":{\"before\":129.90,\"after\":100}}}\n"
                        + "{\"summary\":{\"events\":4,\"deliveries\":4,\"differ\":1,\"kinds\":{\"payload\":1}}}\n");
    }

    @Test
    void namesOutcomesReasonsAndDeliveriesThatComeAndGo() throws IOException {
        other("config: {key: \"{{file:key.txt}}\"}\nconsent_categories: [marketing, ads]\n");
        home.write("other/integrations/second.yaml", "config: {key: \"{{file:key.txt}}\"}\nsource_id: shop\n");
        home.write("config/integrations/first.yaml", "config: {key: \"{{file:key.txt}}\"}\n");

        assertThat(diff().out())
                .startsWith("""
                           1  first  Order Completed  m-1
                                delivered → no such delivery
                           1  podsights  Order Completed  m-1
                                delivered →
                                consent_denied: consent is not granted to 'ads'
                        """)
                .contains("""
                           3  podsights  Signed Up
                                consent_denied: consent is not granted to 'marketing' →
                                consent_denied: consent is not granted to 'marketing', 'ads'
                        """)
                .endsWith("4 events: 6 of 7 deliveries differ (2 outcome, 1 reason, 3 only_before)\n");
    }

    @Test
    void showsNoKeyWhereAnotherOneIsUsed() throws IOException {
        other("config: {key: \"{{file:other-key.txt}}\"}\n");

        assertThat(diff().out()).contains("        ~ key  \"***\" → \"***\"\n");
        assertThat(diff("--json").out()).contains("\"changed\":{\"key\":{\"before\":\"***\",\"after\":\"***\"}}");
    }

    @Test
    void takesTheLargestEventOfEachConfiguration() throws IOException {
        other("config: {key: \"{{file:key.txt}}\"}\n");
        home.write("config/application.properties", "podsights.event.max-bytes=100\n");

        assertThat(diff().out())
                .startsWith("   1  none  (unreadable)\n        invalid: ")
                .contains("   1  podsights  Order Completed  m-1\n        no such delivery → delivered\n");
    }

    @Test
    void isOfTwoConfigurationsThatCanBeRead() throws IOException {
        CommandRun missing = diff();
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("other: found no directory");

        other("config: {key: \"{{file:key.txt}}\"}\n");
        CommandRun both = diff("--explain");
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err()).startsWith("podsights: preview: found --explain and --diff; expected one of them");
    }

    private void other(String integration) throws IOException {
        home.write("other/integrations/podsights.yaml", integration);
    }

    private CommandRun diff(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("preview", "--config", home.config(), "--diff", home.path("other")));
        all.addAll(List.of(arguments));
        all.add(events);
        CommandRun run = CommandRun.of(all.toArray());
        assertThat(run.out() + run.err())
                .doesNotContain(Home.KEY)
                .doesNotContain(OTHER_KEY)
                .doesNotContain("joe@");
        return run;
    }
}

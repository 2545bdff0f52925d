package io.github.podsights.camel.route;

import static io.github.podsights.camel.route.Identifies.emails;
import static io.github.podsights.camel.route.Identifies.identify;
import static io.github.podsights.camel.route.Identifies.purchase;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.settings.Property;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an identify event says of its visitor goes with what the visitor does later. */
class IdentityIT {

    private static final String JANE = "'user_id':'u-1','anonymous_id':'a-1'";

    private static final String DENIED = "{\"marketing\":false}";

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
    void everyEventOfAFileSeesWhatWasIdentifiedBeforeItAndNothingElse() throws Exception {
        int visits = 4_000;
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < visits; i++) {
            lines.append(String.join("\n", Identifies.visit(i))).append('\n');
        }
        try (RunningBundle running = start(Map.of(Property.FILE_IN_FLIGHT, "1000"))) {
            running.drop("events.jsonl", lines.toString());
            Situation.awaitDone(running, "events.jsonl");

            Identifies.assertInOrder(collector, visits);
            assertThat(running.total().of(Outcome.UNMAPPED)).isEqualTo(visits);
        }
    }

    @Test
    void aFileSeesWhatWasIdentifiedInTheOneBeforeIt() throws Exception {
        try (RunningBundle running = start(Map.of())) {
            for (int i = 0; i < 50; i++) {
                running.drop(
                        "events-" + (1000 + i) + ".jsonl",
                        i % 2 == 0
                                ? identify("'user_id':'u-" + i + "'", Purchases.EMAIL)
                                : purchase("'user_id':'u-" + (i - 1) + "'", "order-" + i));
            }
            for (int i = 0; i < 50; i++) {
                Situation.awaitDone(running, "events-" + (1000 + i) + ".jsonl");
            }

            assertThat(emails(collector)).hasSize(25).allSatisfy((order, hash) -> assertThat(hash)
                    .isEqualTo(Purchases.HASH));
        }
    }

    @Test
    void looksUnderTheUserBeforeTheAnonymousAndKeepsThemApart() throws Exception {
        send(
                Map.of(),
                identify("'user_id':'u-1'", Purchases.EMAIL),
                identify("'anonymous_id':'a-1'", "other@example.com"),
                purchase("'user_id':'u-1','anonymous_id':'a-1'", "both"),
                purchase("'user_id':'u-2','anonymous_id':'a-1'", "anonymous"),
                purchase("'user_id':'a-1'", "user of that name"),
                purchase("'anonymous_id':'u-1'", "anonymous of that name"));

        assertThat(emails(collector))
                .containsEntry("both", Purchases.HASH)
                .containsEntry("user of that name", "none")
                .containsEntry("anonymous of that name", "none");
        assertThat(emails(collector).get("anonymous")).hasSize(64).isNotEqualTo(Purchases.HASH);
    }

    @Test
    void anIdentifyWithoutConsentStoresNothing() throws Exception {
        send(Map.of(), identify(JANE, Purchases.EMAIL, DENIED), purchase(JANE, "order"));

        assertThat(emails(collector)).containsEntry("order", "none");
    }

    @Test
    void theConsentOfOneIntegrationIsEnough() throws Exception {
        integration("statistics", "consent_categories: [statistics]\n");
        send(Map.of(), identify(JANE, Purchases.EMAIL, "{\"statistics\":true}"), purchase(JANE, "order"));

        assertThat(emails(collector)).containsEntry("order", Purchases.HASH);
    }

    @Test
    void theConsentOfOneThatIsOffOrOfAnotherSourceIsNot() throws Exception {
        integration("off", "enabled: false\nconsent_categories: [statistics]\n");
        integration("elsewhere", "source_id: src_elsewhere\nconsent_categories: [statistics]\n");
        send(Map.of(), identify(JANE, Purchases.EMAIL, "{\"statistics\":true}"), purchase(JANE, "order"));

        assertThat(emails(collector)).containsEntry("order", "none");
    }

    @Test
    void anAddressThatCanNotBeUsedForgetsNothing() throws Exception {
        send(
                Map.of(),
                identify(JANE, Purchases.EMAIL),
                identify(JANE, "jane at example.com"),
                identify(JANE, "other@example.com", DENIED),
                purchase(JANE, "order"));

        assertThat(emails(collector)).containsEntry("order", Purchases.HASH);
    }

    @Test
    void aTrackEventIsNoIdentifyAndItsOwnAddressGoesBefore() throws Exception {
        send(
                Map.of(),
                Purchases.of("own").replace("visitor-1", "a-1"),
                purchase("'anonymous_id':'a-1'", "not stored"),
                identify("'anonymous_id':'a-1'", "other@example.com"),
                Purchases.of("own again").replace("visitor-1", "a-1"));

        assertThat(emails(collector))
                .containsEntry("own", Purchases.HASH)
                .containsEntry("not stored", "none")
                .containsEntry("own again", Purchases.HASH);
    }

    @Test
    void nothingIsStoredIfItIsSwitchedOff() throws Exception {
        send(Map.of(Property.IDENTITY_TIME_TO_LIVE, "none"), identify(JANE, Purchases.EMAIL), purchase(JANE, "order"));

        assertThat(emails(collector)).containsEntry("order", "none");
    }

    @Test
    void aCallerSeesWhatItIdentifiedBefore() throws Exception {
        try (RunningBundle running = start(Map.of())) {
            var caller = running.context().createProducerTemplate();
            assertThat(caller.requestBody("direct:podsights", identify(JANE, Purchases.EMAIL)))
                    .asString()
                    .contains("UNMAPPED");
            caller.requestBody("direct:podsights", purchase(JANE, "order"));

            assertThat(emails(collector)).containsEntry("order", Purchases.HASH);
        }
    }

    private void integration(String id, String lines) throws Exception {
        Files.writeString(
                Files.createDirectories(directory.resolve("integrations")).resolve(id + ".yaml"),
                "config: {key: \"{{env:KEY}}\"}\n" + lines);
    }

    private void send(Map<Property, String> properties, String... events) throws Exception {
        try (RunningBundle running = start(properties)) {
            running.drop("events.jsonl", String.join("\n", events));
            Situation.awaitDone(running, "events.jsonl");
        }
    }

    private RunningBundle start(Map<Property, String> properties) throws Exception {
        return RunningBundle.start(directory, collector, properties);
    }
}

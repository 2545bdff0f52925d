package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The shipped routes as a whole, from a file to the collector. */
class PipelineIT {

    /** The purchase example of the vendor's page, with the page's address and an e-mail as people type it. */
    private static final String PURCHASE = """
            {"type":"track","event":"Order Completed","anonymousId":"a-1","properties":{"order_id":"ORD-10001",\
            "revenue":129.99,"currency":"USD","email":" Jane.Doe@Example.com "},"context":{"ip":"203.0.113.7",\
            "userAgent":"Mozilla/5.0","page":{"url":"https://shop.example.com/thanks"},"consent":{"marketing":true}}}
            """;

    @TempDir
    Path directory;

    @Test
    void sendsExactlyTheFieldsOfTheVendorsPurchaseExample() throws Exception {
        try (CollectorStandIn collector = CollectorStandIn.start();
                RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            running.drop("events.jsonl", PURCHASE);

            await().until(() -> Files.exists(running.inbox().resolve("done/events.jsonl")));

            assertThat(collector.received()).singleElement().satisfies(request -> {
                assertThat(request.body())
                        .isEqualTo("{\"key\":\"" + RunningBundle.KEY + "\",\"event\":\"purchase\",\"id\":\"a-1\","
                                + "\"em\":\"86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d\","
                                + "\"ip\":\"203.0.113.7\",\"user_agent\":\"Mozilla/5.0\","
                                + "\"url\":\"https://shop.example.com/thanks\",\"order_id\":\"ORD-10001\","
                                + "\"value\":129.99,\"currency\":\"USD\"}");
                assertThat(request.headers()).containsEntry("content-type", "application/json");
            });
            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(1);
        }
    }

    /** Its lines would hold exceptions as they are; and when several threads log, one may do it at another's level. */
    @Test
    void camelItselfLogsNothingOfWhatFails() throws Exception {
        Logger ofErrors = (Logger) LoggerFactory.getLogger("org.apache.camel.processor.errorhandler");
        ofErrors.setLevel(Level.DEBUG);
        try (LogLines log = LogLines.open(Level.INFO, Level.WARN);
                CollectorStandIn collector = CollectorStandIn.start();
                RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            collector.behave(Behaviours.status(400));
            running.drop("events.jsonl", "no JSON\n" + PURCHASE);
            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.total().of(Outcome.INVALID)).isEqualTo(1);
            assertThat(running.total().of(Outcome.REJECTED)).isEqualTo(1);
            assertThat(log.lines()).noneMatch(line -> line.contains("Failed delivery"));
        } finally {
            ofErrors.setLevel(null);
        }
    }
}

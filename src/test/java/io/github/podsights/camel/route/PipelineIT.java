package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}

package io.github.podsights.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.broker.EmbeddedArtemis;
import io.github.podsights.camel.broker.EmbeddedBroker;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.embedded.PodsightsRoutes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All sources of the bundle in one context of a host, beside {@code direct:podsights}, each with a real broker. */
class EmbeddedSourcesIT {

    @TempDir
    Path home;

    @Test
    void allOfThemReadInOneContextAndEachSettlesItsOwn() throws Exception {
        Path integrations = Files.createDirectories(home.resolve("integrations"));
        Files.writeString(integrations.resolve("shop.yaml"), "config: {key: a-key}\n");
        try (CollectorStandIn collector = CollectorStandIn.start();
                EmbeddedBroker kafka = EmbeddedBroker.start(home.resolve("kafka"));
                EmbeddedArtemis artemis = EmbeddedArtemis.start(home.resolve("artemis"));
                DefaultCamelContext context = new DefaultCamelContext()) {
            kafka.createTopic("shop", 2, Map.of());
            Properties properties = new Properties();
            properties.putAll(Map.of(
                    "podsights.collector.url", collector.url(),
                    "podsights.integrations", integrations.toString(),
                    "podsights.dead-letter.uri", "file:letters",
                    "podsights.source.file.directory", "inbox",
                    "podsights.source.file.quiet", "0s",
                    "podsights.source.kafka.brokers", kafka.brokers(),
                    "podsights.source.kafka.topic", "shop",
                    "podsights.source.kafka.group-id", "hosts",
                    "podsights.source.jms.url", artemis.url(),
                    "podsights.source.jms.queue", "shop"));
            context.getPropertiesComponent().setInitialProperties(properties);
            context.addRoutes(new PodsightsRoutes("file,kafka,jms").relativeTo(home));
            context.start();
            assertThat(context.getRoutes().stream().map(Route::getId))
                    .contains("podsights-source-file", "podsights-source-kafka", "podsights-source-jms");

            Files.write(home.resolve("aside"), event("of-a-file"));
            Files.move(home.resolve("aside"), home.resolve("inbox/events.jsonl"));
            kafka.send("shop", List.of(event("of-a-topic")));
            artemis.send("shop", List.of(event("of-a-queue")));
            context.createProducerTemplate().requestBody("direct:podsights", event("of-the-host"));

            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(ids(collector))
                    .containsExactlyInAnyOrder("of-a-file", "of-a-topic", "of-a-queue", "of-the-host"));
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> artemis.depth("shop") == 0
                            && kafka.isRead("shop", "hosts")
                            && Files.exists(home.resolve("inbox/done/events.jsonl")));
        }
    }

    private static List<String> ids(CollectorStandIn collector) {
        return collector.received().stream()
                .map(request -> request.body().replaceAll(".*\"id\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    private static byte[] event(String id) {
        return ("{\"event\":\"Signed Up\",\"anonymous_id\":\"" + id + "\",\"consent\":{\"marketing\":true}}")
                .getBytes(StandardCharsets.UTF_8);
    }
}

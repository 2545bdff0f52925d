package io.github.podsights.camel.route.kafka;

import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.broker.EmbeddedBroker;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.route.Identifies;
import io.github.podsights.camel.route.RunningBundle;
import io.github.podsights.camel.settings.Property;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an identify event says of its visitor goes with the records behind it in its partition. */
class IdentityKafkaIT {

    private static final int VISITS = 4_000;

    @TempDir
    Path directory;

    @Test
    void everyRecordOfAPartitionSeesWhatWasIdentifiedBeforeItAndNothingElse() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
                Topic topic = new Topic(broker, 2);
                CollectorStandIn collector = CollectorStandIn.start()) {
            for (int i = 0; i < VISITS; i++) {
                for (String event : Identifies.visit(i)) {
                    topic.send(i / 2 % 2, event);
                }
            }
            topic.flush();
            // One consumer: what a rebalance lets go, and comes again, may see more.
            Map<Property, String> properties =
                    topic.properties(Map.of(Property.KAFKA_IN_FLIGHT, "1000", Property.KAFKA_CONSUMERS, "1"));
            try (RunningBundle running = RunningBundle.start(directory, collector, properties)) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> running.total().of(Outcome.DELIVERED) == 2 * VISITS);
            }

            Identifies.assertInOrder(collector, VISITS);
        }
    }
}

package io.github.podsights.camel.route.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.broker.EmbeddedBroker;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.health.Health;
import io.github.podsights.camel.route.RunningBundle;
import io.github.podsights.camel.route.file.EventFiles;
import io.github.podsights.camel.settings.Property;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Health says that brokers don't answer, and that they do again: of a source, and of one whose dead letters go to a topic. */
class KafkaHealthIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private CollectorStandIn collector;
    private EmbeddedBroker broker;

    @BeforeEach
    void start() {
        collector = CollectorStandIn.start();
        broker = EmbeddedBroker.start(directory.resolve("broker"));
    }

    @AfterEach
    void stop() {
        broker.close();
        collector.close();
    }

    @Test
    void isNotReadyWhileNoBrokerAnswersAndIsAgainWhenOneDoes() throws Exception {
        broker.createTopic("letters", 1, Map.of());
        try (Topic topic = new Topic(broker, 1);
                RunningBundle source = RunningBundle.start(
                        directory.resolve("source"),
                        collector,
                        topic.properties(Map.of(Property.KAFKA_CONSUMERS, "1", Property.PARK_SCHEDULE, "1h")));
                RunningBundle letters = RunningBundle.start(
                        directory.resolve("letters"),
                        collector,
                        Map.of(Property.DEAD_LETTER_URI, "kafka:letters", Property.KAFKA_BROKERS, broker.brokers()))) {
            List<RunningBundle> both = List.of(source, letters);
            await().atMost(LONG).until(() -> both.stream().allMatch(KafkaHealthIT::isReady));

            broker.stop();
            await().atMost(LONG).until(() -> both.stream()
                    .allMatch(one -> one.reason("kafka").isPresent()));
            assertThat(both).noneMatch(KafkaHealthIT::isReady);
            assertThat(source.reason("kafka").orElseThrow())
                    .startsWith(
                            "Kafka: no broker answers at " + broker.brokers() + " (TimeoutException); no events come");
            assertThat(letters.reason("kafka").orElseThrow()).contains("; nothing is written there");

            broker.restart();
            await().atMost(LONG).until(() -> both.stream().allMatch(KafkaHealthIT::isReady));
            topic.send(0, EventFiles.event("1"));
            topic.flush();
            await().atMost(LONG).until(() -> source.total().of(Outcome.DELIVERED) == 1);
        }
    }

    private static boolean isReady(RunningBundle running) {
        return Health.isReady(running.bundle().health().checks());
    }
}

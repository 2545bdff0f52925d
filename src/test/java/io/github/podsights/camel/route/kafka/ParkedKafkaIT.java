package io.github.podsights.camel.route.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.podsights.camel.broker.EmbeddedBroker;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.route.Canary;
import io.github.podsights.camel.route.RunningBundle;
import io.github.podsights.camel.route.file.EventFiles;
import io.github.podsights.camel.settings.Property;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What failed in place is parked in topics of Kafka, one for each delay, and comes back from them. */
class ParkedKafkaIT {

    private static final String ADDRESS = "jane.doe@example.com";

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    static Path brokerDirectory;

    private static EmbeddedBroker broker;

    @TempDir
    Path directory;

    private CollectorStandIn collector;
    private Topic topic;

    @BeforeAll
    static void startTheBroker() {
        broker = EmbeddedBroker.start(brokerDirectory);
    }

    @AfterAll
    static void stopTheBroker() {
        broker.close();
    }

    @BeforeEach
    void begin() {
        collector = CollectorStandIn.start();
        topic = new Topic(broker, 2);
    }

    @AfterEach
    void end() {
        topic.close();
        collector.close();
    }

    @Test
    void whatFailedInPlaceIsParkedAndDeliveredWhenItComesBackAndNothingIsTold() throws Exception {
        collector.behave(Behaviours.status(503).first(4));
        topic.send(1, EventFiles.event("1").replace("\"order_id\"", "\"email\":\"" + ADDRESS + "\",\"order_id\""));
        topic.flush();
        try (RunningBundle running = start("300ms,600ms")) {
            await().atMost(LONG).until(() -> running.total().of(Outcome.DELIVERED) == 1);
            await().until(() -> topic.lag() == 0);
            assertThat(running.total().received()).isEqualTo(1);
            assertThat(running.total().parked()).isEqualTo(2);
            assertThat(running.total().resumed()).isEqualTo(2);
            assertThat(running.used()).hasSize(1);
            await().atMost(LONG).until(() -> running.bundle().parkedDepth() == 0);
        }
        assertThat(collector.stats().requests()).isEqualTo(5);
        try (Topic first = topic.parked("300ms");
                Topic second = topic.parked("600ms")) {
            List<ConsumerRecord<byte[], byte[]>> records = first.records();
            records.addAll(second.records());
            assertThat(records).hasSize(2).allSatisfy(parked -> {
                assertThat(new String(parked.key(), StandardCharsets.UTF_8))
                        .isEqualTo("kafka/" + topic.name() + "/1/0/test/1");
                assertThat(new Canary(ADDRESS, RunningBundle.KEY).in(parked.value()))
                        .isEmpty();
                assertThat(parked.headers()).extracting(header -> header.key()).containsExactly("podsights-not-before");
            });
        }
    }

    @Test
    void anIntegrationThatIsPausedHoldsUpNeitherTheOtherNorWhatComesBack() throws Exception {
        Files.writeString(directory.resolve("other-key"), "other-key");
        Files.createDirectories(directory.resolve("integrations"));
        Files.writeString(directory.resolve("integrations/other.yaml"), "config: {key: \"{{file:other-key}}\"}\n");
        collector.behave(Behaviours.status(401).forKey("other-key"));
        int events = 300;
        for (int i = 0; i < events; i++) {
            topic.send(i % 2, EventFiles.event("ORD-" + i));
        }
        topic.flush();
        try (RunningBundle running = start("1s")) {
            await().atMost(LONG).until(() -> running.total().of(Outcome.DELIVERED) == events);
            await().atMost(LONG).until(() -> running.total().parked() > 0);

            collector.behave(Behaviours.accept());
            await().atMost(LONG).until(() -> running.total().of(Outcome.DELIVERED) == 2L * events);
            await().atMost(LONG).until(() -> topic.lag() == 0);
            assertThat(running.total().received()).isEqualTo(2L * events);
            assertThat(running.deadLetters()).isEmpty();
        }
        assertThat(collector.stats().byStatus().get("200")).as("each once").isEqualTo(2L * 300);
    }

    @Test
    void afterTheLastStageItIsADeadLetterWithAllItsAttemptsAndItsOwnPlace() throws Exception {
        collector.behave(Behaviours.status(503));
        topic.send(1, EventFiles.event("1"));
        topic.flush();
        try (RunningBundle running = start("200ms,400ms")) {
            await().atMost(LONG).until(() -> running.total().of(Outcome.EXHAUSTED) == 1);
            JsonNode letter = JsonMapper.builder()
                    .build()
                    .readTree(Files.readAllBytes(running.deadLetters().get(0)));
            assertThat(letter.get("attempts")).hasSize(6);
            assertThat(letter.get("source").toString())
                    .isEqualTo("{\"kind\":\"kafka\",\"topic\":\"" + topic.name() + "\",\"partition\":1,\"offset\":0}");
        }
    }

    @Test
    void aLongerDelayHoldsUpNeitherAShorterOneNorTheSourceAndIsReadAfterTheScheduleHasChanged() throws Exception {
        collector.behave(Behaviours.status(503));
        topic.send(0, EventFiles.event("patient"));
        topic.flush();
        try (RunningBundle running = start("200ms,10s")) {
            await().atMost(LONG).until(() -> running.total().parked() == 2);
            collector.behave(Behaviours.status(503).first(2));
            topic.send(0, EventFiles.event("hasty"));
            topic.flush();
            await().atMost(LONG).until(() -> running.total().of(Outcome.DELIVERED) == 1);
            assertThat(EventFiles.orderIds(collector.received())).last().isEqualTo("hasty");
            await().until(() -> topic.lag() == 0);
        }
        collector.behave(Behaviours.accept());
        try (RunningBundle running = start("1h")) {
            await().atMost(LONG).until(() -> running.bundle().parkedDepth() == 1);
            await().atMost(LONG).until(() -> running.total().of(Outcome.DELIVERED) == 1);
            assertThat(running.total().received()).isZero();
            assertThat(running.total().resumed()).isEqualTo(1);
        }
        assertThat(EventFiles.orderIds(collector.received())).last().isEqualTo("patient");
    }

    @Test
    void whileATopicTakesNothingNothingIsAcknowledgedAndThenItGoesOnByItself() throws Exception {
        collector.behave(Behaviours.status(503));
        String parked = topic.group() + "-parked-1h";
        try (RunningBundle running = start("1h")) {
            await().atMost(LONG).until(() -> topics().contains(parked));
            deleteTopic(parked);
            topic.send(0, EventFiles.event("1"));
            topic.flush();
            await().atMost(LONG).until(() -> collector.stats().requests() == 2);
            await().during(Duration.ofMillis(500)).until(() -> running.total().parked() == 0);
            assertThat(running.total().inFlight()).isEqualTo(1);
            assertThat(topic.lag()).isEqualTo(1);

            broker.createTopic(parked, 1, Map.of());
            await().atMost(LONG).until(() -> topic.lag() == 0);
            assertThat(running.total().parked()).isEqualTo(1);
            await().atMost(LONG).until(() -> running.bundle().parkedDepth() == 1);
        }
        assertThat(collector.stats().requests()).isEqualTo(2);
    }

    @Test
    void whatIsLargerThanItsTopicTakesHasADeadLetterInstead() throws Exception {
        collector.behave(Behaviours.status(503));
        broker.createTopic(topic.group() + "-parked-1h", 1, Map.of("max.message.bytes", "100"));
        topic.send(0, EventFiles.event("1"));
        topic.flush();
        try (RunningBundle running = start("1h")) {
            await().atMost(LONG).until(() -> topic.lag() == 0);
            assertThat(running.total().of(Outcome.EXHAUSTED)).isEqualTo(1);
            assertThat(running.total().parked()).isZero();
            assertThat(running.total().inFlight()).isZero();
            assertThat(running.deadLetters()).hasSize(1);
            assertThat(Files.readString(running.deadLetters().get(0)))
                    .contains("larger than the topic or queue takes")
                    .contains("\"status\":503");
        }
    }

    @Test
    void whatSomebodyElseWritesThereMakesNoLabelAndHoldsBackNobody() throws Exception {
        collector.behave(Behaviours.status(503));
        topic.send(0, EventFiles.event("1"));
        topic.flush();
        try (RunningBundle running = start("1h");
                Topic parked = topic.parked("1h")) {
            await().atMost(LONG).until(() -> running.total().parked() == 1);
            collector.behave(Behaviours.accept());
            ConsumerRecord<byte[], byte[]> notDue = parked.records().get(0);
            String own = new String(notDue.value(), StandardCharsets.UTF_8)
                    .replaceFirst("\"due\":\"[^\"]*\"", "\"due\":\"2026-01-01T00:00:00Z\"")
                    .replace("\"kind\":\"kafka\"", "\"kind\":\"jane-doe\"");
            String gone = own.replace("\"integration\":\"test\"", "\"integration\":\"jane-doe\"");
            // Not behind the one that is not due: the partition of that depends on the name of the source's topic.
            int other = 1 - notDue.partition();
            for (String forged : List.of(own, gone)) {
                ProducerRecord<byte[], byte[]> sent =
                        new ProducerRecord<>(parked.name(), other, null, forged.getBytes(StandardCharsets.UTF_8));
                sent.headers().add("podsights-not-before", "253402300799000".getBytes(StandardCharsets.UTF_8));
                parked.send(sent);
            }
            parked.flush();

            await().atMost(LONG).until(() -> running.total().ended() == 2);
            assertThat(running.used())
                    .extracting(line -> line.integration() + " of " + line.source())
                    .containsExactly("none of none", "test of kafka", "test of none");
            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(1);
            assertThat(running.total().of(Outcome.EXHAUSTED)).isEqualTo(1);
        }
    }

    private static Set<String> topics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.brokers()))) {
            return admin.listTopics().names().get();
        }
    }

    private static void deleteTopic(String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.brokers()))) {
            admin.deleteTopics(List.of(name)).all().get();
        }
    }

    private RunningBundle start(String schedule) throws Exception {
        Map<Property, String> properties = new HashMap<>();
        properties.put(Property.PARK_SCHEDULE, schedule);
        properties.put(Property.ATTEMPTS, "2");
        properties.put(Property.KAFKA_CONSUMERS, "1");
        return RunningBundle.start(directory, collector, topic.properties(properties));
    }
}

package io.github.podsights.camel.route.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.podsights.camel.broker.EmbeddedBroker;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.route.LogLines;
import io.github.podsights.camel.route.RunningBundle;
import io.github.podsights.camel.route.file.EventFiles;
import io.github.podsights.camel.settings.Property;
import io.github.podsights.camel.settlement.SettledOffsets;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Endpoint;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Kafka source against a real broker. Closing a bundle asserts that its books balance. */
class KafkaSourceIT {

    private static final int PARTITIONS = 3;

    private static final JsonMapper JSON = JsonMapper.builder().build();

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
        topic = new Topic(broker, PARTITIONS);
    }

    @AfterEach
    void end() {
        topic.close();
        collector.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void deliversEveryRecordOnceAndAfterAStopExactlyWhatIsSettledIsCommitted(String protocol) throws Exception {
        Map<Property, String> properties = topic.properties(Map.of(Property.KAFKA_GROUP_PROTOCOL, protocol));
        send(0, 1_000);
        try (RunningBundle running = start(properties)) {
            await().until(() -> running.total().of(Outcome.DELIVERED) == 1_000);
        }
        assertThat(topic.lag()).isZero();
        send(1_000, 1_300);
        try (RunningBundle running = start(properties)) {
            await().until(() -> running.total().of(Outcome.DELIVERED) == 300);
        }
        assertThat(orderIds()).hasSize(1_300).doesNotHaveDuplicates();
        assertThat(topic.lag()).isZero();
    }

    @Test
    void aStragglerHoldsBackNothingButTheCommitAndWhatIsSettledBehindItIsNotSentAgain() throws Exception {
        collector.behave(Behaviours.status(503).first(1));
        // One consumer: a second one that joins late might be given the partition, and send the straggler again.
        Map<Property, String> properties = topic.properties(Map.of(
                Property.KAFKA_CONSUMERS,
                "1",
                Property.DELAY,
                "10h",
                Property.MAX_DELAY,
                "10h",
                Property.MULTIPLIER,
                "1",
                Property.BUDGET,
                "100h"));
        RunningBundle first = start(properties);
        topic.send(0, EventFiles.event("slow"));
        await().until(() -> collector.stats().requests() == 1);
        for (int i = 0; i < 500; i++) {
            topic.send(0, EventFiles.event("behind-" + i));
        }
        await().untilAsserted(() -> {
            assertThat(topic.committed().get(0)).as("a first commit").isNotNull();
            assertThat(topic.committed().get(0).offset()).isZero();
            assertThat(SettledOffsets.parse(0, topic.committed().get(0).metadata()))
                    .matches(settled -> settled.isSettled(500) && settled.isSettled(1) && !settled.isSettled(0));
        });
        first.close();
        assertThat(first.total().released()).isEqualTo(1);
        collector.clear();
        collector.behave(Behaviours.accept());
        try (RunningBundle second = start(properties)) {
            await().until(() -> topic.lag() == 0);
            assertThat(second.total().received()).isEqualTo(1);
        }
        assertThat(orderIds()).containsExactly("slow");
    }

    @Test
    void whatIsNoEventIsADeadLetterThatSaysWhereItIsAndThePartitionGoesOn() throws Exception {
        byte[] noise = new byte[5_000_000];
        new Random(1).nextBytes(noise);
        topic.send(1, noise);
        topic.send(new ProducerRecord<>(topic.name(), 1, "key".getBytes(StandardCharsets.UTF_8), null));
        topic.send(1, new byte[] {0, 0, 0, 0, 42, 7, 8, 9});
        topic.send(1, new byte[] {(byte) 0xc3, 0x28});
        ProducerRecord<byte[], byte[]> bomb = new ProducerRecord<>(
                topic.name(), 1, null, EventFiles.event("with-headers").getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 500; i++) {
            bomb.headers().add("CamelHttpUri", ("http://127.0.0.1:1/" + i).getBytes(StandardCharsets.UTF_8));
            bomb.headers().add("Host", "elsewhere".getBytes(StandardCharsets.UTF_8));
        }
        topic.send(bomb);
        topic.send(1, EventFiles.event("last"));
        topic.flush();
        try (RunningBundle running = start(topic.properties(Map.of()))) {
            await().until(() -> topic.lag() == 0);

            assertThat(running.total().of(Outcome.INVALID)).isEqualTo(4);
            assertThat(orderIds()).containsExactlyInAnyOrder("with-headers", "last");
            List<JsonNode> letters = letters(running);
            assertThat(letters)
                    .extracting(letter -> letter.get("source").toString())
                    .containsExactlyInAnyOrder(source(0), source(1), source(2), source(3));
            assertThat(letters)
                    .extracting(letter -> letter.get("reason").textValue())
                    .anyMatch(reason -> reason.contains("schema id 42"))
                    .anyMatch(reason -> reason.contains("tombstone"))
                    .anyMatch(reason -> reason.contains("5000000 bytes"));
        }
    }

    private String source(long offset) {
        return "{\"kind\":\"kafka\",\"topic\":\"" + topic.name() + "\",\"partition\":1,\"offset\":" + offset + "}";
    }

    @Test
    void aPollThatFailsInTheMiddleOfThinTrafficLosesNothing() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        try (RunningBundle running = RunningBundle.start(
                directory,
                collector,
                topic.properties(Map.of(Property.KAFKA_CONSUMERS, "1")),
                "",
                context -> context.addLifecycleStrategy(failingAfterSomePolls(failures)))) {
            for (int i = 0; i < 200; i++) {
                topic.send(i % PARTITIONS, EventFiles.event("thin-" + i));
                topic.flush();
                int sent = i + 1;
                if (i % 20 == 0) {
                    await().until(() -> collector.stats().ids() == sent);
                }
            }
            await().until(() -> topic.lag() == 0);
        }
        assertThat(failures.get()).as("polls that failed").isPositive();
        assertThat(orderIds()).as("none lost, none twice").hasSize(200).doesNotHaveDuplicates();
    }

    /** Every few polls that give records throw them away, as a client does that loses its connection after a fetch. */
    private static LifecycleStrategy failingAfterSomePolls(AtomicInteger failures) {
        AtomicInteger polls = new AtomicInteger();
        return new LifecycleStrategySupport() {
            @Override
            public void onEndpointAdd(Endpoint endpoint) {
                if (endpoint instanceof KafkaEndpoint kafka) {
                    KafkaClientFactory ours = kafka.getComponent().getKafkaClientFactory();
                    kafka.setKafkaClientFactory(new DefaultKafkaClientFactory() {
                        @Override
                        public Consumer<?, ?> getConsumer(Properties properties) {
                            return failing(ours.getConsumer(properties), polls, failures);
                        }
                    });
                }
            }
        };
    }

    private static Consumer<?, ?> failing(Consumer<?, ?> consumer, AtomicInteger polls, AtomicInteger failures) {
        return (Consumer<?, ?>) Proxy.newProxyInstance(
                Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, (proxy, method, arguments) -> {
                    Object answer = invoke(consumer, method, arguments);
                    if (answer instanceof ConsumerRecords<?, ?> records
                            && !records.isEmpty()
                            && polls.incrementAndGet() % 9 == 5) {
                        failures.incrementAndGet();
                        throw new KafkaException("injected");
                    }
                    return answer;
                });
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void anInstanceThatComesAndOneThatGoesLoseNothingAndSendNothingTwice(String protocol) throws Exception {
        collector.behave(Behaviours.accept().delayed(Duration.ofMillis(100)));
        Map<Property, String> properties =
                topic.properties(Map.of(Property.KAFKA_GROUP_PROTOCOL, protocol, Property.KAFKA_IN_FLIGHT, "50"));
        send(0, 1_500);
        RunningBundle first = start(properties);
        await().until(() -> first.total().of(Outcome.DELIVERED) > 500);
        try (RunningBundle second = RunningBundle.start(directory.resolve("second"), collector, properties)) {
            await().until(() -> topic.members() == 4);
            send(1_500, 3_000);
            await().until(() -> second.total().of(Outcome.DELIVERED) > 200);
            first.close();
            await().until(() -> topic.lag() == 0);
        }
        assertThat(orderIds()).hasSize(3_000).doesNotHaveDuplicates();
    }

    @Test
    void recordsOfATransactionThatWasAbortedAreNotSent() throws Exception {
        try (var producer = new KafkaProducer<byte[], byte[]>(
                Map.of("bootstrap.servers", broker.brokers(), "transactional.id", "tx-" + topic.name()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic.name(), 0, null, bytes("aborted")))
                    .get();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic.name(), 0, null, bytes("committed")))
                    .get();
            producer.commitTransaction();
        }
        try (RunningBundle running = start(topic.properties(Map.of()))) {
            await().until(() -> running.total().of(Outcome.DELIVERED) == 1);
        }
        assertThat(orderIds()).containsExactly("committed");
    }

    @Test
    void deadLettersGoToATopicEachUnderTheKeyOfItsDelivery() throws Exception {
        try (Topic letters = new Topic(broker, 1)) {
            topic.send(0, "no event");
            topic.send(0, EventFiles.event("good"));
            topic.flush();
            try (RunningBundle running =
                    start(topic.properties(Map.of(Property.DEAD_LETTER_URI, "kafka:" + letters.name())))) {
                await().until(() -> topic.lag() == 0);
                assertThat(running.total().of(Outcome.INVALID)).isEqualTo(1);
            }
            assertThat(letters.records()).singleElement().satisfies(letter -> {
                assertThat(new String(letter.key(), StandardCharsets.UTF_8))
                        .isEqualTo("kafka/" + topic.name() + "/0/0/none/1");
                assertThat(JSON.readTree(letter.value()).get("outcome").textValue())
                        .isEqualTo("invalid");
            });
        }
    }

    @Test
    void whileTheTopicOfDeadLettersIsNotThereNothingIsAcknowledgedAndThenItGoesOnByItself() throws Exception {
        String missing = "letters-" + topic.name();
        topic.send(0, "no event");
        topic.send(0, EventFiles.event("good"));
        topic.flush();
        try (LogLines log = LogLines.open(Level.INFO, Level.ERROR);
                RunningBundle running = start(topic.properties(
                        Map.of(Property.DEAD_LETTER_URI, "kafka:" + missing, Property.KAFKA_CONSUMERS, "1")))) {
            await().until(() -> log.lines().stream().anyMatch(line -> line.contains("can't be written")));
            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(1);
            assertThat(running.total().of(Outcome.INVALID)).isZero();
            assertThat(running.total().inFlight()).isEqualTo(1);
            assertThat(topic.lag()).isEqualTo(2);

            broker.createTopic(missing, 1, Map.of());

            await().until(() -> topic.lag() == 0);
            assertThat(running.total().of(Outcome.INVALID)).isEqualTo(1);
            assertThat(log.lines()).anyMatch(line -> line.contains("can be written again"));
        }
        assertThat(orderIds()).containsExactly("good");
    }

    private RunningBundle start(Map<Property, String> properties) throws Exception {
        return RunningBundle.start(directory, collector, properties);
    }

    private void send(int from, int to) {
        for (int i = from; i < to; i++) {
            topic.send(i % PARTITIONS, EventFiles.event(Integer.toString(i)));
        }
        topic.flush();
    }

    private static byte[] bytes(String orderId) {
        return EventFiles.event(orderId).getBytes(StandardCharsets.UTF_8);
    }

    private List<String> orderIds() {
        return EventFiles.orderIds(collector.received());
    }

    private static List<JsonNode> letters(RunningBundle running) throws IOException {
        List<JsonNode> letters = new ArrayList<>();
        for (Path letter : running.deadLetters()) {
            letters.add(JSON.readTree(Files.readAllBytes(letter)));
        }
        return letters;
    }
}

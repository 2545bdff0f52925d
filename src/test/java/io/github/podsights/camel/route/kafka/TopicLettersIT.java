package io.github.podsights.camel.route.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.podsights.camel.broker.EmbeddedBroker;
import io.github.podsights.camel.deadletter.DeadLetter;
import io.github.podsights.camel.deadletter.DeadLetterStore.State;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.event.Origin;
import io.github.podsights.camel.event.Received;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters in a topic, and what its state topic remembers of them, with a real broker. */
@Timeout(120)
class TopicLettersIT {

    private static EmbeddedBroker broker;

    private final String topic = "letters-" + UUID.randomUUID();
    private final AtomicLong number = new AtomicLong();
    private KafkaConfiguration configuration;
    private TopicLetters letters;

    @BeforeAll
    static void startTheBroker(@TempDir Path data) {
        broker = EmbeddedBroker.start(data);
    }

    @AfterAll
    static void stopTheBroker() {
        broker.close();
    }

    @BeforeEach
    void open() {
        broker.createTopic(topic, 1, Map.of());
        configuration = new KafkaConfiguration();
        configuration.setBrokers(broker.brokers());
        letters = new TopicLetters(configuration, topic, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        letters.close();
    }

    @Test
    void whatIsPurgedIsForgottenAndWhatStaysInTheTopicStaysReplayed() throws Exception {
        Instant now = Instant.now();
        Instant old = now.minus(Duration.ofDays(2));
        String gone = write(old, old);
        // Its write was tried for two days, or its first one was confirmed and nobody heard of it.
        String late = write(old.plusMillis(1), now);
        String twice = write(old.plusMillis(2), old);
        write(twice, old.plusMillis(2), now);
        for (String id : List.of(gone, late, twice)) {
            letters.claim(letters.find(id).orElseThrow()).orElseThrow().replayed();
        }

        assertThat(letters.eraseBefore(now.minus(Duration.ofDays(1)))).isEqualTo(1);

        assertThat(states()).containsExactlyInAnyOrderEntriesOf(Map.of(late, State.REPLAYED, twice, State.REPLAYED));
        assertThat(lastRecords().get(gone)).isEqualTo("null");
    }

    @Test
    void aClaimIsNotRenewedBehindItsEnd() throws Exception {
        StateTopic states = new StateTopic(new LetterClients(configuration), topic + "-state", Clock.systemUTC());
        AtomicBoolean ended = new AtomicBoolean();
        Semaphore renewals = new Semaphore(0);
        Thread renewing = new Thread(() -> {
            for (renewals.acquireUninterruptibly(); !ended.get(); renewals.acquireUninterruptibly()) {
                states.renew();
            }
        });
        states.read();
        List<String> ids = new ArrayList<>();
        try (states) {
            assertThat(states.claim("first")).isTrue();
            renewing.start();
            for (int i = 0; i < 300; i++) {
                String id = "letter-" + i;
                ids.add(id);
                assertThat(states.claim(id)).isTrue();
                renewals.release();
                if (i % 2 == 0) {
                    states.replayed(id);
                } else {
                    states.open(id);
                }
            }
        } finally {
            ended.set(true);
            renewals.release();
            renewing.join();
        }

        Map<String, String> last = lastRecords();
        assertThat(last.get("first")).contains("\"claimed\"");
        for (int i = 0; i < ids.size(); i++) {
            assertThat(last.get(ids.get(i))).as(ids.get(i)).contains(i % 2 == 0 ? "\"replayed\"" : "\"open\"");
        }
    }

    @Test
    void aReplayThatStillRenewsItsClaimKeepsItWhateverWasSeenLast() throws Exception {
        long now = System.currentTimeMillis();
        long silent = now - StateTopic.ABANDONED.toMillis() - 60_000;
        broker.createTopic(topic + "-state", 1, Map.of());
        for (String id : List.of("renewed", "silent")) {
            state(id, "{\"state\":\"claimed\",\"by\":\"a\"}", silent);
        }
        try (StateTopic states =
                new StateTopic(new LetterClients(configuration), topic + "-state", Clock.systemUTC())) {
            states.read();
            state("renewed", "{\"state\":\"claimed\",\"by\":\"a\"}", now);

            assertThat(states.isAbandoned("renewed")).isFalse();
            assertThat(states.claim("renewed")).isFalse();
            assertThat(states.isAbandoned("silent")).isTrue();
            assertThat(states.claim("silent")).isTrue();
            assertThat(states.isAbandoned("silent")).as("it is ours").isFalse();
        }
        assertThat(lastRecords().get("renewed")).as("nothing hides it").contains("\"by\":\"a\"");
    }

    @Test
    void aClaimThatNobodyHeardOfIsTheLastThatIsSaidOfALetter() throws Exception {
        try (StateTopic states =
                new StateTopic(new LetterClients(configuration), topic + "-state", Clock.systemUTC())) {
            states.read();
            assertThat(states.claim("first")).isTrue();

            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> states.claim("second")).isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
        }

        assertThat(lastRecords().get("second")).contains("\"claimed\"");
    }

    private void state(String id, String record, long timestamp) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.brokers()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            topic + "-state", null, timestamp, id.getBytes(UTF_8), record.getBytes(UTF_8)))
                    .get();
        }
    }

    /** Compaction leaves the last record of each key. */
    private Map<String, String> lastRecords() {
        Map<String, String> last = new HashMap<>();
        TopicPartition partition = new TopicPartition(topic + "-state", 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.brokers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> read : consumer.poll(Duration.ofMillis(100))) {
                    last.put(
                            new String(read.key(), UTF_8),
                            read.value() == null ? "null" : new String(read.value(), UTF_8));
                }
            }
        }
        return last;
    }

    private Map<String, State> states() throws Exception {
        Map<String, State> states = new HashMap<>();
        try (TopicLetters fresh = new TopicLetters(configuration, topic, Clock.systemUTC())) {
            fresh.visit(java.util.EnumSet.allOf(State.class), Instant.MIN, entry -> {
                states.put(entry.id(), entry.state());
                return true;
            });
        }
        return states;
    }

    /** Writes a letter of a moment, which the topic says is of another; its id. */
    private String write(Instant at, Instant timestamp) throws Exception {
        DeadLetter letter = letter(at, number.incrementAndGet());
        write(letter.bytes(), timestamp);
        return letter.id();
    }

    /** Writes a letter once more. */
    private void write(String id, Instant at, Instant timestamp) throws Exception {
        DeadLetter letter = letter(at, number.get());
        assertThat(letter.id()).isEqualTo(id);
        write(letter.bytes(), timestamp);
    }

    private static DeadLetter letter(Instant at, long random) {
        Delivery delivery = Delivery.ofNone(Received.of("no JSON".getBytes(UTF_8), Origin.DIRECT), null);
        delivery.end(Outcome.INVALID, "for a test");
        return DeadLetter.of(delivery, at, () -> random);
    }

    private void write(byte[] bytes, Instant timestamp) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.brokers()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, null, timestamp.toEpochMilli(), null, bytes))
                    .get();
        }
    }
}

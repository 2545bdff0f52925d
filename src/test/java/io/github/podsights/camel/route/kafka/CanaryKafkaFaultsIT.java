package io.github.podsights.camel.route.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.broker.EmbeddedBroker;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorOptions;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.deadletter.BrokenLetterException;
import io.github.podsights.camel.deadletter.KeptLetter;
import io.github.podsights.camel.deadletter.LetterFilter;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.route.Canary;
import io.github.podsights.camel.route.CanaryEvents;
import io.github.podsights.camel.route.EchoFault;
import io.github.podsights.camel.route.ReplayLetters;
import io.github.podsights.camel.route.ReplayResult;
import io.github.podsights.camel.route.RunningBundle;
import io.github.podsights.camel.route.Watched;
import io.github.podsights.camel.settings.DeadLetterUri;
import io.github.podsights.camel.settings.Property;
import io.github.podsights.camel.settlement.Balance;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever the collector does wrong, and though it tells all that it was told: no address and no key stands in anything
 * that we tell, nor in the records that we write, of events of Kafka that are parked, and dead letters, in topics. One
 * bundle meets all faults, one after the other.
 */
class CanaryKafkaFaultsIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    private static final String LETTERS = "canary-letters";

    private static final Canary NOTHING = CanaryEvents.nothing();

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static Topic topic;
    private static CollectorStandIn collector;
    private static Watched watched;
    private static int received;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        broker.createTopic(LETTERS, 1, Map.of());
        topic = new Topic(broker, 1);
        collector = CollectorStandIn.start();
        watched = Watched.start(
                directory,
                collector,
                topic.properties(Map.of(
                        Property.DEAD_LETTER_URI, "kafka:" + LETTERS,
                        Property.ATTEMPTS, "2",
                        Property.BUDGET, "2s",
                        Property.RESPONSE_TIMEOUT, "300ms",
                        Property.ATTEMPT_TIMEOUT, "400ms",
                        Property.GATE_MAX_PROBE_INTERVAL, "200ms",
                        Property.PARK_SCHEDULE, "100ms,1h",
                        Property.KAFKA_CONSUMERS, "1")));
    }

    /** The balance is asserted by the bundle, when it is closed. */
    @AfterAll
    static void stop() throws Exception {
        replayAll();
        watched.assertNothingIsTold();
        assertNothingInTopics(LETTERS + "-state");
        watched.close();
        assertNothingInTopics(
                topic.group() + "-parked-100ms", topic.group() + "-parked-1h", LETTERS, LETTERS + "-state");
        topic.close();
        broker.close();
        collector.close();
        assertThat(watched.running().total().received()).isEqualTo(received);
    }

    @ParameterizedTest
    @EnumSource(EchoFault.class)
    void nothingIsToldOfAnEventThatMeets(EchoFault fault) throws Exception {
        RunningBundle running = watched.running();
        Balance.Line before = running.total();
        if (fault == EchoFault.REFUSED) {
            collector.close();
        } else {
            collector.behave(fault.behaviour());
        }

        for (String event : CanaryEvents.all(fault.name())) {
            received++;
            topic.send(record(event));
        }
        topic.flush();
        if (fault.isHeld()) {
            await().atMost(LONG).until(() -> watched.get("/health/ready").contains("answered 401"));
        } else if (fault.outcome() == null) {
            await().atMost(LONG).until(() -> running.total().parked() == before.parked() + 2);
        } else {
            await().atMost(LONG).until(() -> running.total().of(fault.outcome()) == before.of(fault.outcome()) + 1);
        }
        received++;
        assertThat(watched.call(CanaryEvents.purchase("CALL-" + fault)))
                .matches("(?s).*(failed|answered|can't be sent|outcome=(DELIVERED|REJECTED)).*");
        watched.assertNothingIsTold();

        recover(fault);
        await().atMost(LONG).until(() -> topic.lag() == 0);
        watched.assertNothingIsTold();
        Watched.assertKeyStandsInItsPlaceAlone(collector.received());
        assertThat(running.total().of(Outcome.INVALID) - before.of(Outcome.INVALID))
                .isEqualTo(2);
    }

    /** With an address as its key, and in its headers. */
    private static ProducerRecord<byte[], byte[]> record(String event) {
        ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(
                topic.name(), 0, CanaryEvents.address("key").getBytes(UTF_8), event.getBytes(UTF_8));
        sent.headers().add("visitor", CanaryEvents.address("header").getBytes(UTF_8));
        sent.headers().add(CanaryEvents.address("header-name"), new byte[] {1});
        return sent;
    }

    /** A gate opens by what is accepted. */
    private static void recover(EchoFault fault) {
        if (fault == EchoFault.REFUSED) {
            collector = CollectorStandIn.start(CollectorOptions.defaults().withPort(collector.port()));
        }
        collector.behave(Behaviours.accept());
        await().atMost(LONG).until(() -> {
            received++;
            return watched.call(CanaryEvents.purchase("AGAIN-" + received)).contains("outcome=DELIVERED");
        });
    }

    private static void replayAll() throws Exception {
        AtomicInteger replayed = new AtomicInteger();
        try (TopicLetters letters =
                TopicLetters.of(watched.running().context(), new DeadLetterUri.Topic(LETTERS, ""), Clock.systemUTC())) {
            watched.running()
                    .bundle()
                    .replay()
                    .run(
                            letters,
                            new ReplayLetters.Order(LetterFilter.ALL, false, Double.POSITIVE_INFINITY, Instant.now()),
                            new ReplayLetters.Listener() {
                                @Override
                                public void result(ReplayResult result) {
                                    assertThat(NOTHING.in(result.toString().getBytes(UTF_8)))
                                            .isEmpty();
                                    replayed.incrementAndGet();
                                }

                                @Override
                                public void abandoned(KeptLetter letter) {
                                    throw new AssertionError(letter);
                                }

                                @Override
                                public void broken(BrokenLetterException broken) {
                                    throw new AssertionError(broken);
                                }
                            });
        }
        received += replayed.get();
        assertThat(replayed.get()).isGreaterThan(2 * EchoFault.values().length);
    }

    private static void assertNothingInTopics(String... names) {
        for (String name : names) {
            try (Topic written = topic.other(name, 1)) {
                assertThat(written.records()).as(name).isNotEmpty().allSatisfy(CanaryKafkaFaultsIT::assertNothing);
            }
        }
    }

    private static void assertNothing(ConsumerRecord<byte[], byte[]> kept) {
        assertNothing(kept.key());
        assertNothing(kept.value());
        for (Header header : kept.headers()) {
            assertNothing(header.key().getBytes(UTF_8));
            assertNothing(header.value());
        }
    }

    private static void assertNothing(byte[] bytes) {
        assertThat(bytes == null ? Optional.empty() : NOTHING.in(bytes)).isEmpty();
    }
}

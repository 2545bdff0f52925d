package io.github.podsights.camel.route.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.route.RunningBundle;
import io.github.podsights.camel.route.file.EventFiles;
import io.github.podsights.camel.settings.JmsBroker;
import io.github.podsights.camel.settings.JmsSourceSettings;
import io.github.podsights.camel.settings.Property;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.util.ByteSequence;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JMS source against a real broker of ActiveMQ Classic. Closing a bundle asserts that its books balance. */
class JmsClassicIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String QUEUE = "podsights.events";

    private static final String DEAD = "ActiveMQ.DLQ";

    private static final int IN_FLIGHT = 8;

    /** The gate closes after ten failures: until then none may come to the end of its attempts. */
    private static final Map<Property, String> PATIENT = Map.of(Property.ATTEMPTS, "100");

    @TempDir
    Path directory;

    private CollectorStandIn collector;
    private EmbeddedClassic broker;

    @BeforeEach
    void begin() throws Exception {
        collector = CollectorStandIn.start();
        broker = EmbeddedClassic.start(directory.resolve("activemq"));
    }

    @AfterEach
    void end() throws Exception {
        broker.close();
        collector.close();
    }

    @Test
    void deliversEachEventOnceAndAcknowledgesIt() throws Exception {
        send(0, 300);
        try (RunningBundle running = start(Map.of())) {
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.DELIVERED) == 300);
            await().atMost(PATIENCE).until(() -> broker.depth(QUEUE) == 0);
        }
        assertThat(orderIds()).hasSize(300).doesNotHaveDuplicates();
        assertThat(broker.queues()).containsExactly(QUEUE);
    }

    @Test
    void aMessageThatCameBackMoreOftenThanItsClientLikesIsNotMovedAway() throws Exception {
        collector.behave(Behaviours.status(503));
        send(0, IN_FLIGHT);
        for (int i = 0; i < 8; i++) {
            try (RunningBundle running = start(PATIENT)) {
                await().atMost(PATIENCE).until(() -> running.total().inFlight() == IN_FLIGHT);
            }
        }
        collector.behave(Behaviours.accept());
        try (RunningBundle running = start(Map.of())) {
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.DELIVERED) == IN_FLIGHT);
            assertThat(running.deadLetters()).isEmpty();
        }
        assertThat(broker.queues()).doesNotContain(DEAD);
    }

    @Test
    void aBodyThatItsClientCanNotDecodeIsADeadLetterAndTheQueueGoesOn() throws Exception {
        try (Connection connection = new ActiveMQConnectionFactory(broker.url()).createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue(QUEUE))) {
            ActiveMQTextMessage broken = (ActiveMQTextMessage) session.createTextMessage();
            broken.setContent(new ByteSequence("not compressed".getBytes(StandardCharsets.UTF_8)));
            broken.setCompressed(true);
            producer.send(broken);
        }
        send(0, 3);
        try (RunningBundle running = start(Map.of())) {
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.DELIVERED) == 3);
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.INVALID) == 1);
            await().atMost(PATIENCE).until(() -> broker.depth(QUEUE) == 0);
            assertThat(Files.readString(running.deadLetters().get(0))).contains("a body that can't be decoded");
        }
    }

    @Test
    void whatABundleGaveBackAnotherOneTakesWhileTheContextOfTheFirstRuns() throws Exception {
        collector.behave(Behaviours.status(503));
        send(0, 50);
        try (RunningBundle one = start(PATIENT)) {
            await().atMost(PATIENCE).until(() -> one.total().inFlight() == IN_FLIGHT);
            one.bundle().stop();
            collector.behave(Behaviours.accept());
            try (RunningBundle two = start(Map.of(Property.PARK_SCHEDULE, "none"))) {
                await().atMost(PATIENCE).until(() -> new HashSet<>(orderIds()).size() == 50);
                await().atMost(PATIENCE).until(() -> broker.depth(QUEUE) == 0);
                assertThat(two.deadLetters()).isEmpty();
            }
        }
    }

    @Test
    void anInstanceThatComesLaterFindsWhatTheFirstHasNotBegun() throws Exception {
        collector.behave(Behaviours.status(503));
        send(0, 2 * IN_FLIGHT);
        try (RunningBundle one = start(PATIENT)) {
            await().atMost(PATIENCE).until(() -> one.total().inFlight() == IN_FLIGHT);
            try (RunningBundle two = start(Map.of(Property.PARK_SCHEDULE, "none", Property.ATTEMPTS, "100"))) {
                await().atMost(PATIENCE).until(() -> two.total().inFlight() == IN_FLIGHT);
                collector.behave(Behaviours.accept());
                await().atMost(PATIENCE).until(() -> broker.depth(QUEUE) == 0);
            }
        }
        assertThat(orderIds().stream().distinct()).hasSize(2 * IN_FLIGHT);
        assertThat(collector.stats().acceptedTwice()).isZero();
    }

    @Test
    void theConnectionGoesFromOneBrokerToTheOtherAndNothingIsLost() throws Exception {
        int events = 500;
        collector.behave(Behaviours.accept().delayed(Duration.ofMillis(20)));
        send(0, events);
        try (EmbeddedClassic other = broker.standby();
                RunningBundle running =
                        start(Map.of(Property.JMS_URL, "failover:(" + broker.url() + "," + other.url() + ")"))) {
            await().atMost(PATIENCE).until(() -> collector.stats().requests() > 100);
            broker.close();
            other.begin();
            await().atMost(PATIENCE).until(() -> new HashSet<>(orderIds()).size() == events);
            await().atMost(PATIENCE).until(() -> other.depth(QUEUE) == 0);
            assertThat(other.queues()).doesNotContain(DEAD);
            assertThat(running.deadLetters()).isEmpty();
        }
        assertThat(collector.stats().requests()).isLessThanOrEqualTo(events + IN_FLIGHT);
    }

    @Test
    void aStopWhileNoBrokerIsThereDoesNotWaitForOne() throws Exception {
        RunningBundle running = start(Map.of(Property.JMS_URL, "failover:(" + broker.url() + ")"));
        send(0, 1);
        await().atMost(PATIENCE).until(() -> running.total().of(Outcome.DELIVERED) == 1);
        broker.close();
        await().atMost(PATIENCE)
                .until(
                        () -> running.bundle().health().checks().toString(),
                        health -> health.contains("the broker can't be asked"));
        long began = System.nanoTime();
        running.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void noThreadOutlivesTheContext() throws Exception {
        send(0, 10);
        try (RunningBundle running = start(Map.of())) {
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.DELIVERED) == 10);
        }
        broker.close();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void sendersShareAConnectionWhichIsClosedWithThePool() throws Exception {
        JmsSourceSettings settings = new JmsSourceSettings(
                JmsBroker.ACTIVEMQ, broker.url(), QUEUE, Optional.empty(), 1, Optional.empty(), Optional.empty());
        try (DefaultCamelContext context = new DefaultCamelContext(false);
                JmsConnections connections = new JmsConnections(context, settings)) {
            ConnectionFactory senders = connections.forSenders();
            for (int i = 0; i < 5; i++) {
                JmsMessages.send(senders, session -> session.createQueue("letters"), i, i + 1);
                assertThat(broker.connections()).isEqualTo(1);
            }
        }
        await().atMost(PATIENCE).until(() -> broker.connections() == 0);
        assertThat(broker.depth("letters")).isEqualTo(5);
    }

    private static Set<String> threads() {
        Set<String> names = new HashSet<>();
        Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("ActiveMQ") || name.contains("podsights-jms"))
                .forEach(names::add);
        return names;
    }

    private RunningBundle start(Map<Property, String> properties) throws Exception {
        Map<Property, String> all = new EnumMap<>(Property.class);
        all.put(Property.SOURCE, "jms");
        all.put(Property.JMS_BROKER, "activemq");
        all.put(Property.JMS_URL, broker.url());
        all.put(Property.JMS_IN_FLIGHT, Integer.toString(IN_FLIGHT));
        all.putAll(properties);
        return RunningBundle.start(directory, collector, all);
    }

    private List<String> orderIds() {
        return EventFiles.orderIds(collector.received());
    }

    private void send(int from, int to) throws JMSException {
        JmsMessages.send(broker.factory(), session -> session.createQueue(QUEUE), from, to);
    }
}

package io.github.podsights.camel.route.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.route.RunningBundle;
import io.github.podsights.camel.route.file.EventFiles;
import io.github.podsights.camel.route.file.HeldBehaviour;
import io.github.podsights.camel.settings.Property;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The JMS source against a real broker. Closing a bundle asserts that its books balance. */
class JmsSourceIT extends AgainstArtemis {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String QUEUE = "podsights.events";

    private static final int IN_FLIGHT = 16;

    /** What a test sends. */
    @FunctionalInterface
    private interface Making {
        Message in(Session session) throws JMSException;
    }

    @Test
    void deliversTextAndBytesOnceAndAcknowledgesThem() throws Exception {
        sendEvents(0, 300);
        send(session -> bytes(session, event(300)));
        try (RunningBundle running = start(Map.of())) {
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.DELIVERED) == 301);
            await().atMost(PATIENCE).until(() -> broker.depth(QUEUE) == 0);
        }
        assertThat(orderIds()).hasSize(301).doesNotHaveDuplicates();
    }

    @Test
    void whatIsNoTextAndNoBytesIsADeadLetterWithItsIdAndTheQueueGoesOn() throws Exception {
        send(JmsSourceIT::map);
        send(session -> session.createObjectMessage("an object"));
        send(JmsSourceIT::stream);
        send(Session::createTextMessage);
        send(Session::createMessage);
        send(session -> session.createTextMessage("no JSON"));
        send(session -> session.createTextMessage("{\"event\":\"" + "x".repeat(5 << 20) + "\"}"));
        send(session -> hostile(session, event(1)));
        try (RunningBundle running = start(Map.of())) {
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.DELIVERED) == 1);
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.INVALID) == 7);
            await().atMost(PATIENCE).until(() -> broker.depth(QUEUE) == 0);
            List<JsonNode> letters = new ArrayList<>();
            for (Path letter : running.deadLetters()) {
                letters.add(JSON.readTree(letter.toFile()));
            }
            assertThat(letters).hasSize(7).allSatisfy(letter -> {
                assertThat(letter.at("/source/kind").asText()).isEqualTo("jms");
                assertThat(letter.at("/source/queue").asText()).isEqualTo(QUEUE);
                assertThat(letter.at("/source/message_id").asText()).startsWith("ID:");
            });
            assertThat(letters)
                    .filteredOn(letter -> letter.get("reason").asText().contains("expected one of text or bytes"))
                    .hasSize(3);
        }
        assertThat(collector.stats().requests()).isEqualTo(1);
        assertThat(broker.depth("replies"))
                .as("an event goes nowhere that a message names")
                .isZero();
    }

    /** Whoever looks for the message at its sender compares the digest. */
    @Test
    void ofBytesThatAreTooManyTheDeadLetterSaysLengthAndDigestOfAll() throws Exception {
        byte[] noise = new byte[3 << 20];
        new Random(1).nextBytes(noise);
        send(session -> {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(noise);
            return message;
        });
        try (RunningBundle running = start(Map.of())) {
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.INVALID) == 1);
            JsonNode letter = JSON.readTree(running.deadLetters().get(0).toFile());
            assertThat(letter.get("reason").asText()).contains("found " + noise.length + " bytes");
            assertThat(letter.get("event_length").asLong()).isEqualTo(noise.length);
            assertThat(letter.get("event_sha256").asText())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(noise)));
        }
    }

    @Test
    void aStopOfTheBundleInARunningContextGivesEachMessageBackOnceAtMost() throws Exception {
        collector.behave(Behaviours.accept().delayed(Duration.ofMillis(500)));
        broker.maxDeliveryAttempts(3);
        sendEvents(0, 200);
        try (RunningBundle running = start(Map.of())) {
            await().atMost(PATIENCE).until(() -> collector.stats().inFlight() == IN_FLIGHT);
            running.bundle().stop();
            long delivered = running.total().of(Outcome.DELIVERED);
            assertThat(delivered).isGreaterThanOrEqualTo(IN_FLIGHT);
            await().atMost(PATIENCE).until(() -> broker.depth(QUEUE) == 200 - delivered);
        }
        collector.behave(Behaviours.accept());
        try (RunningBundle running = start(Map.of())) {
            await().atMost(PATIENCE).until(() -> broker.depth(QUEUE) == 0);
        }
        assertThat(orderIds()).as("none was moved elsewhere").hasSize(200);
    }

    @Test
    void aStopWhileDeliveriesWaitGivesTheirMessagesBack() throws Exception {
        collector.behave(Behaviours.status(503));
        sendEvents(0, 100);
        // The gate closes after ten failures: until then none may come to the end of its attempts.
        try (RunningBundle running = start(Map.of(Property.ATTEMPTS, "100"))) {
            await().atMost(PATIENCE)
                    .until(() -> !running.bundle().gates().endpoint().isOpen()
                            && running.total().inFlight() == IN_FLIGHT);
        }
        // What a session gave back is counted by the broker a moment later.
        await().atMost(PATIENCE).until(() -> broker.depth(QUEUE) == 100);
        collector.behave(Behaviours.accept());
        try (RunningBundle running = start(Map.of())) {
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.DELIVERED) == 100);
            assertThat(running.deadLetters()).isEmpty();
        }
        assertThat(collector.stats().acceptedTwice()).isZero();
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "Artemis 2.44 can't read its journal again on Java 25")
    void aRestartOfTheBrokerLosesNothingAndSendsTwiceAtMostWhatWasInFlight() throws Exception {
        int events = 1_000;
        collector.behave(Behaviours.accept().delayed(Duration.ofMillis(20)));
        sendEvents(0, events);
        try (RunningBundle running = start(Map.of())) {
            await().atMost(PATIENCE).until(() -> collector.stats().requests() > 200);
            broker.restart();
            await().atMost(PATIENCE).until(() -> new HashSet<>(orderIds()).size() == events);
            await().atMost(PATIENCE).until(() -> broker.depth(QUEUE) == 0);
            assertThat(running.deadLetters()).isEmpty();
        }
        assertThat(collector.stats().requests()).isLessThanOrEqualTo(events + IN_FLIGHT);
    }

    @Test
    void whatFailsInPlaceIsParkedAndComesBack() throws Exception {
        collector.behave(Behaviours.status(503).first(1));
        sendEvents(0, 1);
        try (RunningBundle running = start(Map.of(Property.ATTEMPTS, "1", Property.PARK_SCHEDULE, "100ms"))) {
            await().atMost(PATIENCE).until(() -> running.total().parked() > 0);
            await().atMost(PATIENCE).until(() -> broker.depth(QUEUE) == 0);
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.DELIVERED) == 1);
        }
    }

    @Test
    void twoInstancesShareAQueue() throws Exception {
        HeldBehaviour bothHave = new HeldBehaviour();
        collector.behave(bothHave);
        sendEvents(0, 400);
        try (RunningBundle one = start(Map.of());
                RunningBundle two = start(Map.of(Property.PARK_SCHEDULE, "none"))) {
            await().atMost(PATIENCE)
                    .until(() -> one.total().inFlight() > 0 && two.total().inFlight() > 0);
            bothHave.letGo();
            await().atMost(PATIENCE)
                    .until(() -> one.total().of(Outcome.DELIVERED) + two.total().of(Outcome.DELIVERED) == 400);
        }
        assertThat(orderIds()).doesNotHaveDuplicates();
    }

    private RunningBundle start(Map<Property, String> properties) throws Exception {
        Map<Property, String> all = new EnumMap<>(Property.class);
        all.put(Property.SOURCE, "jms");
        all.put(Property.JMS_URL, broker.url());
        all.put(Property.JMS_IN_FLIGHT, Integer.toString(IN_FLIGHT));
        all.putAll(properties);
        return RunningBundle.start(directory, collector, all);
    }

    private List<String> orderIds() {
        return EventFiles.orderIds(collector.received());
    }

    private void sendEvents(int from, int to) throws JMSException {
        try (Connection connection = new ActiveMQConnectionFactory(broker.url()).createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(session.createQueue(QUEUE))) {
            for (int i = from; i < to; i++) {
                producer.send(session.createTextMessage(event(i)));
            }
            session.commit();
        }
    }

    private void send(Making making) throws JMSException {
        try (Connection connection = new ActiveMQConnectionFactory(broker.url()).createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue(QUEUE))) {
            producer.send(making.in(session));
        }
    }

    private static Message bytes(Session session, String text) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return message;
    }

    private static Message map(Session session) throws JMSException {
        MapMessage message = session.createMapMessage();
        message.setString("event", "Order Completed");
        return message;
    }

    private static Message stream(Session session) throws JMSException {
        StreamMessage message = session.createStreamMessage();
        message.writeInt(1);
        return message;
    }

    private static Message hostile(Session session, String text) throws JMSException {
        Message message = session.createTextMessage(text);
        message.setJMSReplyTo(session.createQueue("replies"));
        message.setStringProperty("CamelHttpUri", "http://127.0.0.1:9/elsewhere");
        message.setStringProperty("CamelHttpMethod", "DELETE");
        message.setStringProperty("x".repeat(1_000), "y".repeat(10_000));
        return message;
    }

    private static String event(int order) {
        return "{\"type\":\"track\",\"event\":\"Order Completed\",\"anonymousId\":\"v\",\"properties\":{\"order_id\":\"ORD-"
                + order + "\"},\"context\":{\"consent\":{\"marketing\":true}}}";
    }
}

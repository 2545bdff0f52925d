package io.github.podsights.camel.route.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.health.Health;
import io.github.podsights.camel.route.BrokenSteps;
import io.github.podsights.camel.route.Canary;
import io.github.podsights.camel.route.RunningBundle;
import io.github.podsights.camel.route.TooLargeException;
import io.github.podsights.camel.route.file.EventFiles;
import io.github.podsights.camel.settings.Property;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Dead letters and parked deliveries in queues of a real broker. Closing a bundle asserts that its books balance. */
class JmsStoresIT extends AgainstArtemis {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String ADDRESS = "jane.doe@example.com";

    private static final String QUEUE = "podsights.events";

    private static final String PARKED = "podsights.events.parked";

    private static final String LETTERS = "podsights.letters";

    @Test
    void aDeadLetterIsAMessageWithItsEnvelopeAndWhatItIsSelectedBy() throws Exception {
        collector.behave(Behaviours.status(400));
        send(event("1", ADDRESS));
        try (RunningBundle running = start(Map.of(Property.DEAD_LETTER_URI, "jms:" + LETTERS))) {
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.REJECTED) == 1);
            await().atMost(PATIENCE).until(() -> broker.depth(QUEUE) == 0);
        }
        List<Message> letters = receive(LETTERS);
        assertThat(letters).hasSize(1);
        Message letter = letters.get(0);
        String text = letter.getBody(String.class);
        JsonNode envelope = JSON.readTree(text);
        assertThat(envelope.at("/source/queue").asText()).isEqualTo(QUEUE);
        assertThat(envelope.at("/event/properties/order_id").asText()).isEqualTo("1");
        assertThat(envelope.get("attempts")).hasSize(1);
        assertThat(letter.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(letter.getStringProperty("podsights_id"))
                .isEqualTo(envelope.get("id").asText());
        assertThat(letter.getStringProperty("podsights_integration")).isEqualTo("test");
        assertThat(letter.getStringProperty("podsights_outcome")).isEqualTo("rejected");
        assertThat(letter.getStringProperty("podsights_reason"))
                .isEqualTo(envelope.get("reason").asText());
        assertThat(letter.getStringProperty("podsights_delivery"))
                .isEqualTo(
                        "jms/" + QUEUE + "/" + envelope.at("/source/message_id").asText() + "/test/1");
        assertThat(letter.getStringProperty("podsights_file"))
                .endsWith("/" + envelope.get("id").asText() + ".json");
        List<String> names = new ArrayList<>();
        for (Enumeration<?> all = letter.getPropertyNames(); all.hasMoreElements(); ) {
            names.add(String.valueOf(all.nextElement()));
        }
        assertThat(names)
                .as("nothing of the collector's answer, and nothing of Camel's")
                .filteredOn(name -> !name.startsWith("JMSX"))
                .hasSize(7)
                .allMatch(name -> name.startsWith("podsights_"));
        assertThat(new Canary(ADDRESS, RunningBundle.KEY).in(text.getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void anErrorInTheStepThatWritesADeadLetterSettlesNothing() throws Exception {
        collector.behave(Behaviours.status(400));
        send(event("1", ADDRESS));
        BrokenSteps broken = BrokenSteps.ofTimes(3, "podsights-write", "podsights-jms-events");
        try (RunningBundle running = RunningBundle.start(
                directory, collector, properties(Map.of(Property.DEAD_LETTER_URI, "jms:" + LETTERS)), "", broken::in)) {
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.REJECTED) == 1);
            await().atMost(PATIENCE).until(() -> broker.depth(QUEUE) == 0);
            assertThat(broken.times()).isEqualTo(3);
        }
        assertThat(receive(LETTERS)).hasSize(1);
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "Artemis 2.44 can't read its journal again on Java 25")
    void whileTheBrokerIsAwayNoDeadLetterIsSettledAndHealthSaysSo() throws Exception {
        collector.behave(Behaviours.status(400));
        broker.close();
        try (RunningBundle running =
                start(Map.of(Property.SOURCE, "file", Property.DEAD_LETTER_URI, "jms:" + LETTERS))) {
            running.drop("events.jsonl", EventFiles.event("1") + "\n");
            await().atMost(PATIENCE).until(() -> reason(running, "dead-letters").startsWith("can't be written"));
            assertThat(running.total().inFlight()).isEqualTo(1);
            assertThat(running.total().of(Outcome.REJECTED)).isZero();
            assertThat(reason(running, "jms")).contains(LETTERS);

            broker.restart();
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.REJECTED) == 1);
            await().atMost(PATIENCE)
                    .until(() -> Health.isReady(running.bundle().health().checks()));
            assertThat(broker.depth(LETTERS)).isEqualTo(1);
        }
        assertThat(collector.stats().requests()).isEqualTo(1);
    }

    @Test
    void aLetterThatIsLargeGoesWholeAndOneThatTheBrokerDoesNotTakeIsCut() throws Exception {
        collector.behave(Behaviours.status(400));
        String event = event("1", "x".repeat(900_000));
        send(event);
        try (RunningBundle running = start(Map.of(Property.DEAD_LETTER_URI, "jms:" + LETTERS))) {
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.REJECTED) == 1);
        }
        assertThat(receive(LETTERS)).hasSize(1).allSatisfy(letter -> assertThat(
                        JSON.readTree(letter.getBody(String.class)).get("event"))
                .isEqualTo(JSON.readTree(event)));

        send(event);
        try (RunningBundle running = start(
                Map.of(Property.DEAD_LETTER_URI, "jms:" + LETTERS),
                FaultyFactory.takesNoMoreThan(200_000, new TooLargeException(null)))) {
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.REJECTED) == 1);
        }
        assertThat(receive(LETTERS)).hasSize(1).allSatisfy(letter -> {
            JsonNode cut = JSON.readTree(letter.getBody(String.class));
            assertThat(cut.has("event")).isFalse();
            assertThat(cut.has("event_base64")).isTrue();
            assertThat(letter.getStringProperty("podsights_id"))
                    .isEqualTo(cut.get("id").asText());
        });
    }

    @Test
    void whatFailedInPlaceIsParkedAndDeliveredWhenItComesBackAndNothingIsTold() throws Exception {
        collector.behave(Behaviours.status(503).first(4));
        send(event("1", ADDRESS));
        try (RunningBundle running = start(Map.of(Property.PARK_SCHEDULE, "300ms,2s"))) {
            await().atMost(PATIENCE).until(() -> running.total().parked() == 2);
            await().atMost(PATIENCE).until(() -> broker.depth(QUEUE) == 0);
            await().atMost(PATIENCE).until(() -> broker.depth(PARKED) == 1);
            assertThat(running.total().of(Outcome.DELIVERED)).isZero();
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.DELIVERED) == 1);
            assertThat(running.total().received()).isEqualTo(1);
            assertThat(running.total().resumed()).isEqualTo(2);
            assertThat(running.settled().get(0).attempts())
                    .as("those of before as well")
                    .hasSize(5);
            assertThat(running.used()).hasSize(1);
            await().atMost(PATIENCE).until(() -> broker.depth(PARKED) == 0);
            await().atMost(PATIENCE).until(() -> running.bundle().parkedDepth() == 0);
        }
        assertThat(collector.stats().requests()).isEqualTo(5);
    }

    @Test
    void whatIsKeptBackIsCountedByWhoeverStartsAndIsInNobodysWay() throws Exception {
        collector.behave(Behaviours.status(503));
        send(event("1", ADDRESS));
        try (RunningBundle running = start(Map.of(Property.PARK_SCHEDULE, "1h"))) {
            await().atMost(PATIENCE).until(() -> running.total().parked() == 1);
            await().atMost(PATIENCE).until(() -> running.bundle().parkedDepth() == 1);
        }
        try (RunningBundle another = start(Map.of(Property.PARK_SCHEDULE, "1h"))) {
            await().atMost(PATIENCE).until(() -> another.bundle().parkedDepth() == 1);
            assertThat(another.total().resumed()).isZero();
        }
        try (RunningBundle hasty = start(Map.of(Property.PARK_SCHEDULE, "100ms"))) {
            send(event("2", ADDRESS));
            await().atMost(PATIENCE).until(() -> hasty.total().of(Outcome.EXHAUSTED) == 1);
            // The one for an hour is in nobody's way, and stays.
            await().atMost(PATIENCE).until(() -> broker.depth(PARKED) == 1);
        }
    }

    @Test
    void afterTheLastStageItIsADeadLetterWithAllItsAttemptsAndItsOwnPlace() throws Exception {
        collector.behave(Behaviours.status(503));
        send(event("1", ADDRESS));
        try (RunningBundle running = start(Map.of(Property.PARK_SCHEDULE, "200ms,400ms"))) {
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.EXHAUSTED) == 1);
            JsonNode letter =
                    JSON.readTree(Files.readAllBytes(running.deadLetters().get(0)));
            assertThat(letter.get("attempts")).hasSize(6);
            assertThat(letter.at("/source/kind").asText()).isEqualTo("jms");
            assertThat(letter.at("/source/queue").asText()).isEqualTo(QUEUE);
        }
    }

    @Test
    void consentIsLookedAtAgain() throws Exception {
        collector.behave(Behaviours.status(503));
        send(event("1", ADDRESS));
        try (RunningBundle running = start(Map.of(Property.PARK_SCHEDULE, "2s"))) {
            await().atMost(PATIENCE).until(() -> running.total().parked() == 1);
        }
        collector.behave(Behaviours.accept());
        try (RunningBundle running = RunningBundle.start(
                directory,
                collector,
                properties(Map.of(Property.PARK_SCHEDULE, "2s")),
                "consent_categories: [other]\n")) {
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.CONSENT_DENIED) == 1);
            assertThat(running.total().resumed()).isEqualTo(1);
        }
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "Artemis 2.44 can't read its journal again on Java 25")
    void whileTheBrokerIsAwayNothingIsSettledAsParkedAndWhatIsParkedOutlivesItsRestart() throws Exception {
        collector.behave(Behaviours.status(503));
        try (RunningBundle running =
                start(Map.of(Property.SOURCE, "file", Property.PARK_URI, "jms:later", Property.PARK_SCHEDULE, "8s"))) {
            broker.close();
            running.drop("events.jsonl", EventFiles.event("1") + "\n");
            await().atMost(PATIENCE).until(() -> reason(running, "parked").startsWith("can't be written"));
            assertThat(running.total().parked()).isZero();
            assertThat(running.total().inFlight()).isEqualTo(1);

            broker.restart();
            await().atMost(PATIENCE).until(() -> running.total().parked() == 1);
            collector.behave(Behaviours.accept());
            broker.restart();
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.DELIVERED) == 1);
        }
    }

    /** A template of Spring would write it in that transaction, after which the event has long been answered. */
    @Test
    void aLetterIsThereWhateverBecomesOfTheTransactionOfItsCaller() throws Exception {
        try (RunningBundle running = start(Map.of(Property.DEAD_LETTER_URI, "jms:" + LETTERS));
                ProducerTemplate caller = running.context().createProducerTemplate()) {
            new TransactionTemplate(new TransactionOfNothing()).executeWithoutResult(transaction -> {
                caller.requestBody("direct:podsights", "no event");
                transaction.setRollbackOnly();
            });
            assertThat(running.total().of(Outcome.INVALID)).isEqualTo(1);
        }
        assertThat(receive(LETTERS)).hasSize(1);
    }

    private static final class TransactionOfNothing extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }

    @Test
    void aBrokerThatDoesNotKeepMessagesBackIsRefusedAtTheStartBeforeAnythingIsConsumed() throws Exception {
        send(event("1", ADDRESS));
        assertThatThrownBy(() -> start(Map.of(Property.PARK_SCHEDULE, "1h"), FaultyFactory.NO_DELAY))
                .hasRootCauseInstanceOf(NoDelayException.class)
                .hasStackTraceContaining("schedulerSupport=\"true\"")
                .hasStackTraceContaining("podsights.park.uri=file:data/parked");
        assertThat(broker.depth(QUEUE)).isEqualTo(1);
        assertThat(collector.stats().requests()).isZero();

        try (RunningBundle running =
                start(Map.of(Property.PARK_SCHEDULE, "1h", Property.PARK_URI, "file:parked"), FaultyFactory.NO_DELAY)) {
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.DELIVERED) == 1);
        }
    }

    @Test
    void whatIsLargerThanTheBrokerTakesHasADeadLetterInstead() throws Exception {
        collector.behave(Behaviours.status(503));
        send(event("1", "x".repeat(2_000)));
        try (RunningBundle running = start(
                Map.of(Property.PARK_SCHEDULE, "1h"),
                FaultyFactory.takesNoMoreThan(1_000, new TooLargeException(null)))) {
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.EXHAUSTED) == 1);
            await().atMost(PATIENCE).until(() -> broker.depth(QUEUE) == 0);
            assertThat(running.total().parked()).isZero();
            assertThat(Files.readString(running.deadLetters().get(0))).contains("larger than the topic or queue takes");
        }
    }

    @Test
    void whatSomebodyElseWritesThereIsADeadLetterAndHoldsBackNobody() throws Exception {
        send(PARKED, "no parked delivery");
        try (RunningBundle running = start(Map.of(Property.PARK_SCHEDULE, "1h"))) {
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.INVALID) == 1);
            await().atMost(PATIENCE).until(() -> broker.depth(PARKED) == 0);
        }
    }

    private static String reason(RunningBundle running, String check) {
        return running.bundle().health().checks().stream()
                .filter(one -> one.name().equals(check) && !one.up())
                .map(one -> String.valueOf(one.reason()))
                .findAny()
                .orElse("");
    }

    private RunningBundle start(Map<Property, String> properties) throws Exception {
        return RunningBundle.start(directory, collector, properties(properties));
    }

    private RunningBundle start(Map<Property, String> properties, FaultyFactory.Fault fault) throws Exception {
        return RunningBundle.start(directory, collector, properties(properties), "", host -> fault(host, fault));
    }

    private void fault(CamelContext host, FaultyFactory.Fault fault) {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url());
        factory.setConsumerWindowSize(0);
        host.getRegistry().bind("podsightsConnectionFactory", FaultyFactory.of(factory, fault));
    }

    private Map<Property, String> properties(Map<Property, String> properties) {
        Map<Property, String> all = new EnumMap<>(Property.class);
        all.put(Property.SOURCE, "jms");
        all.put(Property.JMS_URL, broker.url());
        all.put(Property.JMS_IN_FLIGHT, "8");
        all.put(Property.ATTEMPTS, "2");
        all.putAll(properties);
        return all;
    }

    private void send(String text) throws JMSException {
        send(QUEUE, text);
    }

    private void send(String queue, String text) throws JMSException {
        try (Connection connection = new ActiveMQConnectionFactory(broker.url()).createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue(queue))) {
            producer.send(session.createTextMessage(text));
        }
    }

    private List<Message> receive(String queue) throws JMSException {
        List<Message> messages = new ArrayList<>();
        try (Connection connection = new ActiveMQConnectionFactory(broker.url()).createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            connection.start();
            for (Message next = consumer.receive(2_000); next != null; next = consumer.receive(200)) {
                next.getBody(String.class); // of a large one it has to be read while the session is there
                messages.add(next);
            }
        }
        return messages;
    }

    private static String event(String order, String email) {
        return EventFiles.event(order).replace("\"order_id\"", "\"email\":\"" + email + "\",\"order_id\"");
    }
}

package io.github.podsights.camel.route.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.podsights.camel.broker.EmbeddedArtemis;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.health.Check;
import io.github.podsights.camel.route.RunningBundle;
import io.github.podsights.camel.route.file.EventFiles;
import io.github.podsights.camel.route.file.HeldBehaviour;
import io.github.podsights.camel.settings.Property;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A topic as the source, by a shared durable subscription, and a connection that goes from one broker to another. */
class JmsTopicIT extends AgainstArtemis {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String TOPIC = "shop.events";

    /** The queue of the subscription at the broker. */
    private static final String SUBSCRIPTION = "shop-tracking";

    private static final int IN_FLIGHT = 8;

    @Test
    void twoInstancesShareASubscriptionAndItIsKeptWhileNoneIsThere() throws Exception {
        // None is answered before both have some. That each consumer has one is not sure: Artemis may give one a second
        // message, which comes just as its wait for one has ended, and lies in its buffer until the first is settled.
        HeldBehaviour bothHave = new HeldBehaviour();
        collector.behave(bothHave);
        try (RunningBundle one = start(Map.of());
                RunningBundle two = start(Map.of(Property.PARK_SCHEDULE, "none"))) {
            await().atMost(PATIENCE).until(() -> isUp(one) && isUp(two));
            send(0, 2 * IN_FLIGHT);
            await().atMost(PATIENCE)
                    .until(() -> one.total().inFlight() > 0 && two.total().inFlight() > 0);
            bothHave.letGo();
            await().atMost(PATIENCE).until(() -> broker.depth(SUBSCRIPTION) == 0);
        }
        send(2 * IN_FLIGHT, 3 * IN_FLIGHT);
        assertThat(broker.depth(SUBSCRIPTION)).isEqualTo(IN_FLIGHT);
        try (RunningBundle running = start(Map.of())) {
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.DELIVERED) == IN_FLIGHT);
        }
        assertThat(orderIds()).hasSize(3 * IN_FLIGHT).doesNotHaveDuplicates();
    }

    @Test
    void aSubscriptionOfTheHostIsNoneOfOurs() throws Exception {
        AtomicInteger theirs = new AtomicInteger();
        try (CamelContext host = new DefaultCamelContext()) {
            host.addComponent("theirs", JmsComponent.jmsComponent(factory()));
            host.addRoutes(new RouteBuilder(host) {
                @Override
                public void configure() {
                    from("theirs:topic:" + TOPIC).process(exchange -> theirs.incrementAndGet());
                }
            });
            host.start();
            // What is sent before they subscribe does not come to them.
            await().atMost(PATIENCE).until(() -> {
                send(0, 1);
                return theirs.get() > 0;
            });

            assertThat(Subscribed.whyNot(host, "the topic")).isPresent();
        }
    }

    @Test
    void aDeadLetterNamesTopicAndSubscription() throws Exception {
        try (RunningBundle running = start(Map.of())) {
            await().atMost(PATIENCE).until(() -> isUp(running));
            try (Connection connection = factory().createConnection();
                    Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                    MessageProducer producer = session.createProducer(session.createTopic(TOPIC))) {
                producer.send(session.createTextMessage("no JSON"));
            }
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.INVALID) == 1);
            assertThat(running.deadLetters()).singleElement().satisfies(letter -> {
                JsonNode source = JSON.readTree(letter.toFile()).get("source");
                assertThat(source.get("kind").asText()).isEqualTo("jms");
                assertThat(source.get("topic").asText()).isEqualTo(TOPIC);
                assertThat(source.get("subscription").asText()).isEqualTo(SUBSCRIPTION);
                assertThat(source.get("message_id").asText()).startsWith("ID:");
                assertThat(source.has("queue")).isFalse();
            });
        }
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "Artemis 2.44 can't read its journal again on Java 25")
    void theConnectionGoesFromOneBrokerToTheOtherAndNothingIsLost() throws Exception {
        int events = 500;
        collector.behave(Behaviours.accept().delayed(Duration.ofMillis(20)));
        try (EmbeddedArtemis other = EmbeddedArtemis.standby(directory.resolve("artemis"));
                RunningBundle running = start(Map.of(Property.JMS_URL, "(" + broker.url() + "," + other.url() + ")"))) {
            await().atMost(PATIENCE).until(() -> isUp(running));
            send(0, events);
            await().atMost(PATIENCE).until(() -> collector.stats().requests() > 100);
            broker.close();
            other.restart();
            await().atMost(PATIENCE).until(() -> new HashSet<>(orderIds()).size() == events);
            await().atMost(PATIENCE).until(() -> other.depth(SUBSCRIPTION) == 0);
            assertThat(running.deadLetters()).isEmpty();
        }
        assertThat(collector.stats().requests()).isLessThanOrEqualTo(events + IN_FLIGHT);
    }

    private static boolean isUp(RunningBundle running) {
        return running.bundle().health().checks().stream()
                .filter(check -> check.name().equals("jms"))
                .allMatch(Check::up);
    }

    private RunningBundle start(Map<Property, String> properties) throws Exception {
        Map<Property, String> all = new EnumMap<>(Property.class);
        all.put(Property.SOURCE, "jms");
        all.put(Property.JMS_URL, broker.url());
        all.put(Property.JMS_TOPIC, TOPIC);
        all.put(Property.JMS_SUBSCRIPTION, SUBSCRIPTION);
        all.put(Property.JMS_IN_FLIGHT, Integer.toString(IN_FLIGHT));
        all.putAll(properties);
        return RunningBundle.start(directory, collector, all);
    }

    private List<String> orderIds() {
        return EventFiles.orderIds(collector.received());
    }

    private void send(int from, int to) throws JMSException {
        JmsMessages.send(factory(), session -> session.createTopic(TOPIC), from, to);
    }

    private ActiveMQConnectionFactory factory() {
        return new ActiveMQConnectionFactory(broker.url());
    }
}

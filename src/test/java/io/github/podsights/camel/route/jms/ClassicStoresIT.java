package io.github.podsights.camel.route.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.route.RunningBundle;
import io.github.podsights.camel.route.file.EventFiles;
import io.github.podsights.camel.settings.Property;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerPluginSupport;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.region.Subscription;
import org.apache.activemq.command.ConsumerInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dead letters and parked deliveries in queues of ActiveMQ Classic, with its scheduler and without. */
class ClassicStoresIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String QUEUE = "podsights.events";

    private static final String LETTERS = "podsights.letters";

    @TempDir
    Path directory;

    private CollectorStandIn collector;
    private BrokerService broker;
    private volatile String notReadable;

    @BeforeEach
    void begin() {
        collector = CollectorStandIn.start();
    }

    @AfterEach
    void end() throws Exception {
        broker.stop();
        collector.close();
    }

    @Test
    void whatFailedInPlaceIsKeptBackByTheSchedulerAndComesBack() throws Exception {
        broker(true, "");
        collector.behave(Behaviours.status(503).first(4));
        send(EventFiles.event("1"));
        try (RunningBundle running = start(Map.of(Property.PARK_SCHEDULE, "300ms,2s"))) {
            await().atMost(PATIENCE).until(() -> running.total().parked() == 2);
            await().atMost(PATIENCE).until(() -> running.bundle().parkedDepth() == 1);
            assertThat(running.total().of(Outcome.DELIVERED)).isZero();
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.DELIVERED) == 1);
            assertThat(running.total().resumed()).isEqualTo(2);
            await().atMost(PATIENCE).until(() -> running.bundle().parkedDepth() == 0);
        }
        assertThat(collector.stats().requests()).isEqualTo(5);
    }

    @Test
    void withoutItsSchedulerItIsRefusedAtTheStart() throws Exception {
        broker(false, "");
        send(EventFiles.event("1"));
        assertThatThrownBy(() -> start(Map.of(Property.PARK_SCHEDULE, "1h")))
                .hasRootCauseInstanceOf(NoDelayException.class)
                .hasStackTraceContaining("schedulerSupport=\"true\"");
        assertThat(collector.stats().requests()).isZero();

        try (RunningBundle running = start(Map.of(Property.PARK_SCHEDULE, "1h", Property.PARK_URI, "file:parked"))) {
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.DELIVERED) == 1);
        }
    }

    @Test
    void whatIsLargerThanAFrameIsNotParkedAndItsLetterIsCut() throws Exception {
        broker(true, "?wireFormat.maxFrameSize=300000");
        collector.behave(Behaviours.status(503));
        // An event that a frame takes; with a hash in place of each address it is larger than one.
        send(EventFiles.event("1")
                .replace("\"order_id\"", "\"email\":\"" + "a@b.example ".repeat(20_000) + "\",\"order_id\""));
        try (RunningBundle running =
                start(Map.of(Property.PARK_SCHEDULE, "1h", Property.DEAD_LETTER_URI, "jms:" + LETTERS))) {
            await().atMost(PATIENCE).until(() -> running.total().of(Outcome.EXHAUSTED) == 1);
            assertThat(running.total().parked()).isZero();
        }
        JsonNode letter = receive();
        assertThat(letter.get("reason").asText()).contains("larger than the topic or queue takes");
        assertThat(letter.has("event")).isFalse();
        assertThat(letter.get("attempts")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {QUEUE, QUEUE + ".parked"})
    void aQueueThatItMayNotReadShowsInHealthUntilItMay(String queue) throws Exception {
        notReadable = queue;
        broker(true, "");
        try (RunningBundle running = start(Map.of(Property.PARK_SCHEDULE, "1h"))) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(running.reason("jms").orElse(""))
                            .isEqualTo("the queue " + queue
                                    + " is there, but is not read: give our user the right to consume from it"));

            notReadable = null;
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(running.reason("jms").orElse("")).isEmpty());
        }
    }

    private void broker(boolean scheduler, String options) throws Exception {
        broker = new BrokerService();
        broker.setPlugins(new BrokerPlugin[] {
            new BrokerPluginSupport() {
                @Override
                public Subscription addConsumer(ConnectionContext context, ConsumerInfo info) throws Exception {
                    if (info.getDestination().getPhysicalName().equals(notReadable)) {
                        throw new SecurityException("not for you");
                    }
                    return super.addConsumer(context, info);
                }
            }
        });
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.setSchedulerSupport(scheduler);
        broker.setDataDirectoryFile(directory.resolve("activemq").toFile());
        broker.addConnector("tcp://127.0.0.1:0" + options);
        broker.start();
        broker.waitUntilStarted();
    }

    private String url() throws Exception {
        return broker.getTransportConnectors().get(0).getPublishableConnectString();
    }

    private RunningBundle start(Map<Property, String> properties) throws Exception {
        Map<Property, String> all = new EnumMap<>(Property.class);
        all.put(Property.SOURCE, "jms");
        all.put(Property.JMS_BROKER, "activemq");
        all.put(Property.JMS_URL, url());
        all.put(Property.JMS_IN_FLIGHT, "8");
        all.put(Property.ATTEMPTS, "2");
        all.putAll(properties);
        return RunningBundle.start(directory, collector, all);
    }

    private void send(String text) throws Exception {
        try (Connection connection = new ActiveMQConnectionFactory(url()).createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue(QUEUE))) {
            producer.send(session.createTextMessage(text));
        }
    }

    private JsonNode receive() throws Exception {
        try (Connection connection = new ActiveMQConnectionFactory(url()).createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            Message message =
                    session.createConsumer(session.createQueue(LETTERS)).receive(10_000);
            return JSON.readTree(message.getBody(String.class));
        }
    }
}

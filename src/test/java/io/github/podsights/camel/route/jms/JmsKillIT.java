package io.github.podsights.camel.route.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.broker.EmbeddedArtemis;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.route.BundleProcess;
import io.github.podsights.camel.route.file.EventFiles;
import io.github.podsights.camel.settings.Property;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance that reads a queue is killed, twice: nothing is lost, and at most what was in flight comes twice. */
class JmsKillIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int IN_FLIGHT = 16;

    private static final int EVENTS = 900;

    @TempDir
    Path directory;

    @Test
    void aKillLosesNothingAndSendsTwiceAtMostWhatWasInFlight() throws Exception {
        try (CollectorStandIn collector = CollectorStandIn.start();
                EmbeddedArtemis broker = EmbeddedArtemis.start(directory.resolve("artemis"))) {
            collector.behave(Behaviours.accept().delayed(Duration.ofMillis(20)));
            send(broker.url());
            BundleProcess.configure(
                    directory,
                    Map.of(
                            Property.SOURCE, "jms",
                            Property.JMS_URL, broker.url(),
                            Property.JMS_QUEUE, "shop",
                            Property.JMS_IN_FLIGHT, Integer.toString(IN_FLIGHT),
                            Property.COLLECTOR_URL, collector.url().toString()));
            for (int kill = 1; kill <= 2; kill++) {
                int enough = kill * EVENTS / 3;
                try (BundleProcess running = BundleProcess.startToStay(directory)) {
                    await().atMost(PATIENCE).until(() -> collector.stats().requests() > enough);
                    running.kill();
                }
            }
            try (BundleProcess running = BundleProcess.startToStay(directory)) {
                await().atMost(PATIENCE)
                        .until(() -> new HashSet<>(EventFiles.orderIds(collector.received())).size() == EVENTS);
                await().atMost(PATIENCE).until(() -> broker.depth("shop") == 0);
                running.stop();
                assertThat(running.exitCode()).as("SIGTERM").isEqualTo(143);
            }
            assertThat(collector.stats().requests()).isBetween((long) EVENTS, EVENTS + 2L * IN_FLIGHT);
        }
    }

    private static void send(String url) throws JMSException {
        try (Connection connection = new ActiveMQConnectionFactory(url).createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(session.createQueue("shop"))) {
            for (int i = 0; i < EVENTS; i++) {
                producer.send(session.createTextMessage(
                        "{\"event\":\"Order Completed\",\"anonymousId\":\"v\",\"properties\":{\"order_id\":\"ORD-" + i
                                + "\"},\"context\":{\"consent\":{\"marketing\":true}}}"));
            }
            session.commit();
        }
    }
}

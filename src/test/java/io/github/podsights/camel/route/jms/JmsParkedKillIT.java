package io.github.podsights.camel.route.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.broker.EmbeddedArtemis;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorOptions;
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
import java.util.Map;
import java.util.Random;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance is killed, twice, while deliveries are parked in a queue: nothing is lost, and little is sent twice. */
class JmsParkedKillIT {

    private static final long SEED = Long.getLong("podsights.test.seed", System.nanoTime());

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int EVENTS = 900;

    /** In flight of the source, and half as many of what comes back. */
    private static final int WINDOW = 32 + 32 / 2;

    @TempDir
    Path directory;

    @Test
    void nothingThatIsParkedIsLostAndLittleIsSentTwice() throws Exception {
        try (CollectorStandIn collector = CollectorStandIn.start(CollectorOptions.counting());
                EmbeddedArtemis broker = EmbeddedArtemis.start(directory.resolve("artemis"))) {
            // So many fail that many are parked, some several times, and so few that the gate stays open.
            collector.behave(Behaviours.status(503)
                    .delayed(Duration.ofMillis(10))
                    .share(0.3, new Random(SEED))
                    .or(Behaviours.accept().delayed(Duration.ofMillis(20))));
            send(broker.url());
            BundleProcess.configure(
                    directory,
                    Map.of(
                            Property.SOURCE, "jms",
                            Property.JMS_URL, broker.url(),
                            Property.JMS_QUEUE, "shop",
                            Property.JMS_IN_FLIGHT, "32",
                            Property.ATTEMPTS, "1",
                            Property.PARK_SCHEDULE, "500ms" + ",500ms".repeat(19),
                            Property.COLLECTOR_URL, collector.url().toString()));
            for (double share : new double[] {0.3, 0.7}) {
                try (BundleProcess running = BundleProcess.startToStay(directory)) {
                    await().pollInterval(Duration.ofMillis(2))
                            .atMost(PATIENCE)
                            .until(() -> (collector.stats().acceptedIds() >= share * EVENTS
                                            && broker.depth("shop.parked") > 0)
                                    || !running.isAlive());
                    assertThat(running.isAlive()).as("%s", running.output()).isTrue();
                    running.kill();
                }
            }
            try (BundleProcess last = BundleProcess.startToStay(directory)) {
                await().atMost(PATIENCE)
                        .until(() -> (collector.stats().acceptedIds() == EVENTS
                                        && broker.depth("shop") == 0
                                        && broker.depth("shop.parked") == 0)
                                || !last.isAlive());
                last.stop();
                last.exitCode();
                assertThat(last.output()).contains(": it adds up").doesNotContain("ADD UP");
                assertThat(last.printed("resumed")).isPositive();
                assertThat(last.printed("exhausted") + last.printed("invalid")).isZero();
            }
            assertThat(collector.stats().acceptedIds()).isEqualTo(EVENTS);
            assertThat(collector.stats().acceptedTwice())
                    .as("accepted twice, seed %d", SEED)
                    .isLessThanOrEqualTo(2L * WINDOW);
        }
    }

    private static void send(String url) throws JMSException {
        try (Connection connection = new ActiveMQConnectionFactory(url).createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(session.createQueue("shop"))) {
            for (int i = 0; i < EVENTS; i++) {
                producer.send(session.createTextMessage(EventFiles.event("ORD-" + i)));
            }
            session.commit();
        }
    }
}

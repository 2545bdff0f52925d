package io.github.podsights.camel.route.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.github.podsights.camel.broker.EmbeddedArtemis;
import io.github.podsights.camel.route.LogLines;
import io.github.podsights.camel.settings.JmsBroker;
import io.github.podsights.camel.settings.JmsSourceSettings;
import jakarta.jms.Connection;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArtemisClientTest {

    private static final int TIMES = 200;

    @TempDir
    Path directory;

    /** The network tells of a connection that was closed a moment later, from a thread of its own. */
    @Test
    void endsWithoutAnErrorAndLeavesNoThread() throws Exception {
        try (EmbeddedArtemis broker = EmbeddedArtemis.start(directory);
                LogLines log = LogLines.open(Level.INFO, Level.ERROR)) {
            for (int time = 0; time < TIMES; time++) {
                Client client = ArtemisClient.of(settings(broker.url()));
                try (Connection connection = client.factory().createConnection()) {
                    connection.start();
                } finally {
                    client.end().run();
                }
            }

            assertThat(log.lines()).isEmpty();
            await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.contains("podsights-artemis")));
        }
    }

    @ParameterizedTest
    @CsvSource({"tcp://127.0.0.1:9, 10000", "tcp://127.0.0.1:9?callTimeout=7000, 7000"})
    void aCallOfABrokerThatHangsEndsSoonUnlessTheUrlSaysOtherwise(String url, long millis) {
        Client client = ArtemisClient.of(settings(url));

        assertThat(((ActiveMQConnectionFactory) client.factory()).getCallTimeout())
                .isEqualTo(millis);
        client.end().run();
    }

    private static JmsSourceSettings settings(String url) {
        return new JmsSourceSettings(
                JmsBroker.ARTEMIS, url, "shop", Optional.empty(), 1, Optional.empty(), Optional.empty());
    }
}

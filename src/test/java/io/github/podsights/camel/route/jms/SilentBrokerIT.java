package io.github.podsights.camel.route.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.route.RunningBundle;
import io.github.podsights.camel.settings.Property;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker that takes connections and never answers: one that hangs, or a load balancer with nothing behind it. */
class SilentBrokerIT {

    /** Far less than the minutes that the clients wait by themselves, once for each of what asks. */
    private static final Duration BOUND = Duration.ofSeconds(90);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"artemis", "activemq"})
    void holdsUpNeitherAStartNorAStopAndHealthSaysWhy(String broker) throws Exception {
        // The system takes connections for it, as many as its backlog is long; nobody reads them.
        try (ServerSocket silent = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
                CollectorStandIn collector = CollectorStandIn.start()) {
            Map<Property, String> properties = new EnumMap<>(Property.class);
            properties.put(Property.SOURCE, "jms");
            properties.put(Property.JMS_BROKER, broker);
            properties.put(Property.JMS_URL, "tcp://127.0.0.1:" + silent.getLocalPort());
            properties.put(Property.PARK_SCHEDULE, "1h");
            RunningBundle running = assertTimeout(BOUND, () -> RunningBundle.start(directory, collector, properties));
            try {
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(running.reason("jms").orElse("")).contains("can't be asked for the queue"));
            } finally {
                assertTimeout(BOUND, running::close);
            }
        }
    }
}

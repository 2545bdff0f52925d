package io.github.podsights.camel.route.jms;

import io.github.podsights.camel.broker.EmbeddedArtemis;
import io.github.podsights.camel.collector.CollectorStandIn;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a broker of ActiveMQ Artemis, and a collector, of its own. */
abstract class AgainstArtemis {

    @TempDir
    Path directory;

    CollectorStandIn collector;
    EmbeddedArtemis broker;

    @BeforeEach
    void begin() throws IOException {
        collector = CollectorStandIn.start();
        broker = EmbeddedArtemis.start(directory.resolve("artemis"));
    }

    @AfterEach
    void end() throws IOException {
        try (CollectorStandIn stopped = collector) {
            broker.close();
        }
    }
}

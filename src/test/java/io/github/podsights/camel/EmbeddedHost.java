package io.github.podsights.camel;

import io.github.podsights.camel.collector.CollectorStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a host's context of its own, with the properties that the bundle needs, and a collector. */
abstract class EmbeddedHost {

    static final String EVENT = "{\"event\":\"Signed Up\",\"anonymous_id\":\"a-1\",\"consent\":{\"marketing\":true}}";

    @TempDir
    Path home;

    final Properties properties = new Properties();
    final DefaultCamelContext context = new DefaultCamelContext();
    CollectorStandIn collector;

    @BeforeEach
    void begin() throws IOException {
        collector = CollectorStandIn.start();
        Path integrations = Files.createDirectories(home.resolve("integrations"));
        Files.writeString(integrations.resolve("shop.yaml"), "config: {key: embedded-key}\n");
        properties.put("podsights.collector.url", collector.url());
        properties.put("podsights.integrations", integrations.toString());
        properties.put("podsights.dead-letter.uri", "file:" + home.resolve("letters"));
        context.getPropertiesComponent().setInitialProperties(properties);
    }

    @AfterEach
    void end() {
        context.stop();
        collector.close();
    }
}

package io.github.podsights.camel.route.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a thread whose class loader does not know Kafka's classes, as that of a bundle of OSGi does not. */
class KafkasLoaderTest {

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void knowNothingOfKafka() {
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
    }

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void makesAClientOfKafkas() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", "127.0.0.1:1");

        try (Admin admin = KafkasLoader.with(() -> Admin.create(properties))) {
            assertThat(admin).isNotNull();
        }
    }

    @Test
    void givesTheThreadBackAsItWas() {
        assertThatThrownBy(() -> KafkasLoader.with(() -> {
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(ClassLoader.getPlatformClassLoader());
    }
}

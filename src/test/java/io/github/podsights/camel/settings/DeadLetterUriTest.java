package io.github.podsights.camel.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where dead letters go; what can't be is in {@link RefusedSettingsTest}. */
class DeadLetterUriTest {

    @Test
    void isADirectoryWithOrWithoutOptions() {
        assertThat(of("file:letters")).isEqualTo(new DeadLetterUri.Directory(Path.of("/srv/letters"), ""));
        assertThat(of("file:/a{{b}}%20?chmod=640&x=?"))
                .isEqualTo(new DeadLetterUri.Directory(Path.of("/a{{b}}%20"), "chmod=640&x=?"));
    }

    @Test
    void isATopicWithOrWithoutOptions() {
        assertThat(of("kafka:letters")).isEqualTo(new DeadLetterUri.Topic("letters", ""));
        assertThat(of("kafka:letters?brokers=b:9092&securityProtocol=SSL"))
                .isEqualTo(new DeadLetterUri.Topic("letters", "brokers=b:9092&securityProtocol=SSL"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "...", ".a", "podsights-letters_2.eu", "0"})
    void takesTheNamesThatKafkaTakes(String topic) {
        assertThat(of("kafka:" + topic)).isEqualTo(new DeadLetterUri.Topic(topic, ""));
    }

    @Test
    void takesANameOf249Characters() {
        assertThat(of("kafka:" + "a".repeat(249))).isEqualTo(new DeadLetterUri.Topic("a".repeat(249), ""));
    }

    @Test
    void isWrittenWithoutItsOptions() {
        assertThat(of("kafka:letters?sslKeyPassword=secret")).hasToString("kafka:letters");
        assertThat(of("file:letters?chmod=640")).hasToString("file:/srv/letters");
    }

    private static DeadLetterUri of(String uri) {
        return DeadLetterUri.of(uri, Path.of("/srv")::resolve);
    }
}

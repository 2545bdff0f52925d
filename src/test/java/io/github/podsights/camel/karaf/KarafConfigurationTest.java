package io.github.podsights.camel.karaf;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KarafConfigurationTest {

    @TempDir
    Path karaf;

    @ParameterizedTest
    @ValueSource(strings = {"podsights.duplicates.jdbc.url", "podsights.identity.jdbc.url"})
    void refusesADatabaseWhoseDriverIsNotSeen(String key) throws IOException {
        KarafPlaces places = KarafPlaces.of(Map.of("karaf.base", karaf.toString())::get, "a.pid");
        Files.createDirectories(places.configuration().resolve("integrations"));
        Files.writeString(places.configuration().resolve("integrations/shop.yaml"), "config: {key: a-key}\n");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertThatThrownBy(() -> KarafConfiguration.read(
                            context, places, Map.of(key, "jdbc:h2:mem:a", "podsights.source", "file")))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(
                            places.properties() + ": " + key + ": found a database; expected none in Karaf");
        }
    }
}

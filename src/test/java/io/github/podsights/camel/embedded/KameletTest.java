package io.github.podsights.camel.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.settings.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The Kamelet says of itself what a catalogue needs. */
@SuppressWarnings("unchecked")
class KameletTest {

    private Map<String, Map<String, Object>> properties;
    private Map<String, Object> bean;
    private Map<String, Object> definition;

    @BeforeEach
    void read() throws IOException {
        Map<String, Object> kamelet = (Map<String, Object>) new Load(
                        LoadSettings.builder().build())
                .loadFromString(Files.readString(Path.of("src/main/resources/kamelets/podsights-sink.kamelet.yaml")));
        Map<String, Object> spec = (Map<String, Object>) kamelet.get("spec");
        definition = (Map<String, Object>) spec.get("definition");
        properties = (Map<String, Map<String, Object>>) definition.get("properties");
        bean = ((List<Map<String, Object>>) ((Map<String, Object>) spec.get("template")).get("beans")).get(0);
    }

    @Test
    void everyParameterHasTitleTypeAndDescriptionAndADefaultUnlessItIsRequired() {
        assertThat(properties).isNotEmpty().allSatisfy((name, property) -> {
            assertThat(property).containsKeys("title", "type", "description");
            assertThat(property.containsKey("default"))
                    .isNotEqualTo(((List<String>) definition.get("required")).contains(name));
        });
    }

    @Test
    void theKeyIsMarkedAsACredential() {
        assertThat(properties.get("key")).containsEntry("format", "password");
        assertThat((List<String>) properties.get("key").get("x-descriptors"))
                .containsExactly("urn:alm:descriptor:com.tectonic.ui:password", "urn:camel:group:credentials");
    }

    @Test
    void everyParameterReachesTheBean() {
        Map<String, String> handed = (Map<String, String>) bean.get("properties");

        assertThat(bean).containsEntry("type", "#class:" + PodsightsSink.class.getName());
        assertThat(handed.keySet()).isEqualTo(properties.keySet());
        assertThat(handed).allSatisfy((name, value) -> assertThat(value).isEqualTo("{{" + name + "}}"));
    }

    @Test
    void defaultsAreThoseOfTheProperties() {
        assertThat(properties.get("collectorUrl")).containsEntry("default", Property.COLLECTOR_URL.defaultText());
        assertThat(properties.get("deadLetterUri")).containsEntry("default", Property.DEAD_LETTER_URI.defaultText());
    }
}

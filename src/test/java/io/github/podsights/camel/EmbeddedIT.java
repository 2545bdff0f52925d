package io.github.podsights.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.identity.UrlScrubber;
import io.github.podsights.camel.integration.IntegrationReader;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.integration.Placeholders;
import io.github.podsights.camel.mapping.PayloadMapper;
import io.github.podsights.camel.route.DeliveryOutcome;
import io.github.podsights.camel.route.PodsightsBundle;
import io.github.podsights.camel.route.SettlementListener;
import io.github.podsights.camel.settings.PropertyValues;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.settings.SettingsReader;
import io.github.podsights.camel.yaml.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundle in another application's context, by the lines that the README shows. */
class EmbeddedIT {

    @TempDir
    Path home;

    @BeforeEach
    void writeAnIntegration() throws IOException {
        Path integrations = Files.createDirectories(home.resolve("config/integrations"));
        Files.writeString(integrations.resolve("shop.yaml"), "config: {key: \"{{file:key.txt}}\"}\n");
        Files.writeString(home.resolve("key.txt"), "embedded-key");
    }

    @Test
    void answersACallerWithTheOutcomeOfEachDelivery() throws Exception {
        String event = "{\"event\":\"Signed Up\",\"anonymous_id\":\"a-1\",\"consent\":{\"marketing\":true}}";
        try (CollectorStandIn collector = CollectorStandIn.start();
                CamelContext context = new DefaultCamelContext()) {
            assertThat(call(context, Map.of("podsights.collector.url", collector.url()), event))
                    .singleElement()
                    .isEqualTo(new DeliveryOutcome("shop", 1, Outcome.DELIVERED, null));
            assertThat(collector.received()).singleElement().satisfies(request -> assertThat(request.body())
                    .isEqualTo("{\"key\":\"embedded-key\",\"event\":\"signup\",\"id\":\"a-1\"}"));
        }
    }

    @Test
    void throwsToACallerWhatCantBeSettled() throws Exception {
        Map<String, String> nowhere = Map.of("podsights.dead-letter.uri", "file:key.txt");
        try (CamelContext context = new DefaultCamelContext()) {
            assertThatThrownBy(() -> call(context, nowhere, "no JSON: a dead letter"))
                    .isInstanceOf(CamelExecutionException.class);
        }
    }

    private List<?> call(CamelContext context, Map<String, String> more, String event) throws Exception {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("podsights.source", "none");

        // What the README shows, from here
        Findings findings = new Findings(); // what is wrong, in words; to be looked at
        Settings settings = new SettingsReader(PropertyValues.of(properties::get), home, findings)
                .read()
                .orElseThrow();
        UrlScrubber scrubber = new UrlScrubber(settings.urlRemoveParameters());
        IntegrationReader reader = new IntegrationReader(
                new Placeholders(System::getenv, home), blueprint -> new PayloadMapper(blueprint, scrubber));
        Integrations integrations = Integrations.read(settings.integrations(), reader, findings);
        PodsightsBundle.install(context, settings, integrations, SettlementListener.NONE);
        context.start();
        List<?> outcomes = context.createProducerTemplate().requestBody("direct:podsights", event, List.class);
        // to here

        assertThat(findings.list()).isEmpty();
        return outcomes;
    }
}

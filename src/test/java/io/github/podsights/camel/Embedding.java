package io.github.podsights.camel;

import io.github.podsights.camel.identity.UrlScrubber;
import io.github.podsights.camel.integration.IntegrationReader;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.integration.Placeholders;
import io.github.podsights.camel.mapping.PayloadMapper;
import io.github.podsights.camel.route.PodsightsBundle;
import io.github.podsights.camel.route.SettlementListener;
import io.github.podsights.camel.settings.PropertyValues;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.settings.SettingsReader;
import io.github.podsights.camel.yaml.Findings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** An application that embeds the bundle, for a class loader of its own. */
public final class Embedding {

    private Embedding() {}

    /** Delivers one event; what became of it. */
    public static String call(Path home, String collector, String event) throws Exception {
        Map<String, String> properties = Map.of("podsights.source", "none", "podsights.collector.url", collector);
        Findings findings = new Findings();
        Settings settings = new SettingsReader(PropertyValues.of(properties::get), home, findings)
                .read()
                .orElseThrow();
        UrlScrubber scrubber = new UrlScrubber(settings.urlRemoveParameters());
        IntegrationReader reader = new IntegrationReader(
                new Placeholders(System::getenv, home), blueprint -> new PayloadMapper(blueprint, scrubber));
        Integrations integrations = Integrations.read(settings.integrations(), reader, findings);
        try (CamelContext context = new DefaultCamelContext()) {
            PodsightsBundle.install(context, settings, integrations, SettlementListener.NONE);
            context.start();
            return String.valueOf(context.createProducerTemplate().requestBody("direct:podsights", event, List.class));
        }
    }
}

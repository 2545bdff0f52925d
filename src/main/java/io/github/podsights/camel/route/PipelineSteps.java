package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Measurements;
import io.github.podsights.camel.event.EventReader;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.settlement.Balance;
import java.util.function.Supplier;
import org.apache.camel.spi.Registry;

/** The beans of {@code pipeline.camel.yaml}, under the names that it uses. */
final class PipelineSteps {

    private PipelineSteps() {}

    static void bind(
            Registry registry,
            EventReader reader,
            Balance balance,
            Supplier<Integrations> integrations,
            KnowVisitor identity,
            Measurements measurements) {
        registry.bind("podsightsReadEvent", new ReadEvent(reader, balance));
        registry.bind("podsightsIntegrations", new ChooseIntegrations(integrations));
        registry.bind("podsightsConsentFilter", new FilterConsent());
        registry.bind("podsightsIdentity", identity);
        registry.bind("podsightsMapping", new MapPayload(measurements));
        registry.bind("podsightsHashing", new HashPayload());
        registry.bind("podsightsOutcomes", new Outcomes());
    }
}

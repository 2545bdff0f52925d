package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Measurements;
import io.github.podsights.camel.event.EventReader;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.settlement.Balance;
import java.util.List;
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
        ChooseIntegrations choice = new ChooseIntegrations(integrations);
        registry.bind("podsightsIntegrations", choice);
        Condition.ofBody(registry, "podsightsIntegrations.several", List.class, choice::several);
        Condition.ofDelivery(registry, "podsightsIntegrations.taken", choice::taken);
        FilterConsent consent = new FilterConsent();
        registry.bind("podsightsConsentFilter", consent);
        Condition.ofDelivery(registry, "podsightsConsentFilter.granted", consent::granted);
        registry.bind("podsightsIdentity", identity);
        MapPayload mapping = new MapPayload(measurements);
        registry.bind("podsightsMapping", mapping);
        Condition.ofDelivery(registry, "podsightsMapping.mapped", mapping::mapped);
        registry.bind("podsightsHashing", new HashPayload());
        registry.bind("podsightsOutcomes", new Outcomes());
    }
}

package io.github.podsights.camel.cli;

import io.github.podsights.camel.consent.CategoryDecision;
import io.github.podsights.camel.consent.ConsentDecision;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.integration.Integration;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.mapping.FieldExplanation;
import io.github.podsights.camel.mapping.MappingExplanation;
import java.util.List;
import java.util.Optional;

/**
 * Why a delivery came out as it did: what each step decided, in their order. What was not reached is empty.
 *
 * @param integration whether the integration takes the event, or of each one why none does; empty if it can't be read
 * @param consent what the consent filter decided; empty if there is no integration to decide for
 * @param categories what decided of each consent category
 * @param mapping what the event was found as; empty if it was not mapped
 * @param fields how each field of the call came about
 */
record Explanation(
        Optional<String> integration,
        Optional<ConsentDecision> consent,
        List<CategoryDecision> categories,
        Optional<MappingExplanation> mapping,
        List<FieldExplanation> fields) {

    /** Explains deliveries by asking the very parts that decided, once more. */
    static final class Explainer {

        private final Integrations integrations;
        /** The calls of a delivery follow one another, and have one mapping. */
        private Object lastEvent;

        private Integration lastIntegration;
        private MappingExplanation last;

        Explainer(Integrations integrations) {
            this.integrations = integrations;
        }

        /** @param identity the hash of the address that was known of the event's visitor; empty if none was */
        Explanation of(Delivery delivery, Optional<String> identity) {
            if (delivery.event() == null) {
                return new Explanation(Optional.empty(), Optional.empty(), List.of(), Optional.empty(), List.of());
            }
            Integration integration = delivery.integration();
            if (integration == null) {
                return new Explanation(
                        Optional.of(none(delivery)), Optional.empty(), List.of(), Optional.empty(), List.of());
            }
            ConsentDecision consent = integration.consent().decide(delivery.event());
            Optional<MappingExplanation> mapping =
                    consent.granted() ? Optional.of(mapping(delivery, integration, identity)) : Optional.empty();
            return new Explanation(
                    Optional.of(integration.id() + " takes events of " + source(integration)),
                    Optional.of(consent),
                    integration.consent().categories(delivery.event()),
                    mapping,
                    mapping.map(explained -> explained.fields(delivery.call())).orElse(List.of()));
        }

        @SuppressWarnings("ReferenceEquality") // the very one that was explained last, not one like it
        private MappingExplanation mapping(Delivery delivery, Integration integration, Optional<String> identity) {
            if (lastEvent != delivery.event() || lastIntegration != integration) {
                lastEvent = delivery.event();
                lastIntegration = integration;
                last = integration.mapper().explain(delivery.event(), identity);
            }
            return last;
        }

        private String none(Delivery delivery) {
            StringBuilder text = new StringBuilder("the event's source_id is ")
                    .append(delivery.event().sourceId().orElse("absent"));
            for (Integration integration : integrations.list()) {
                text.append("; ").append(integration.id());
                text.append(integration.enabled() ? " takes events of " + source(integration) : " is not enabled");
            }
            return text.toString();
        }

        private static String source(Integration integration) {
            return integration.sourceId().map(id -> "source_id " + id).orElse("every source");
        }
    }
}

package io.github.podsights.camel.consent;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.event.ConversionEvent;
import io.github.podsights.camel.event.FieldPath;
import java.util.List;

/**
 * What a visitor consented to, as an event carries it: in {@code context.consent}, or at the top of the event. Each of
 * the two may name categories in {@code canonical} (fixed words), in {@code categories} (the codes of the consent
 * banner), or flat.
 */
final class Consent {

    /** Granted by law and by everyone: what a site can't do without. */
    static final String ESSENTIAL = "essential";

    private static final FieldPath IN_CONTEXT = FieldPath.of("context.consent");
    private static final FieldPath AT_THE_TOP = FieldPath.of("consent");

    private static final List<String> PLACES = List.of(
            "context.consent.canonical",
            "context.consent.categories",
            "context.consent",
            "consent.canonical",
            "consent.categories",
            "consent");

    private final JsonNode inContext;
    private final JsonNode atTheTop;
    /** Those of {@link #PLACES}. */
    private final JsonNode[] places;

    private Consent(JsonNode inContext, JsonNode atTheTop) {
        this.inContext = inContext;
        this.atTheTop = atTheTop;
        this.places = new JsonNode[] {
            inContext.path("canonical"), inContext.path("categories"), inContext,
            atTheTop.path("canonical"), atTheTop.path("categories"), atTheTop
        };
    }

    static Consent of(ConversionEvent event) {
        return new Consent(event.at(IN_CONTEXT), event.at(AT_THE_TOP));
    }

    /** Whether there is none at all. One that is no object, or an empty one, is not missing. */
    boolean isMissing() {
        return inContext.isMissingNode() && atTheTop.isMissingNode();
    }

    /** What is known of a category: the first place that has a value other than null decides. */
    CategoryDecision of(String category) {
        if (category.equals(ESSENTIAL)) {
            return new CategoryDecision(category, true, null, null);
        }
        for (int i = 0; i < places.length; i++) {
            // The name is one key, also if there are dots in it.
            JsonNode value = places[i].get(category);
            if (value != null && !value.isNull()) {
                return new CategoryDecision(category, isYes(value), PLACES.get(i), value);
            }
        }
        return new CategoryDecision(category, false, null, null);
    }

    private static boolean isYes(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue().equalsIgnoreCase("true")
                    || value.textValue().equalsIgnoreCase("granted");
        }
        return value.isBoolean() && value.booleanValue();
    }
}

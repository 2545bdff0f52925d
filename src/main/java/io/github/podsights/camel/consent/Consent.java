package io.github.podsights.camel.consent;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.event.ConversionEvent;
import io.github.podsights.camel.event.FieldPath;
import java.util.Optional;

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

    private final JsonNode inContext;
    private final JsonNode atTheTop;

    private Consent(JsonNode inContext, JsonNode atTheTop) {
        this.inContext = inContext;
        this.atTheTop = atTheTop;
    }

    static Consent of(ConversionEvent event) {
        return new Consent(event.at(IN_CONTEXT), event.at(AT_THE_TOP));
    }

    /** Whether there is none at all. One that is no object, or an empty one, is not missing. */
    boolean isMissing() {
        return inContext.isMissingNode() && atTheTop.isMissingNode();
    }

    /** Whether a category is granted; all but a clear yes is a no. */
    boolean grants(String category) {
        return category.equals(ESSENTIAL)
                || valueOf(category, inContext)
                        .or(() -> valueOf(category, atTheTop))
                        .map(Consent::isYes)
                        .orElse(false);
    }

    /** The first value other than null. The name is one key, also if there are dots in it. */
    private static Optional<JsonNode> valueOf(String category, JsonNode consent) {
        return value(category, consent.path("canonical"))
                .or(() -> value(category, consent.path("categories")))
                .or(() -> value(category, consent));
    }

    private static Optional<JsonNode> value(String category, JsonNode place) {
        return Optional.ofNullable(place.get(category)).filter(value -> !value.isNull());
    }

    private static boolean isYes(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue().equalsIgnoreCase("true")
                    || value.textValue().equalsIgnoreCase("granted");
        }
        return value.isBoolean() && value.booleanValue();
    }
}

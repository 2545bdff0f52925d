package io.github.podsights.camel.consent;

import io.github.podsights.camel.event.ConversionEvent;
import io.github.podsights.camel.event.Printable;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides whether a visitor's consent lets an event go to an integration, as section 3 of the contract has it.
 *
 * @param categories {@code consent_categories}: what is needed, by exact name; at least one, none blank, none twice
 * @param match {@code consent_match}: whether all of them are needed or any
 * @param onMissing {@code on_missing_consent}: what becomes of an event that carries no consent at all
 */
public record ConsentFilter(List<String> categories, ConsentMatch match, OnMissingConsent onMissing) {

    /** What an integration has that says nothing about consent. */
    public static final ConsentFilter DEFAULT =
            new ConsentFilter(List.of("marketing"), ConsentMatch.ALL, OnMissingConsent.DROP);

    /** @throws IllegalArgumentException if a category is missing, blank or given twice; the message names the key */
    public ConsentFilter {
        Objects.requireNonNull(match, "consent_match");
        Objects.requireNonNull(onMissing, "on_missing_consent");
        if (categories == null || categories.isEmpty()) {
            throw new IllegalArgumentException("consent_categories is empty; expected at least one category");
        }
        Set<String> seen = new HashSet<>();
        for (String category : categories) {
            if (category == null || category.isBlank()) {
                throw new IllegalArgumentException("consent_categories has a blank category; expected a name");
            }
            if (!seen.add(category)) {
                throw new IllegalArgumentException(
                        "consent_categories has " + quoted(category) + " twice; expected each category once");
            }
        }
        categories = List.copyOf(categories);
    }

    /** Whether {@code event} may go, by the consent that it carries. */
    public ConsentDecision decide(ConversionEvent event) {
        Consent consent = Consent.of(event);
        List<String> notGranted = categories.stream()
                .filter(category -> !consent.of(category).granted())
                .toList();
        boolean granted = match == ConsentMatch.ALL ? notGranted.isEmpty() : notGranted.size() < categories.size();
        if (granted) {
            return ConsentDecision.GRANTED;
        }
        if (!consent.isMissing()) {
            return new ConsentDecision(ConsentDecision.Reason.DENIED, notGranted, denied(notGranted));
        }
        return onMissing == OnMissingConsent.ALLOW
                ? ConsentDecision.MISSING_ALLOWED
                : new ConsentDecision(
                        ConsentDecision.Reason.MISSING,
                        notGranted,
                        "the event carries no consent, and on_missing_consent is drop");
    }

    /** What of the consent that {@code event} carries decides of each category that is needed, in their order. */
    public List<CategoryDecision> categories(ConversionEvent event) {
        Consent consent = Consent.of(event);
        return categories.stream().map(consent::of).toList();
    }

    private String denied(List<String> notGranted) {
        String names = notGranted.stream().map(ConsentFilter::quoted).collect(Collectors.joining(", "));
        return "consent is not granted to " + names + (match == ConsentMatch.ANY ? "; any of them would do" : "");
    }

    private static String quoted(String category) {
        return "'" + Printable.escape(category) + "'";
    }
}

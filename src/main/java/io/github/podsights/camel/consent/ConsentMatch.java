package io.github.podsights.camel.consent;

import io.github.podsights.camel.event.Printable;

/** How many of the consent categories must be granted: {@code consent_match} of an integration. */
public enum ConsentMatch {
    /** Each of them. */
    ALL,
    /** At least one of them. */
    ANY;

    /**
     * Reads the value of {@code consent_match}.
     *
     * @throws IllegalArgumentException if it is neither {@code all} nor {@code any}
     */
    public static ConsentMatch of(String value) {
        return switch (value) {
            case "all" -> ALL;
            case "any" -> ANY;
            default ->
                throw new IllegalArgumentException(
                        "consent_match is '" + Printable.escape(value) + "'; expected all or any");
        };
    }
}

package io.github.podsights.camel.consent;

import io.github.podsights.camel.event.Printable;

/** What becomes of an event without any consent: {@code on_missing_consent} of an integration. */
public enum OnMissingConsent {
    /** It is not sent. */
    DROP,
    /** It is sent as if the visitor had consented. */
    ALLOW;

    /**
     * Reads the value of {@code on_missing_consent}.
     *
     * @throws IllegalArgumentException if it is neither {@code drop} nor {@code allow}
     */
    public static OnMissingConsent of(String value) {
        return switch (value) {
            case "drop" -> DROP;
            case "allow" -> ALLOW;
            default ->
                throw new IllegalArgumentException(
                        "on_missing_consent is '" + Printable.escape(value) + "'; expected drop or allow");
        };
    }
}

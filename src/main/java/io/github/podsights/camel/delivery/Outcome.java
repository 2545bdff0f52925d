package io.github.podsights.camel.delivery;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a delivery: the one vocabulary of code, metrics, logs, dead letters and documents. Each delivery ends
 * in exactly one of these.
 */
public enum Outcome {
    /** The collector accepted it. */
    DELIVERED(false),
    /** The visitor did not consent to what the integration is for. */
    CONSENT_DENIED(false),
    /** No integration, or no mapping, takes the event. */
    UNMAPPED(false),
    /** Its twin was accepted before. */
    DUPLICATE(false),
    /** It can't be read, or can't be mapped: a dead letter. */
    INVALID(true),
    /** The collector refused it for good: a dead letter. */
    REJECTED(true),
    /** No attempt came through in time: a dead letter. */
    EXHAUSTED(true);

    private final boolean deadLetter;

    Outcome(boolean deadLetter) {
        this.deadLetter = deadLetter;
    }

    /** Whether a delivery with this outcome is kept as a dead letter. */
    public boolean isDeadLetter() {
        return deadLetter;
    }

    /** The word for it in metrics, logs and dead letters: {@code consent_denied}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The outcome of a dead letter by its word; empty if none has such a word. */
    public static Optional<Outcome> ofDeadLetter(String word) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.isDeadLetter() && outcome.word().equals(word))
                .findFirst();
    }
}

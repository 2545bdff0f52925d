package io.github.podsights.camel.delivery;

import java.util.Locale;

/** How an answer of the collector is taken: which one how, says the {@link AnswerTable}. */
public enum AnswerClass {
    /** It took the event. */
    ACCEPTED,
    /** It may take it later: redelivered. */
    TRANSIENT,
    /** Nothing of this integration will be taken before a person acts: a wrong key, a wrong address. */
    SET_UP,
    /** It will never take this one: a dead letter at once. */
    REJECTED;

    /** The word for it in metrics and logs: {@code set-up}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package io.github.podsights.camel.delivery;

import java.util.Locale;

/** How an answer of the collector is taken; the classes of snowbridge and its kin, with the vendor's statuses. */
public enum AnswerClass {
    /** It took the event. */
    ACCEPTED,
    /** It may take it later: redelivered. */
    TRANSIENT,
    /** Nothing of this integration will be taken before a person acts: a wrong key, a wrong address. */
    SET_UP,
    /** It will never take this one: a dead letter at once. */
    REJECTED;

    /** The class of an HTTP status; redirects are rejected, since they are never followed. */
    public static AnswerClass of(int status) {
        if (status >= 200 && status < 300) {
            return ACCEPTED;
        }
        return switch (status) {
            case 408, 425, 429 -> TRANSIENT;
            case 401, 403, 404 -> SET_UP;
            default -> status >= 500 && status < 600 ? TRANSIENT : REJECTED;
        };
    }

    /** The word for it in metrics and logs: {@code set-up}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

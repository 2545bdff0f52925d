package io.github.podsights.camel.consent;

import java.util.List;
import java.util.Objects;

/**
 * Whether an event may go to an integration, and why.
 *
 * @param reason why
 * @param notGranted the consent categories that would have been needed and are not granted; empty if it is granted
 * @param text the same for people; names categories of the configuration, nothing of the event
 */
public record ConsentDecision(Reason reason, List<String> notGranted, String text) {

    /** Why an event may go or not. */
    public enum Reason {
        /** The visitor granted what is needed. */
        GRANTED("granted"),
        /** There is no consent, and {@code on_missing_consent} is {@code allow}. */
        MISSING_ALLOWED("missing_allowed"),
        /** The visitor did not grant what is needed. */
        DENIED("denied"),
        /** There is no consent, and {@code on_missing_consent} is {@code drop}. */
        MISSING("missing");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** The reason for machines, in snake_case. */
        public String code() {
            return code;
        }
    }

    static final ConsentDecision GRANTED =
            new ConsentDecision(Reason.GRANTED, List.of(), "the consent that is needed is granted");

    static final ConsentDecision MISSING_ALLOWED = new ConsentDecision(
            Reason.MISSING_ALLOWED, List.of(), "the event carries no consent, and on_missing_consent is allow");

    public ConsentDecision {
        Objects.requireNonNull(reason, "reason");
        notGranted = List.copyOf(notGranted);
        Objects.requireNonNull(text, "text");
    }

    /** Whether the event may go. */
    public boolean granted() {
        return reason == Reason.GRANTED || reason == Reason.MISSING_ALLOWED;
    }
}

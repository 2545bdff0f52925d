package io.github.podsights.camel.mapping;

import java.util.Locale;
import java.util.Objects;

/**
 * What a source was good for.
 *
 * @param path its path; {@code value} for a constant
 * @param verdict what came of it
 * @param why why it is not used; null if it is, or if it was not looked at. Holds no value of the event.
 */
public record SourceExplanation(String path, Verdict verdict, String why) {

    /** What came of a source. */
    public enum Verdict {
        /** Its value is the one that counts. */
        USED,
        /** There is nothing. */
        NO_VALUE,
        /** There is a value, but the transforms can't read it, or leave nothing of it. */
        NOT_ACCEPTED,
        /** One before it is used. */
        NOT_LOOKED_AT;

        /** The word for it, in snake_case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public SourceExplanation {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(verdict, "verdict");
    }
}

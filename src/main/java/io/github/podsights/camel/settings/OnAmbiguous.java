package io.github.podsights.camel.settings;

import java.util.Locale;

/** What becomes of a delivery that was sent, but not answered: the collector may have accepted it. */
public enum OnAmbiguous {
    /** It is sent again, and may arrive twice. */
    RETRY,
    /** It becomes a dead letter, and may never have arrived. */
    DEAD_LETTER;

    /** The word for it in the configuration: {@code dead-letter}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

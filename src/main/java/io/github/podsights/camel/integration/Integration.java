package io.github.podsights.camel.integration;

import io.github.podsights.camel.consent.ConsentFilter;
import io.github.podsights.camel.event.ConversionEvent;
import io.github.podsights.camel.mapping.PayloadMapper;
import java.util.Objects;
import java.util.Optional;

/**
 * One pixel, and what it is told.
 *
 * @param id the file's name without its ending; stands in metrics, logs and dead letters
 * @param name its name for people
 * @param vendor always {@value #VENDOR}
 * @param enabled whether events go to it
 * @param sourceId the source whose events it takes; empty: those of every source
 * @param key the pixel's key
 * @param consent which consent an event needs
 * @param mapper what is sent of an event
 */
public record Integration(
        String id,
        String name,
        String vendor,
        boolean enabled,
        Optional<String> sourceId,
        Secret key,
        ConsentFilter consent,
        PayloadMapper mapper) {

    /** The one vendor there is. */
    public static final String VENDOR = "podsights";

    /** The integration of what no integration takes: no file may have this name. */
    public static final String NONE = "none";

    /** @throws IllegalArgumentException if a value is impossible; the message names the key */
    public Integration {
        Objects.requireNonNull(sourceId, "source_id");
        Objects.requireNonNull(key, "config.key");
        Objects.requireNonNull(consent, "consent_categories");
        Objects.requireNonNull(mapper, "mappings");
        if (!isId(id)) {
            throw new IllegalArgumentException("id: '" + id
                    + "' can't be an integration's; expected letters, digits, '.', '_' and '-', and not none");
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: blank; expected a name for people");
        }
        if (!vendor.equals(VENDOR)) {
            throw new IllegalArgumentException("vendor: '" + vendor + "'; expected " + VENDOR);
        }
        if (sourceId.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException("source_id: blank; expected a source's id, or no key");
        }
    }

    /** Whether an event is of its source. Says nothing of {@link #enabled}. */
    public boolean takes(ConversionEvent event) {
        return sourceId.isEmpty() || sourceId.equals(event.sourceId());
    }

    /** Whether a text can be an id: letters, digits, {@code .}, {@code _} and {@code -}, at most 100, not {@link #NONE}. */
    static boolean isId(String id) {
        boolean allowed = !id.isEmpty() && id.length() <= 100 && !id.startsWith(".") && !id.equals(NONE);
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            allowed &= letterOrDigit || c == '.' || c == '_' || c == '-';
        }
        return allowed;
    }
}

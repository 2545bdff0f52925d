package io.github.podsights.camel.deadletter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.identity.EmailHasher;
import io.github.podsights.camel.identity.Redaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A person whose dead letters are to be found: by {@code anonymous_id}, {@code user_id}, or e-mail hash. It is written down
 * nowhere, for it may be what somebody calls a person by.
 */
public final class LetterSubject {

    private static final Set<String> IDS = Set.of("anonymous_id", "anonymousId", "user_id", "userId");

    private final String text;
    private final String written;
    private final boolean hash;
    private final Pattern word;

    private LetterSubject(String given, String text, boolean hash) {
        this.text = text;
        this.hash = hash;
        // What is e-mail-like within an id stands in a letter as its hash.
        this.written = Redaction.redact(text);
        this.word = Pattern.compile("(?<![\\w-])" + Pattern.quote(inRaw(given)) + "(?![\\w-])");
    }

    /** As it stands in what could not be read, where nobody knows which strings there are. */
    private static String inRaw(String given) {
        byte[] quoted = ('"' + given + '"').getBytes(StandardCharsets.UTF_8);
        String redacted = new String(Redaction.redact(quoted), StandardCharsets.UTF_8);
        return redacted.substring(1, redacted.length() - 1);
    }

    /** Of an id, an e-mail hash, or an e-mail address, which is hashed at once. */
    public static LetterSubject of(String given) {
        Optional<String> hash = EmailHasher.hash(given);
        return new LetterSubject(given, hash.orElse(given), hash.isPresent());
    }

    /** Whether the event of a letter, or its payload, is of the subject. */
    public boolean isIn(KeptLetter letter) {
        if (hash) {
            return letter.json().toLowerCase(Locale.ROOT).contains(text)
                    || plain(letter.event()).toLowerCase(Locale.ROOT).contains(text)
                    || isInEvent(letter.event());
        }
        return isInEvent(letter.event()) || (letter.payload() != null && isValueIn(letter.payload()));
    }

    private boolean isInEvent(byte[] event) {
        try (JsonParser parser = EventCopy.JSON.createParser(new String(event, StandardCharsets.UTF_8))) {
            String name = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    name = parser.currentName();
                } else if (token.isScalarValue() && IDS.contains(name) && isText(parser.getText())) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // What can't be read may be of the subject wherever its id stands.
            return word.matcher(plain(event)).find();
        }
    }

    private boolean isValueIn(JsonNode payload) {
        if (payload.isContainerNode()) {
            for (JsonNode child : payload) {
                if (isValueIn(child)) {
                    return true;
                }
            }
            return false;
        }
        return payload.isTextual() && isText(payload.textValue());
    }

    private boolean isText(String found) {
        return found.equals(written) || found.equals(text);
    }

    /** As text, also where it is UTF-16. */
    private static String plain(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replace("\0", "");
    }

    /** Without who it is. */
    @Override
    public String toString() {
        return "the subject";
    }
}

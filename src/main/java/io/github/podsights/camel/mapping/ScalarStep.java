package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.podsights.camel.event.WhiteSpace;
import io.github.podsights.camel.identity.EmailHasher;
import io.github.podsights.camel.identity.IpAddress;
import io.github.podsights.camel.identity.UrlScrubber;
import java.util.Locale;

/** The transforms of single values. */
record ScalarStep(Transform transform, UrlScrubber scrubber) implements Step {

    private static final int CURRENCY_LETTERS = 3;

    @Override
    public Reading read(JsonNode value, Scope scope) {
        JsonNode read = apply(value);
        return read == null ? refuse(transform, value) : Reading.of(read);
    }

    /** What is said of a value that a transform can't read: nothing of the value but its kind. */
    static Reading refuse(Transform transform, JsonNode value) {
        return Reading.unreadable("found " + Text.kind(value) + " that transform " + transform.word()
                + " can't read; expected " + transform.expects());
    }

    /** The value read; null if it can't be. */
    private JsonNode apply(JsonNode value) {
        return switch (transform) {
            case NUMBER -> Decimals.number(value);
            case INTEGER -> Decimals.integer(value);
            case BOOLEAN -> bool(value);
            case STRING -> value.isTextual() ? value : text(Text.plain(value));
            case TRIM, LOWERCASE, UPPERCASE -> rewrite(Text.plain(value));
            case SHA256_EMAIL, IP, URL -> value.isTextual() ? text(identity(value.textValue())) : null;
            case CURRENCY -> value.isTextual() ? currency(WhiteSpace.strip(value.textValue())) : null;
            case LINE_ITEMS, SUM_QUANTITY -> throw new IllegalStateException(transform + " reads a list");
        };
    }

    private static JsonNode text(String text) {
        return text == null ? null : TextNode.valueOf(text);
    }

    private JsonNode rewrite(String text) {
        if (text == null) {
            return null;
        }
        return TextNode.valueOf(
                switch (transform) {
                    case TRIM -> WhiteSpace.strip(text);
                    case LOWERCASE -> text.toLowerCase(Locale.ROOT);
                    default -> text.toUpperCase(Locale.ROOT);
                });
    }

    private String identity(String text) {
        return switch (transform) {
            case SHA256_EMAIL -> EmailHasher.hash(text).orElse(null);
            case IP -> IpAddress.publicAddress(text).orElse(null);
            default -> scrubber.scrub(text).orElse(null);
        };
    }

    private static JsonNode bool(JsonNode value) {
        if (value.isBoolean()) {
            return value;
        }
        // 1.0 is 1, as it is for integer.
        JsonNode number = value.isNumber() ? Decimals.integer(value) : value;
        String text = number == null ? null : Text.plain(number);
        if (text == null) {
            return null;
        }
        return switch (WhiteSpace.strip(text).toLowerCase(Locale.ROOT)) {
            case "true", "1" -> BooleanNode.TRUE;
            case "false", "0" -> BooleanNode.FALSE;
            default -> null;
        };
    }

    private static JsonNode currency(String code) {
        if (code.length() != CURRENCY_LETTERS) {
            return null;
        }
        for (int i = 0; i < CURRENCY_LETTERS; i++) {
            // Looked at before they are upper-cased: upper-casing turns letters of other alphabets into S and I.
            char c = code.charAt(i);
            if (!(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z')) {
                return null;
            }
        }
        return TextNode.valueOf(code.toUpperCase(Locale.ROOT));
    }
}

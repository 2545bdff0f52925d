package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** What values are as text. */
final class Text {

    /** A number whose plain text would be longer is no text: {@code 1E999999999} has a billion digits. */
    private static final int LARGEST_SCALE = 1_000;

    private Text() {}

    /** White space: Unicode's, the no-break spaces and the byte order mark. */
    static boolean isSpace(char c) {
        return c <= ' ' || c == '\uFEFF' || (c > 0x7F && (Character.isWhitespace(c) || Character.isSpaceChar(c)));
    }

    /** Without white space around it. */
    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Whether a value counts as none: absent, null, a blank string, an empty list or object. */
    static boolean isAbsent(JsonNode value) {
        if (value.isTextual()) {
            return isBlank(value.textValue());
        }
        return value.isMissingNode() || value.isNull() || (value.isContainerNode() && value.isEmpty());
    }

    private static boolean isBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isSpace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** A string itself, a number as its plain decimal text, a boolean as its word; null for anything else. */
    static String plain(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isIntegralNumber() || value.isBoolean()) {
            return value.asText();
        }
        BigDecimal decimal = Decimals.of(value);
        return decimal == null || Math.abs((long) decimal.scale()) > LARGEST_SCALE ? null : decimal.toPlainString();
    }

    /** What a value is, with its article; nothing of the value itself. */
    static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            default -> "nothing";
        };
    }
}

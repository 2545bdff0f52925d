package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.event.WhiteSpace;
import java.math.BigDecimal;

/** What values are as text. */
final class Text {

    /** A number whose plain text would be longer is no text: {@code 1E999999999} has a billion digits. */
    private static final int LARGEST_SCALE = 1_000;

    private Text() {}

    /** Whether a value counts as none: absent, null, a blank string, an empty list or object. */
    static boolean isAbsent(JsonNode value) {
        if (value.isTextual()) {
            return WhiteSpace.isBlank(value.textValue());
        }
        return value.isMissingNode() || value.isNull() || (value.isContainerNode() && value.isEmpty());
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

package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.github.podsights.camel.event.ExponentNode;
import io.github.podsights.camel.event.WhiteSpace;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Numbers that keep their decimal value: at most 40 digits, those behind leading zeros, and where an exponent is written,
 * one of at most ±30 in scientific notation.
 */
final class Decimals {

    private static final int MOST_DIGITS = 40;
    private static final int LARGEST_EXPONENT = 30;
    /** As many digits as an event's own numbers may have; below it, reading costs next to nothing. */
    private static final int LONGEST_TEXT = 1_000;

    private static final int LARGEST_LONG_BITS = 63;

    private Decimals() {}

    /** The number that a value is or is the text of; null if it is none, or out of bounds. */
    static JsonNode number(JsonNode value) {
        if (value.isInt() || value.isLong()) {
            return value;
        }
        boolean exponent = value instanceof ExponentNode;
        BigDecimal decimal;
        if (value.isTextual()) {
            String text = WhiteSpace.strip(value.textValue());
            exponent = text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
            decimal = ofText(text);
        } else {
            decimal = of(value);
        }
        return decimal == null || !isWithinBounds(decimal, exponent) ? null : node(decimal);
    }

    /** As {@link #number}, but null also if it has a fraction. */
    static JsonNode integer(JsonNode value) {
        JsonNode number = number(value);
        if (number == null || number.isIntegralNumber()) {
            return number;
        }
        BigDecimal decimal = number.decimalValue();
        return decimal.stripTrailingZeros().scale() > 0 ? null : node(decimal.toBigInteger());
    }

    /** A JSON number's decimal value; null for anything else, and for what JSON has no number for. */
    static BigDecimal of(JsonNode value) {
        if (value.isDouble() || value.isFloat()) {
            double number = value.doubleValue();
            return Double.isNaN(number) || Double.isInfinite(number) ? null : value.decimalValue();
        }
        return value.isNumber() ? value.decimalValue() : null;
    }

    /** A whole number. */
    static JsonNode node(BigInteger number) {
        return number.bitLength() <= LARGEST_LONG_BITS
                ? LongNode.valueOf(number.longValue())
                : BigIntegerNode.valueOf(number);
    }

    private static JsonNode node(BigDecimal decimal) {
        if (decimal.signum() == 0 && decimal.scale() > MOST_DIGITS) {
            return LongNode.valueOf(0);
        }
        return decimal.scale() <= 0 ? node(decimal.toBigInteger()) : DecimalNode.valueOf(decimal);
    }

    private static boolean isWithinBounds(BigDecimal decimal, boolean exponent) {
        if (decimal.signum() == 0) {
            return true;
        }
        if (decimal.precision() > MOST_DIGITS) {
            return false;
        }
        long size = decimal.precision() - 1L - decimal.scale();
        // Only a number that is written with an exponent has zeros at its end that are no digits of its own.
        return decimal.scale() < 0 ? size <= LARGEST_EXPONENT : !exponent || size >= -LARGEST_EXPONENT;
    }

    /** The number that a text would be in JSON (RFC 8259, section 6); null if it would be none. */
    private static BigDecimal ofText(String text) {
        return text.length() <= LONGEST_TEXT && isJsonNumber(text) ? new BigDecimal(text) : null;
    }

    private static boolean isJsonNumber(String text) {
        int at = text.startsWith("-") ? 1 : 0;
        int end = digits(text, at);
        if (end == at || (text.charAt(at) == '0' && end > at + 1)) {
            return false;
        }
        at = end;
        if (at < text.length() && text.charAt(at) == '.') {
            end = digits(text, at + 1);
            if (end == at + 1) {
                return false;
            }
            at = end;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            end = digits(text, at);
            // A longer exponent is out of bounds, and more than BigDecimal takes.
            if (end == at || end - at > 4) {
                return false;
            }
            at = end;
        }
        return at == text.length();
    }

    /** Where the ASCII digits from {@code at} on end. */
    private static int digits(String text, int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}

package io.github.podsights.camel.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.event.UnreadableEventException.Reason;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Builds the tree of one event from its tokens, in one pass: keys given twice, depth and numbers are checked on the
 * way, and envelope keys are brought into their canonical form.
 */
final class EventTreeBuilder {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final EventText text;
    private final boolean mayHoldLoneSurrogates;
    private int depth;

    EventTreeBuilder(JsonParser parser, EventText text) {
        this.parser = parser;
        this.text = text;
        this.mayHoldLoneSurrogates = text.hasUnicodeEscape();
    }

    /** The whole text as one event; it begins with an object. */
    ObjectNode event() throws IOException, UnreadableEventException {
        parser.nextToken();
        ObjectNode event = object(Envelope.EVENT);
        if (parser.nextToken() != null) {
            throw SyntaxFault.in(text);
        }
        return event;
    }

    private ObjectNode object(Envelope level) throws IOException, UnreadableEventException {
        enter();
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            String key = wellFormed(name);
            if (object.has(key)) {
                throw fault(Reason.DUPLICATE_KEY, "found a key that stands in the same object before", "each key once");
            }
            parser.nextToken();
            object.set(key, level == Envelope.NONE ? value() : envelopeValue(level, key));
        }
        depth--;
        return level.canonical(object);
    }

    private JsonNode envelopeValue(Envelope level, String key) throws IOException, UnreadableEventException {
        Envelope.Part part = level.part(key);
        if (part == null) {
            return value();
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return object(part.level());
        }
        if (token == JsonToken.VALUE_NULL || part.reason() == null) {
            return nullIfEmptyList(value());
        }
        UnreadableEventException noObject = fault(part.reason(), "found " + kindOf(token), "an object");
        if (nullIfEmptyList(value()).isNull()) {
            return NullNode.getInstance();
        }
        throw noObject;
    }

    /** Some languages write an empty map as an empty list. */
    private static JsonNode nullIfEmptyList(JsonNode node) {
        return node.isArray() && node.isEmpty() ? NullNode.getInstance() : node;
    }

    private JsonNode value() throws IOException, UnreadableEventException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(Envelope.NONE);
            case START_ARRAY -> list();
            case VALUE_STRING -> NODES.textNode(wellFormed(parser.getText()));
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> decimal();
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NullNode.getInstance();
            default -> throw SyntaxFault.in(text);
        };
    }

    private ArrayNode list() throws IOException, UnreadableEventException {
        enter();
        ArrayNode list = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value());
        }
        depth--;
        return list;
    }

    private void enter() throws UnreadableEventException {
        if (++depth > EventReader.MAX_DEPTH) {
            throw fault(
                    Reason.TOO_DEEP,
                    "found an object or list below " + EventReader.MAX_DEPTH + " others",
                    "at most " + EventReader.MAX_DEPTH + " in each other");
        }
    }

    private JsonNode integer() throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> IntNode.valueOf(parser.getIntValue());
            case LONG -> LongNode.valueOf(parser.getLongValue());
            default -> BigIntegerNode.valueOf(parser.getBigIntegerValue());
        };
    }

    /** Exact, so that 129.99 stays 129.99 and 2.0 stays 2.0. */
    private JsonNode decimal() throws IOException, UnreadableEventException {
        try {
            BigDecimal number = parser.getDecimalValue();
            if (plainDigits(number) <= EventReader.MAX_NUMBER_DIGITS) {
                return number.scale() > ExponentNode.FEWEST_PLACES && isWrittenWithExponent()
                        ? new ExponentNode(number)
                        : DecimalNode.valueOf(number);
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // An exponent that even BigDecimal can't hold; below it is refused like any other that is too large.
        }
        throw fault(
                Reason.NUMBER_TOO_LONG,
                "found a number that is too long without its exponent",
                "at most " + EventReader.MAX_NUMBER_DIGITS + " digits");
    }

    private boolean isWrittenWithExponent() throws IOException {
        String text = parser.getText();
        return text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
    }

    /** How many digits the number has without an exponent: 1e999999999 is short, but would be a gigabyte of zeros. */
    private static long plainDigits(BigDecimal number) {
        long scale = number.scale();
        return scale <= 0 ? number.precision() - scale : Math.max(number.precision(), scale + 1);
    }

    private String wellFormed(String string) {
        return mayHoldLoneSurrogates ? WellFormed.text(string) : string;
    }

    private static String kindOf(JsonToken token) {
        return switch (token) {
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "a string";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> "a number";
        };
    }

    private UnreadableEventException fault(Reason reason, String found, String expected) {
        int index = (int) parser.currentTokenLocation().getCharOffset();
        return new UnreadableEventException(reason, text.position(index), found + ", expected " + expected);
    }
}

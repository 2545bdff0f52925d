package io.github.podsights.camel.event;

import io.github.podsights.camel.event.UnreadableEventException.Reason;
import java.util.BitSet;

/**
 * Says where a text stops being one JSON object (RFC 8259), what stands there and what should. It runs only after the
 * parser has refused the text: the parser's own messages quote from the event, and their positions differ by version.
 */
final class SyntaxFault {

    private static final int MAX_DIGITS = EventReader.MAX_NUMBER_DIGITS;

    private enum Next {
        KEY,
        KEY_OR_END,
        COLON,
        VALUE,
        VALUE_OR_END,
        COMMA_OR_END
    }

    /** A text is not as expected at the current position; never leaves this class. */
    private static final class Stop extends Exception {
        private static final long serialVersionUID = 1L;
        private final Reason reason;
        private final String expected;

        Stop(Reason reason, String expected) {
            super(null, null, false, false);
            this.reason = reason;
            this.expected = expected;
        }
    }

    private final EventText text;
    private final BitSet objects = new BitSet();
    private int depth;
    private int at;

    private SyntaxFault(EventText text) {
        this.text = text;
    }

    /** What is wrong with {@code text}, of which the parser said that something is. */
    static UnreadableEventException in(EventText text) {
        SyntaxFault fault = new SyntaxFault(text);
        try {
            fault.scan();
            return fault.found(new Stop(Reason.BROKEN_JSON, "JSON as RFC 8259 has it"));
        } catch (Stop stop) {
            return fault.found(stop);
        }
    }

    private UnreadableEventException found(Stop stop) {
        return new UnreadableEventException(
                stop.reason, text.position(at), "found " + text.kindAt(at) + ", expected " + stop.expected);
    }

    private void scan() throws Stop {
        at = text.skipWhiteSpace(0);
        if (peek() != '{') {
            throw new Stop(Reason.NO_OBJECT, "'{'");
        }
        Next next = Next.VALUE;
        do {
            next = step(next);
            at = text.skipWhiteSpace(at);
        } while (depth > 0);
        if (at < text.length) {
            throw new Stop(Reason.TRAILING_CONTENT, "nothing more");
        }
    }

    private Next step(Next next) throws Stop {
        int c = peek();
        boolean inObject = depth > 0 && objects.get(depth);
        return switch (next) {
            case KEY_OR_END -> c == '}' ? close() : key("a key in double quotes or '}'");
            case KEY -> key("a key in double quotes");
            case COLON -> {
                expect(c == ':', "':'");
                at++;
                yield Next.VALUE;
            }
            case VALUE_OR_END -> c == ']' ? close() : value("a value or ']'");
            case VALUE -> value("a value");
            case COMMA_OR_END -> {
                if (c == (inObject ? '}' : ']')) {
                    yield close();
                }
                expect(c == ',', inObject ? "',' or '}'" : "',' or ']'");
                at++;
                yield inObject ? Next.KEY : Next.VALUE;
            }
        };
    }

    private Next close() {
        depth--;
        at++;
        return Next.COMMA_OR_END;
    }

    private Next key(String expected) throws Stop {
        expect(peek() == '"', expected);
        string();
        return Next.COLON;
    }

    private Next value(String expected) throws Stop {
        int c = peek();
        if (c == '{' || c == '[') {
            depth++;
            objects.set(depth, c == '{');
            at++;
            return c == '{' ? Next.KEY_OR_END : Next.VALUE_OR_END;
        } else if (c == '"') {
            string();
        } else if (c == '-' || isDigit(c)) {
            number();
        } else {
            word(expected);
        }
        return Next.COMMA_OR_END;
    }

    private void word(String expected) throws Stop {
        for (String word : new String[] {"true", "false", "null"}) {
            if (text.length - at >= word.length() && word.equals(new String(text.chars, at, word.length()))) {
                at += word.length();
                return;
            }
        }
        throw new Stop(Reason.BROKEN_JSON, expected);
    }

    private void string() throws Stop {
        at++;
        while (peek() != '"') {
            expect(peek() >= 0, "the closing '\"' of a string");
            expect(peek() >= ' ', "control characters in a string to be escaped");
            if (peek() == '\\') {
                escape();
            } else {
                at++;
            }
        }
        at++;
    }

    private void escape() throws Stop {
        at++;
        expect(peek() >= 0 && "\"\\/bfnrtu".indexOf(peek()) >= 0, "one of \" \\ / b f n r t u after the backslash");
        boolean hex = peek() == 'u';
        at++;
        for (int i = 0; hex && i < 4; i++) {
            int c = peek();
            expect(isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'), "four hex digits after \\u");
            at++;
        }
    }

    private void number() throws Stop {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        boolean zero = peek() == '0';
        int digits = digits();
        if (zero && digits > 1) {
            at -= digits - 1;
            throw new Stop(Reason.BROKEN_JSON, "no digit after a leading 0");
        }
        if (peek() == '.') {
            at++;
            digits += digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits += digits();
        }
        if (digits > MAX_DIGITS) {
            at = start;
            throw new Stop(Reason.NUMBER_TOO_LONG, "a number of at most " + MAX_DIGITS + " digits");
        }
    }

    private int digits() throws Stop {
        int start = at;
        while (isDigit(peek())) {
            at++;
        }
        expect(at > start, "a digit");
        return at - start;
    }

    /** The character at the current position, -1 at the end. */
    private int peek() {
        return at < text.length ? text.chars[at] : -1;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static void expect(boolean condition, String expected) throws Stop {
        if (!condition) {
            throw new Stop(Reason.BROKEN_JSON, expected);
        }
    }
}

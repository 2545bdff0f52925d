package io.github.podsights.camel.event;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * The characters of one event, decoded strictly. Jackson's own decoder takes overlong forms and encoded surrogates,
 * and guesses UTF-16 and UTF-32, so bytes never reach it.
 */
final class EventText {

    final char[] chars;
    final int length;

    private EventText(char[] chars, int length) {
        this.chars = chars;
        this.length = length;
    }

    /** @throws UnreadableEventException at the first byte that is no UTF-8 as RFC 3629 has it */
    static EventText decode(byte[] bytes, int offset, int length) throws UnreadableEventException {
        ByteBuffer from = ByteBuffer.wrap(bytes, offset, length);
        CharBuffer to = CharBuffer.wrap(new char[length]);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(from, to, false);
        EventText text = new EventText(to.array(), to.position());
        if (result.isError() || from.hasRemaining()) {
            throw new UnreadableEventException(
                    UnreadableEventException.Reason.NOT_UTF8,
                    text.position(text.length),
                    "found " + (result.isError() ? "a wrong byte" : "a sequence that breaks off")
                            + ", expected well-formed UTF-8");
        }
        return text;
    }

    /** The first character from {@code from} on that is not JSON's white space; {@link #length} if there is none. */
    int skipWhiteSpace(int from) {
        int i = from;
        while (i < length && isWhiteSpace(chars[i])) {
            i++;
        }
        return i;
    }

    /** Whether there is an escape by code point, the only way for a lone surrogate to get into a string. */
    boolean hasUnicodeEscape() {
        for (int i = 0; i < length; i++) {
            if (chars[i] == '\\' && i + 1 < length && chars[i + 1] == 'u') {
                return true;
            }
        }
        return false;
    }

    /** A position for people; column and line count from 1 and in code points, the byte offset from 0. */
    String position(int index) {
        long line = 1;
        long column = 1;
        long bytes = 0;
        for (int i = 0; i < index; i++) {
            char c = chars[i];
            bytes += utf8Length(c);
            if (c == '\n') {
                line++;
                column = 1;
            } else if (!Character.isLowSurrogate(c)) {
                column++;
            }
        }
        return (line == 1 ? "" : "line " + line + ", ") + "column " + column + " (byte offset " + bytes + ")";
    }

    /** What stands at {@code index}, by its kind: never a letter or digit of the event itself. */
    String kindAt(int index) {
        if (index >= length) {
            return "the end";
        }
        char c = chars[index];
        if ("{}[],:\"".indexOf(c) >= 0) {
            return "'" + c + "'";
        } else if (c == '\ufeff') {
            return "a byte order mark";
        } else if (c < ' ') {
            return "a control character";
        } else if (Character.isDigit(c)) {
            return "a digit";
        } else if (Character.isLetter(c)) {
            return "a letter";
        }
        return "another character";
    }

    static boolean isWhiteSpace(int c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private static int utf8Length(char c) {
        if (c < 0x80) {
            return 1;
        }
        // Each half of a surrogate pair counts for two of the pair's four bytes.
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
}

package io.github.podsights.camel.event;

/** Text of an event, such as its name, made safe to stand in a message, a log line or on a terminal. */
public final class Printable {

    private Printable() {}

    /**
     * Escapes what could forge or garble a line: control characters, the line separators U+2028 and U+2029, the
     * characters that turn the direction of writing, and lone surrogates. They are written {@code \n}, {@code \r},
     * {@code \t}, or as a backslash, {@code u} and four hex digits; everything else stays.
     *
     * @return {@code text} itself if nothing in it has to be escaped
     */
    public static String escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (mustBeEscaped(text, i)) {
                return escapeFrom(text, i);
            }
        }
        return text;
    }

    private static String escapeFrom(String text, int first) {
        StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!mustBeEscaped(text, i)) {
                escaped.append(c);
                continue;
            }
            switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> escaped.append(String.format("\\u%04x", (int) c));
            }
        }
        return escaped.toString();
    }

    private static boolean mustBeEscaped(String text, int i) {
        char c = text.charAt(i);
        if (c < 0x7f) {
            return c < ' ';
        }
        return Character.isISOControl(c) || isLineSeparator(c) || turnsDirection(c) || isLoneSurrogate(text, i);
    }

    private static boolean isLineSeparator(char c) {
        return c == '\u2028' || c == '\u2029';
    }

    /** The explicit directional characters of Unicode Standard Annex 9. */
    private static boolean turnsDirection(char c) {
        return c == '\u061c'
                || c == '\u200e'
                || c == '\u200f'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }

    private static boolean isLoneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}

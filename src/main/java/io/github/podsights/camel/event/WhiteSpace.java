package io.github.podsights.camel.event;

/**
 * White space as Unicode means it. {@link String#strip()} leaves the no-break spaces, the next-line control and the
 * byte order mark standing, and each of them comes in with what people paste into a form.
 */
public final class WhiteSpace {

    private static final int NEXT_LINE = 0x85;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private WhiteSpace() {}

    /** Whether a character is white space. */
    public static boolean is(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || codePoint == NEXT_LINE
                || codePoint == BYTE_ORDER_MARK;
    }

    /** The text without the white space at its ends; all white space lies in the basic plane. */
    public static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && is(text.charAt(from))) {
            from++;
        }
        while (to > from && is(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** Whether there is nothing else in a text. */
    public static boolean isBlank(String text) {
        return strip(text).isEmpty();
    }
}

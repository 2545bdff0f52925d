package io.github.podsights.camel.event;

/**
 * JSON may hold half a surrogate pair as an escape, mostly of text that was cut within an emoji. UTF-8 has no bytes for
 * it, so that such an event could neither be sent nor stored: it becomes U+FFFD.
 */
public final class WellFormed {

    private WellFormed() {}

    /** The same instance if there is nothing to replace. */
    public static String text(String text) {
        if (text.codePoints().noneMatch(WellFormed::isSurrogate)) {
            return text;
        }
        return text.codePoints()
                .map(c -> isSurrogate(c) ? 0xfffd : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}

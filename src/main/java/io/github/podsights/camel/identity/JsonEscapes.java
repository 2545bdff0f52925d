package io.github.podsights.camel.identity;

/**
 * The escapes of JSON strings, RFC 8259, section 7, as they stand in JSON that is not parsed. Linear in the length of the
 * text.
 */
final class JsonEscapes {

    private static final String CONTROLS = "bfnrt";
    private static final int UNIT_LENGTH = "u0040".length();

    private JsonEscapes() {}

    /**
     * The text with each {@code u} and four hex digits behind backslashes decoded, however many backslashes there are,
     * since JSON within JSON doubles them. Shorter than {@code text} if there was anything to decode.
     *
     * @param controls whether the short escapes of line breaks and tabs are decoded too: right for JSON as it is written,
     *     wrong for a text in which a backslash parts a domain from a user
     */
    static DecodedText decoded(DecodedText text, boolean controls) {
        DecodedText decoded = new DecodedText(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = backslashesEnd(text, i);
            if (end == i) {
                decoded.addAll(text, i, i + 1);
                i++;
            } else if (unitAt(text, end) >= 0) {
                i = addUnit(decoded, text, i, end);
            } else if (controls && (end - i) % 2 == 1 && CONTROLS.indexOf(text.at(end)) >= 0) {
                decoded.addAll(text, i, end - 1);
                decoded.add('\n', text.start(end - 1));
                i = end + 1;
            } else {
                decoded.addAll(text, i, end);
                i = end;
            }
        }
        return decoded.endingAt(text.start(text.length()));
    }

    /** Adds the character of an escape, together with its second half if it is a surrogate; returns where it ends. */
    private static int addUnit(DecodedText decoded, DecodedText text, int from, int unitFrom) {
        int unit = unitAt(text, unitFrom);
        int next = unitFrom + UNIT_LENGTH;
        int lowFrom = backslashesEnd(text, next);
        int low = lowFrom > next ? unitAt(text, lowFrom) : -1;
        if (low >= 0 && Character.isSurrogatePair((char) unit, (char) low)) {
            decoded.add(Character.toCodePoint((char) unit, (char) low), text.start(from));
            return lowFrom + UNIT_LENGTH;
        }
        decoded.add(unit, text.start(from));
        return next;
    }

    private static int backslashesEnd(DecodedText text, int from) {
        int end = from;
        while (text.at(end) == '\\') {
            end++;
        }
        return end;
    }

    private static int unitAt(DecodedText text, int index) {
        return text.at(index) == 'u' ? text.hexAt(index + 1, 4) : -1;
    }
}

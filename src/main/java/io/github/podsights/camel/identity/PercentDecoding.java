package io.github.podsights.camel.identity;

/**
 * Percent-decoding of RFC 3986, lenient as servers are: a percent sign without two hex digits stands for itself. Linear
 * in the length of the text.
 */
final class PercentDecoding {

    /** How many times over a text may be percent-encoded and still be seen through. */
    static final int ROUNDS = 3;

    private static final int ESCAPE_LENGTH = "%40".length();

    private PercentDecoding() {}

    /** One round; the result is shorter than {@code text} if there was anything to decode. */
    static DecodedText once(DecodedText text) {
        DecodedText decoded = new DecodedText(text.length());
        int i = 0;
        while (i < text.length()) {
            int lead = byteAt(text, i);
            if (lead < 0) {
                decoded.addAll(text, i, i + 1);
                i++;
                continue;
            }
            int size = sequenceSize(lead);
            int codePoint = utf8At(text, i, lead, size);
            // Older forms encode in Latin-1: better a letter of that than a hole in the middle of an address.
            decoded.add(codePoint < 0 ? lead : codePoint, text.start(i));
            i += codePoint < 0 ? ESCAPE_LENGTH : size * ESCAPE_LENGTH;
        }
        return decoded.endingAt(text.start(text.length()));
    }

    /** A text after all {@link #ROUNDS}. */
    static String fully(String source) {
        if (source.indexOf('%') < 0) {
            return source;
        }
        DecodedText text = DecodedText.of(source);
        for (int round = 0; round < ROUNDS; round++) {
            text = once(text);
        }
        return text.substring(0, text.length());
    }

    private static int byteAt(DecodedText text, int index) {
        return text.at(index) == '%' ? text.hexAt(index + 1, 2) : -1;
    }

    private static int sequenceSize(int lead) {
        if (lead < 0xC0) {
            return 1;
        }
        if (lead < 0xE0) {
            return 2;
        }
        return lead < 0xF0 ? 3 : 4;
    }

    /** The code point whose first byte is {@code lead}, or -1 if the bytes there are no UTF-8 as RFC 3629 has it. */
    private static int utf8At(DecodedText text, int index, int lead, int size) {
        if (size == 1) {
            return lead < 0x80 ? lead : -1;
        }
        int codePoint = lead & (0x7F >> size);
        for (int i = 1; i < size; i++) {
            int next = byteAt(text, index + i * ESCAPE_LENGTH);
            if (next < 0 || (next & 0xC0) != 0x80) {
                return -1;
            }
            codePoint = (codePoint << 6) | (next & 0x3F);
        }
        return lead < 0xF8 && isShortest(codePoint, size) && isScalar(codePoint) ? codePoint : -1;
    }

    private static boolean isShortest(int codePoint, int size) {
        if (size == 2) {
            return codePoint >= 0x80;
        }
        return codePoint >= (size == 3 ? 0x800 : 0x10000);
    }

    private static boolean isScalar(int codePoint) {
        return Character.isValidCodePoint(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
    }
}

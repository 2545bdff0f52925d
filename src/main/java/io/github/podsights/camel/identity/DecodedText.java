package io.github.podsights.camel.identity;

import java.util.HexFormat;

/**
 * A text as code points, each of which knows where in the source it was written: after decoding, {@code %40} is one
 * code point that begins at the percent sign. Built once from front to back, then only read.
 */
final class DecodedText {

    private final int[] codePoints;
    private final int[] starts;
    private int length;

    /** An empty text that has room for {@code capacity} code points. */
    DecodedText(int capacity) {
        codePoints = new int[capacity];
        starts = new int[capacity + 1];
    }

    /** The source as it stands. */
    static DecodedText of(String source) {
        DecodedText text = new DecodedText(source.length());
        int i = 0;
        while (i < source.length()) {
            int codePoint = source.codePointAt(i);
            text.add(RawBytes.asLatin1(codePoint), i);
            i += Character.charCount(codePoint);
        }
        return text.endingAt(source.length());
    }

    void add(int codePoint, int start) {
        codePoints[length] = codePoint;
        starts[length] = start;
        length++;
    }

    /** Adds code points of another text, to {@code to} exclusive. */
    void addAll(DecodedText other, int from, int to) {
        for (int i = from; i < to; i++) {
            add(other.codePoints[i], other.starts[i]);
        }
    }

    DecodedText endingAt(int sourceLength) {
        starts[length] = sourceLength;
        return this;
    }

    /** In code points. */
    int length() {
        return length;
    }

    /** The code point at an index, or -1 behind the end. */
    int at(int index) {
        return index < length ? codePoints[index] : -1;
    }

    /** Where in the source the code point begins; for {@link #length()}, where the source ends. */
    int start(int index) {
        return starts[index];
    }

    String substring(int from, int to) {
        return new String(codePoints, from, to - from);
    }

    boolean contains(int codePoint) {
        for (int i = 0; i < length; i++) {
            if (codePoints[i] == codePoint) {
                return true;
            }
        }
        return false;
    }

    /** The value of so many hex digits from an index on, or -1 if there are fewer. */
    int hexAt(int index, int digits) {
        int value = 0;
        for (int i = index; i < index + digits; i++) {
            if (!HexFormat.isHexDigit(at(i))) {
                return -1;
            }
            value = (value << 4) | HexFormat.fromHexDigit(at(i));
        }
        return value;
    }
}

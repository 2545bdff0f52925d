package io.github.podsights.camel.identity;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Bytes of any kind as text and back, without a loss: what is UTF-8 is read as that, and each byte that is not stands as
 * a lone low surrogate, U+DC00 plus the byte, which no UTF-8 gives.
 */
final class RawBytes {

    private static final int ESCAPE = 0xDC00;

    private RawBytes() {}

    static String toText(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            out.put((char) (ESCAPE + (in.get() & 0xFF)));
            result = decoder.decode(in, out, true);
        }
        return out.flip().toString();
    }

    static byte[] toBytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 64);
        int from = 0;
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            if (isEscaped(codePoint)) {
                bytes.writeBytes(text.substring(from, i).getBytes(StandardCharsets.UTF_8));
                bytes.write(codePoint - ESCAPE);
                from = i + 1;
            }
            i += Character.charCount(codePoint);
        }
        bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    /** A byte that was no UTF-8 as the Latin-1 character that it most likely is; any other code point as it is. */
    static int asLatin1(int codePoint) {
        return isEscaped(codePoint) ? codePoint - ESCAPE : codePoint;
    }

    private static boolean isEscaped(int codePoint) {
        return codePoint >= ESCAPE + 0x80 && codePoint <= ESCAPE + 0xFF;
    }
}

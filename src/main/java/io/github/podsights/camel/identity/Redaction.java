package io.github.podsights.camel.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.event.WhiteSpace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * No raw e-mail leaves: replaces every e-mail-like text by its hash, the same as {@code em} of that address. Goes over
 * every string of a payload and over everything that is written down.
 *
 * <p>A string that as a whole is an e-mail (see {@link EmailHasher}) is replaced whole. Otherwise e-mail-like text within
 * it is: a local part of letters, digits and <code>.!#$'*+^_{|}~-</code>, an {@code @}, and a domain of at least two
 * labels of letters, digits and {@code -}, the last of which begins with a letter, also where its characters stand
 * percent-encoded up to three times or as JSON's {@code \}{@code u0040}. In a URL, {@code / ? & = ; #} part one text from
 * the next. What is redacted once is not changed by being redacted again. Takes time in proportion to the input.
 */
public final class Redaction {

    private static final int MOST_PASSES = 4;

    private Redaction() {}

    /**
     * Redacts a string that is read already, such as a value of JSON, a log line or the message of an error.
     *
     * @param text may be null
     * @return the same instance if there is nothing to replace; null for null
     */
    public static String redact(String text) {
        return text == null || !EmailLikeText.isPossibleIn(text) ? text : redact(text, false);
    }

    /**
     * Redacts bytes that could not be read: JSON as it was written, perhaps broken, perhaps no UTF-8 and perhaps UTF-16.
     * Every byte outside of an e-mail-like text stays as it is. Has to be done before the bytes are cut to a length, or
     * half an address stays behind at the cut.
     *
     * @param bytes not changed; may be null
     * @return the same instance if there is nothing to replace; null for null
     */
    public static byte[] redact(byte[] bytes) {
        if (bytes == null || !isPossibleIn(bytes)) {
            return bytes;
        }
        String text = RawBytes.toText(bytes);
        String redacted = redact(text, true);
        byte[] result = redacted.equals(text) ? bytes : RawBytes.toBytes(redacted);
        return holdsNul(result)
                ? redactUtf16(redactUtf16(result, ByteOrder.LITTLE_ENDIAN), ByteOrder.BIG_ENDIAN)
                : result;
    }

    /**
     * Redacts every string of a tree, values and field names alike. Two names of one object that become the same are told
     * apart by a number behind the second.
     *
     * @param tree not changed; may be null
     * @return the same instance if there is nothing to replace, otherwise a copy, which shares with {@code tree} the
     *     branches that are as they were; null for null
     */
    public static JsonNode redact(JsonNode tree) {
        return tree == null ? null : RedactedTree.of(tree);
    }

    private static String redact(String text, boolean rawJson) {
        if (EmailHasher.isEmail(text)) {
            return EmailHasher.digest(WhiteSpace.strip(text));
        }
        String redacted = text;
        String before;
        int passes = 0;
        // What is left may look like an address again: a hash before %40a.example. A few times are enough for what
        // anybody
        // writes; without a bound a hostile text would take time in the square of its length.
        do {
            before = redacted;
            redacted = EmailLikeText.replaced(before, rawJson);
            if (!redacted.equals(before) && EmailHasher.isEmail(redacted)) {
                redacted = severed(redacted);
            }
        } while (!redacted.equals(before) && ++passes < MOST_PASSES);
        return redacted;
    }

    /**
     * What was no e-mail, for having more than one {@code @}, must not become one by losing some: of
     * {@code jane@doe@example.com} there is left {@code jane@} and a hash. The last {@code @} and what stands before it go
     * the same way, and since two hashes stand there then, nobody takes the whole for one.
     */
    private static String severed(String text) {
        int at = text.indexOf('@');
        int from = at;
        while (from > 0 && EmailLikeText.isLocal(text.codePointBefore(from))) {
            from -= Character.charCount(text.codePointBefore(from));
        }
        return text.substring(0, from) + EmailHasher.digest(text.substring(from)) + text.substring(at + 1);
    }

    private static boolean isPossibleIn(byte[] bytes) {
        for (byte b : bytes) {
            if (b == '@' || b == '%' || b == '\\') {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsNul(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    /** JSON has no NUL; where there is one, a file in UTF-16 was most likely taken for UTF-8. */
    private static byte[] redactUtf16(byte[] bytes, ByteOrder order) {
        int whole = bytes.length / 2 * 2;
        char[] chars = new char[bytes.length / 2];
        ByteBuffer.wrap(bytes, 0, whole).order(order).asCharBuffer().get(chars);
        String text = new String(chars);
        String redacted = EmailLikeText.replaced(text, true);
        if (redacted.equals(text)) {
            return bytes;
        }
        ByteBuffer result = ByteBuffer.allocate(redacted.length() * 2 + bytes.length - whole)
                .order(order);
        redacted.chars().forEach(c -> result.putChar((char) c));
        return result.put(bytes, whole, bytes.length - whole).array();
    }
}

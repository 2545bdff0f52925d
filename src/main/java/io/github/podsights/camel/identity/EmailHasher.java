package io.github.podsights.camel.identity;

import io.github.podsights.camel.event.Sha256;
import io.github.podsights.camel.event.WhiteSpace;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes {@code em} of an e-mail address: the SHA-256 of the address, stripped of the white space around it, lower-cased
 * and in UTF-8, as 64 lower-case hex digits. Nothing else is normalised: a plus-tag and the dots of a local part stay.
 *
 * <p>An e-mail has exactly one {@code @}, something on both sides of it, and no white space and none of
 * <code>&lt;&gt;()[],;:"\</code> within.
 */
public final class EmailHasher {

    private static final String DIGEST_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final int DIGEST_LENGTH = 64;
    private static final String REFUSED = "<>()[],;:\"\\";

    private EmailHasher() {}

    /**
     * The hash of an address. What is a SHA-256 in hex already is passed through, in lower case.
     *
     * @param raw an address or its digest, with or without white space around it; may be null
     * @return 64 lower-case hex digits; empty if {@code raw} is null, no e-mail, or the digest of the empty string,
     *     which is what a careless sender makes of an e-mail that it does not have
     */
    public static Optional<String> hash(String raw) {
        if (raw == null) {
            return Optional.empty();
        }
        String stripped = WhiteSpace.strip(raw);
        if (isDigest(stripped)) {
            String digest = stripped.toLowerCase(Locale.ROOT);
            return digest.equals(DIGEST_OF_NOTHING) ? Optional.empty() : Optional.of(digest);
        }
        return isAddress(stripped) ? Optional.of(digest(stripped)) : Optional.empty();
    }

    /**
     * Whether a text as a whole, but for white space around it, is an e-mail by the rule of this class. A digest is none,
     * and neither is null.
     */
    public static boolean isEmail(String text) {
        return text != null && text.indexOf('@') >= 0 && isAddress(WhiteSpace.strip(text));
    }

    /** The SHA-256 of the lower-cased text, without a look at what it is. */
    static String digest(String text) {
        byte[] bytes = text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
    }

    private static boolean isAddress(String stripped) {
        int at = stripped.indexOf('@');
        return at > 0 && at < stripped.length() - 1 && stripped.indexOf('@', at + 1) < 0 && !holdsRefused(stripped);
    }

    private static boolean holdsRefused(String text) {
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            if (isRefused(codePoint)) {
                return true;
            }
            i += Character.charCount(codePoint);
        }
        return false;
    }

    /** A lone surrogate is no text: UTF-8 has no bytes for it, and its digest would be that of a question mark. */
    private static boolean isRefused(int codePoint) {
        return REFUSED.indexOf(codePoint) >= 0
                || WhiteSpace.is(codePoint)
                || Character.getType(codePoint) == Character.SURROGATE;
    }

    private static boolean isDigest(String text) {
        return text.length() == DIGEST_LENGTH && text.chars().allMatch(HexFormat::isHexDigit);
    }
}

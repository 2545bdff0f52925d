package io.github.podsights.camel.identity;

import io.github.podsights.camel.event.WhiteSpace;

/**
 * E-mail-like text within a string: a local part of letters, digits and <code>.!#$'*+^_{|}~-</code>, an {@code @}, and a
 * domain of at least two labels of letters, digits and {@code -}, the last of which begins with a letter. Letters and
 * digits are Unicode's, with the marks that belong to them. Each of its characters, not only the {@code @}, may stand
 * percent-encoded up to three times, or as an escape of JSON. In linear time.
 */
final class EmailLikeText {

    private static final String LOCAL_SIGNS = ".!#$'*+^_{|}~-";

    private EmailLikeText() {}

    /** False if there surely is none: cheap, and the answer for nearly every string. */
    static boolean isPossibleIn(String text) {
        if (text.indexOf('@') >= 0 || text.indexOf('\\') >= 0) {
            return true;
        }
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
            if (mayLeadToAt(text, i + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a string holds e-mail-like text; being an e-mail as a whole, like {@code jane@localhost}, is not enough. */
    static boolean isIn(String text) {
        if (!isPossibleIn(text)) {
            return false;
        }
        Runs runs = new Runs(text);
        while (runs.next()) {
            if (AddressRun.holdsAddress(runs.run())) {
                return true;
            }
        }
        return false;
    }

    /**
     * The text with each e-mail-like text replaced by the hash of its plain address. Addresses that run into each other,
     * as in {@code a@b.example@c.example}, leave their hashes side by side.
     *
     * @param rawJson whether the text is JSON as it is written, in which a backslash and an n are a line break
     */
    static String replaced(String text, boolean rawJson) {
        if (!isPossibleIn(text)) {
            return text;
        }
        StringBuilder replaced = new StringBuilder(text.length() + 64);
        Runs runs = new Runs(text);
        int done = 0;
        while (runs.next()) {
            String run = runs.run();
            String hashed = AddressRun.hashed(run, rawJson);
            if (!hashed.equals(run)) {
                replaced.append(text, done, runs.from).append(hashed);
                done = runs.to;
            }
        }
        return done == 0 ? text : replaced.append(text, done, text.length()).toString();
    }

    static boolean isLocal(int codePoint) {
        return isLetterOrDigit(codePoint) || LOCAL_SIGNS.indexOf(codePoint) >= 0;
    }

    static boolean isDomain(int codePoint) {
        return isLetterOrDigit(codePoint) || codePoint == '-';
    }

    /** With marks: hardly a word of Hindi, and no decomposed accent, is letters alone. */
    private static boolean isLetterOrDigit(int codePoint) {
        if (Character.isLetterOrDigit(codePoint)) {
            return true;
        }
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /**
     * Whether these two hex digits are those of {@code @}, of a percent sign or of a backslash, or make one of the digits
     * that these are written with: no other leads to an {@code @} in any number of rounds.
     */
    private static boolean mayLeadToAt(String text, int index) {
        if (index + 1 >= text.length()) {
            return false;
        }
        char low = text.charAt(index + 1);
        return switch (text.charAt(index)) {
            case '2' -> low == '5';
            case '3' -> low == '0' || (low >= '2' && low <= '5');
            case '4' -> low == '0' || low == '3';
            case '5' -> low == 'c' || low == 'C';
            case '6' -> low == '3';
            default -> false;
        };
    }

    /**
     * The runs of characters that may stand in an address or in the encoding of one. All others part them, at whatever
     * depth of decoding, and so does a {@code #} in a URL, which elsewhere may be part of an address.
     */
    private static final class Runs {

        private final String text;
        private boolean url;
        private int from;
        private int to;

        Runs(String text) {
            this.text = text;
        }

        boolean next() {
            from = to;
            while (from < text.length() && isBetween(from)) {
                follow(from);
                from += Character.charCount(text.codePointAt(from));
            }
            to = from;
            while (to < text.length() && !isBetween(to)) {
                to += Character.charCount(text.codePointAt(to));
            }
            return from < to;
        }

        String run() {
            return text.substring(from, to);
        }

        private boolean isBetween(int index) {
            int codePoint = RawBytes.asLatin1(text.codePointAt(index));
            if (codePoint == '#') {
                return url;
            }
            return !isLocal(codePoint) && codePoint != '@' && codePoint != '%' && codePoint != '\\';
        }

        private void follow(int index) {
            char c = text.charAt(index);
            if (c == '/' && text.startsWith("://", index - 2)) {
                url = true;
            } else if (c == '"' || c == '<' || c == '>' || WhiteSpace.is(c)) {
                url = false;
            }
        }
    }
}

package io.github.podsights.camel.mapping;

import io.github.podsights.camel.event.WhiteSpace;
import java.text.Normalizer;
import java.util.Optional;

/** Names of events, which are written in several ways: {@code Order Completed}, {@code order_completed}. */
final class EventName {

    private EventName() {}

    /**
     * The one form of all ways to write a name: case, and whether words are parted by blank, {@code _} or {@code -},
     * make no difference.
     */
    static String normalise(String name) {
        StringBuilder normal = new StringBuilder(name.length());
        boolean parted = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_' || c == '-' || WhiteSpace.is(c)) {
                parted = true;
                continue;
            }
            if (parted && normal.length() > 0) {
                normal.append('_');
            }
            parted = false;
            // By way of upper case, as String.equalsIgnoreCase does it: some letters have two lower-case forms.
            normal.append(Character.toLowerCase(Character.toUpperCase(c)));
        }
        return normal.toString();
    }

    /**
     * A name in snake_case: {@code Order Completed} and {@code orderCompleted} are {@code order_completed}. Empty if
     * no letter or digit is in it, or if it could hold an e-mail address, which nobody would recognise after that.
     */
    static Optional<String> snakeCase(String name) {
        int[] points =
                Normalizer.normalize(name, Normalizer.Form.NFC).codePoints().toArray();
        StringBuilder snake = new StringBuilder(points.length + 4);
        int before = ' ';
        for (int i = 0; i < points.length; i++) {
            int c = points[i];
            if (c == '@' || c == '%' || c == '\\') {
                return Optional.empty();
            }
            if (isOfWord(c)) {
                if (snake.length() > 0 && startsWord(before, c, i + 1 < points.length ? points[i + 1] : ' ')) {
                    snake.append('_');
                }
                snake.appendCodePoint(Character.toLowerCase(c));
            }
            // A mark belongs to the letter before it, whose case is what counts for the next.
            if (!isMark(c) || !isOfWord(before)) {
                before = c;
            }
        }
        return snake.length() == 0 ? Optional.empty() : Optional.of(snake.toString());
    }

    private static boolean startsWord(int before, int c, int after) {
        boolean afterGap = !isOfWord(before);
        boolean hump = Character.isUpperCase(c) && Character.isLowerCase(before);
        boolean endOfAcronym =
                Character.isUpperCase(c) && Character.isUpperCase(before) && Character.isLowerCase(after);
        return afterGap || hump || endOfAcronym;
    }

    private static boolean isOfWord(int c) {
        return Character.isLetterOrDigit(c) || isMark(c);
    }

    /** The accents and vowel signs that many scripts write as characters of their own. */
    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }
}

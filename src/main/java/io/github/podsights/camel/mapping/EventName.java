package io.github.podsights.camel.mapping;

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
            if (c == '_' || c == '-' || Text.isSpace(c)) {
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
        StringBuilder snake = new StringBuilder(name.length() + 4);
        char before = ' ';
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '@' || c == '%' || c == '\\') {
                return Optional.empty();
            }
            if (Character.isLetterOrDigit(c)) {
                if (snake.length() > 0 && startsWord(before, c, i + 1 < name.length() ? name.charAt(i + 1) : ' ')) {
                    snake.append('_');
                }
                snake.append(Character.toLowerCase(c));
            }
            before = c;
        }
        return snake.length() == 0 ? Optional.empty() : Optional.of(snake.toString());
    }

    private static boolean startsWord(char before, char c, char after) {
        boolean afterGap = !Character.isLetterOrDigit(before);
        boolean hump = Character.isUpperCase(c) && Character.isLowerCase(before);
        boolean endOfAcronym =
                Character.isUpperCase(c) && Character.isUpperCase(before) && Character.isLowerCase(after);
        return afterGap || hump || endOfAcronym;
    }
}

package io.github.podsights.camel.yaml;

import java.util.Collection;
import java.util.List;

/** Lists of words as a person writes them. */
public final class Words {

    private Words() {}

    /** {@code a}, {@code a or b}, {@code a, b or c}. */
    public static String or(Collection<String> words) {
        List<String> list = List.copyOf(words);
        if (list.size() < 2) {
            return String.join("", list);
        }
        int last = list.size() - 1;
        return String.join(", ", list.subList(0, last)) + " or " + list.get(last);
    }
}

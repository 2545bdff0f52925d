package io.github.podsights.camel.collector;

import java.util.Comparator;
import java.util.List;

/** A closed list of words, which can say what an unknown one was probably meant to be. */
record KnownWords(List<String> words) {

    private static final int SUGGESTIONS = 3;

    KnownWords {
        words = List.copyOf(words);
    }

    boolean contains(String word) {
        return words.contains(word);
    }

    /** The three words that differ least, the closest first. */
    List<String> closestTo(String word) {
        return words.stream()
                .sorted(Comparator.comparingInt(known -> distance(word, known)))
                .limit(SUGGESTIONS)
                .toList();
    }

    /** How many letters must be put in, taken out or changed (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}

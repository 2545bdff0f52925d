package io.github.podsights.camel.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A question that is answered on a terminal. */
final class Question {

    /** Set by the launcher when standard input and standard error are a terminal. */
    static final String ANSWERS = "podsights.cli.answers";

    private Question() {}

    /** Whether there is anybody to ask. */
    static boolean canBeAsked() {
        return Boolean.getBoolean(ANSWERS);
    }

    /** Asks; only {@code y} and {@code yes} is a yes. */
    static boolean isYes(String question, PrintWriter err, InputStream in) throws IOException {
        err.print(question + " [y/N] ");
        err.flush();
        String answer = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
        String word = answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT);
        return word.equals("y") || word.equals("yes");
    }
}

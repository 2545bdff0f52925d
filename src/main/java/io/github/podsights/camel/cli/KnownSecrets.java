package io.github.podsights.camel.cli;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whatever this process was told as a secret is {@code ***} in what it prints and logs, whoever wrote it: at DEBUG Camel
 * logs what each placeholder stands for, and a message of Kafka may quote a part of what it can't read.
 */
final class KnownSecrets {

    /** What is shorter stands in too much that is none. */
    private static final int SHORTEST = 6;

    /** Within what Kafka is told for its login: a password, whatever else has a name, and what stands for itself. */
    private static final Pattern PART = Pattern.compile(
            "(?i)[\\w.]*(?:pass|secret|token|credential)[\\w.]*\\s*=\\s*(?:\"(?<quoted>[^\"]+)\"?|(?<plain>[^\"\\s;]+))"
                    + "|[\\w.]+\\s*=\\s*(?:\"[^\"]*\"?|[^\"\\s;]*)"
                    + "|(?<alone>[^\"\\s;=]+)");

    private static final Pattern WORD = Pattern.compile("[a-z]+|[A-Za-z]\\w*(\\.\\w+)+|[A-Z][a-z]+([A-Z][a-z]+)+");

    /** The longest first: it may hold a shorter one. */
    private static final Set<String> KNOWN = new ConcurrentSkipListSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private KnownSecrets() {}

    /** From now on it is shown nowhere, and neither is a part of it that may be the secret itself. */
    static void add(String secret) {
        if (secret.length() < SHORTEST) {
            return;
        }
        KNOWN.add(secret);
        Matcher part = PART.matcher(secret);
        while (part.find()) {
            String alone = part.group("alone");
            Stream.of(part.group("quoted"), part.group("plain"), alone)
                    .filter(text -> text != null && text.length() >= SHORTEST)
                    .filter(text -> !text.equals(alone) || !WORD.matcher(text).matches())
                    .forEach(KNOWN::add);
        }
    }

    /** A text without them. */
    static String masked(String text) {
        String masked = text;
        for (String secret : KNOWN) {
            masked = masked.replace(secret, "***");
        }
        return masked;
    }
}

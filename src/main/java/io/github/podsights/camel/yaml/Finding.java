package io.github.podsights.camel.yaml;

import io.github.podsights.camel.event.Printable;
import java.util.Objects;

/**
 * What is wrong at one place of a configuration file, and what to do about it. It never holds the value of a secret.
 *
 * @param file the file as a person would name it
 * @param line the line, from 1; 0 if none can be named
 * @param path the dotted path within the file; empty for the document itself
 * @param severity whether the file can be used nevertheless
 * @param found what stands there
 * @param expected what should stand there
 * @param todo what to do
 */
public record Finding(
        String file, int line, String path, Severity severity, String found, String expected, String todo) {

    /** How bad a finding is. */
    public enum Severity {
        /** The file is not used. */
        ERROR,
        /** The file is used as it is. */
        WARNING
    }

    /** A longer value is cut when it is quoted. */
    private static final int LONGEST_QUOTE = 60;

    public Finding {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(found, "found");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(todo, "todo");
    }

    /** What makes a file, or the whole of a configuration, unusable. */
    public static Finding error(Place place, String found, String expected, String todo) {
        return new Finding(place.file(), place.line(), place.path(), Severity.ERROR, found, expected, todo);
    }

    /** A value as a finding shows it: in quotes, cut if it is long, without control characters. Not for secrets. */
    public static String quoted(String value) {
        boolean cut = value.length() > LONGEST_QUOTE;
        return "'" + Printable.escape(cut ? value.substring(0, end(value)) + "…" : value) + "'";
    }

    /** Where it is cut: not within an address, for what is left of that would not be known to be one. */
    private static int end(String value) {
        int begin = LONGEST_QUOTE;
        while (begin > 0 && !isBetweenWords(value.charAt(begin - 1))) {
            begin--;
        }
        int end = LONGEST_QUOTE;
        while (end < value.length() && !isBetweenWords(value.charAt(end))) {
            end++;
        }
        String word = value.substring(begin, end);
        return word.contains("@") || word.contains("%40") ? begin : LONGEST_QUOTE;
    }

    private static boolean isBetweenWords(char c) {
        return Character.isWhitespace(c) || "\"'<>,;()[]{}".indexOf(c) >= 0;
    }

    /** Where it is. */
    public Place place() {
        return new Place(file, line, path);
    }

    /** One line, such as {@code x.yaml:7: consent_match: found 'al'; expected all or any; write one of these}. */
    @Override
    public String toString() {
        String warning = severity == Severity.WARNING ? "warning: " : "";
        return place() + ": " + warning + "found " + found + "; expected " + expected + "; " + todo;
    }
}

package io.github.podsights.camel.deadletter;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Optional;
import java.util.regex.Pattern;

/** The id of a dead letter, which begins with when it was written: {@code 20261124T131500123Z-7f3a9c21d0e4}. */
public final class LetterId {

    private static final Pattern ID = Pattern.compile("\\d{8}T\\d{9}Z-[0-9a-f]{12}");

    private static final int TIME_LENGTH = 19;

    /** Not by one pattern: {@code ssSSS} without anything between is read as one number by older JDKs. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuuMMdd'T'HHmmss")
            .appendValue(ChronoField.MILLI_OF_SECOND, 3)
            .appendLiteral('Z')
            .toFormatter(java.util.Locale.ROOT);

    private LetterId() {}

    /** Whether a text is one. */
    public static boolean is(String text) {
        return ID.matcher(text).matches() && time(text).isPresent();
    }

    /** When the letter of an id was written, to the millisecond; empty if it is none. */
    public static Optional<Instant> time(String id) {
        try {
            return id.length() < TIME_LENGTH
                    ? Optional.empty()
                    : Optional.of(LocalDateTime.parse(id.substring(0, TIME_LENGTH), TIME)
                            .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The id of a letter as it was written; empty if it has none. */
    public static Optional<String> of(byte[] letter) {
        return LetterReader.id(letter).filter(LetterId::is);
    }

    /** The day of an id, {@code 2026-11-24}. */
    static String day(String id) {
        return id.substring(0, 4) + "-" + id.substring(4, 6) + "-" + id.substring(6, 8);
    }

    /** The first id that a letter of that moment, or of a later one, can have. */
    static String first(Instant moment) {
        if (moment.isBefore(Instant.EPOCH)) {
            return "";
        }
        return TIME.format(moment.atOffset(ZoneOffset.UTC));
    }
}

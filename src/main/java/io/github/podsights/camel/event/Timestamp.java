package io.github.podsights.camel.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/** When an event happened, as its own timestamp says: ISO 8601 with an offset. */
final class Timestamp {

    /** The longest that ISO 8601 needs, nanoseconds and an offset included. */
    private static final int LONGEST = 40;

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:MM:ss", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHmm", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private Timestamp() {}

    /** The instant; empty for whatever is no such text, also where it has no offset, for nobody knows whose clock it is. */
    static Optional<Instant> read(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text, ISO).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

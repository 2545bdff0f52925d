package io.github.podsights.camel.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** When an event happened, as its own timestamp says: ISO 8601, without an offset in UTC, as a date alone its midnight. */
public final class EventTimestamp {

    /** The longest that ISO 8601 needs, nanoseconds and an offset included. */
    private static final int LONGEST = 40;

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:MM:ss", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHmm", "Z")
            .optionalEnd()
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private EventTimestamp() {}

    /**
     * The time that an event says; empty if it says none that can be read.
     *
     * @param event of which no more is read than what stands before it
     * @throws IOException if it is no JSON
     */
    public static Optional<Instant> of(JsonParser event) throws IOException {
        if (event.nextToken() == JsonToken.START_OBJECT) {
            while (event.nextToken() == JsonToken.FIELD_NAME) {
                boolean timestamp = event.currentName().equals("timestamp");
                if (event.nextToken() == JsonToken.VALUE_STRING && timestamp) {
                    return parse(event.getText());
                }
                event.skipChildren();
            }
        }
        return Optional.empty();
    }

    /** The time that a timestamp says; empty for whatever is no such text. */
    public static Optional<Instant> parse(String timestamp) {
        String text = timestamp.strip();
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            TemporalAccessor read = ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            if (read instanceof OffsetDateTime withOffset) {
                return Optional.of(withOffset.toInstant());
            }
            return Optional.of(
                    read instanceof LocalDateTime local
                            ? local.toInstant(ZoneOffset.UTC)
                            : ((LocalDate) read).atStartOfDay().toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

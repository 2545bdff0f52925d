package io.github.podsights.camel.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/** When an event happened, by its timestamp: ISO 8601, without an offset in UTC. */
public final class EventTimestamp {

    private EventTimestamp() {}

    /** The time that a timestamp says; empty if it can't be read. */
    public static Optional<Instant> parse(String timestamp) {
        try {
            TemporalAccessor read = (timestamp.indexOf('T') < 0
                            ? DateTimeFormatter.ISO_LOCAL_DATE
                            : DateTimeFormatter.ISO_DATE_TIME)
                    .parseBest(timestamp.strip(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            if (read instanceof OffsetDateTime withOffset) {
                return Optional.of(withOffset.toInstant());
            }
            return Optional.of(
                    read instanceof LocalDateTime local
                            ? local.toInstant(ZoneOffset.UTC)
                            : ((LocalDate) read).atStartOfDay().toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}

package io.github.podsights.camel.delivery;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an answer's {@code Retry-After} says (RFC 9110, section 10.2.3): a number of seconds, or a date in one of the three
 * forms that HTTP has. It becomes a time to wait at once, so that a clock that is set anew meanwhile changes nothing.
 *
 * @param delay the time to wait, from zero to {@link #LONGEST}; empty if it can't be read
 * @param absurd whether it could not be taken as it was: unreadable, in the past by more than a day, or beyond the longest
 */
public record RetryAfter(Optional<Duration> delay, boolean absurd) {

    /** The longest time that is believed. */
    public static final Duration LONGEST = Duration.ofDays(1);

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,40}(\\.\\d{1,40})?");

    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 2000)
                    .appendPattern(" HH:mm:ss zzz")
                    .toFormatter(Locale.ENGLISH),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC));

    /**
     * Reads the header.
     *
     * @param value the header's value
     * @param date the answer's own {@code Date}, since the collector's clock may be another one; null if it has none
     * @param now the time here, for an answer without a date
     */
    public static RetryAfter parse(String value, String date, Instant now) {
        String text = value.strip();
        if (NUMBER.matcher(text).matches()) {
            BigDecimal seconds = new BigDecimal(text);
            boolean beyond = seconds.compareTo(BigDecimal.valueOf(LONGEST.toSeconds())) > 0;
            return seconds.signum() < 0 || beyond
                    ? new RetryAfter(Optional.of(beyond ? LONGEST : Duration.ZERO), true)
                    : of(Duration.ofMillis(seconds.movePointRight(3)
                            .setScale(0, RoundingMode.CEILING)
                            .longValueExact()));
        }
        Optional<Instant> at = date(text);
        Instant from = Optional.ofNullable(date).flatMap(RetryAfter::date).orElse(now);
        return at.map(then -> between(from, then)).orElseGet(() -> new RetryAfter(Optional.empty(), true));
    }

    private static RetryAfter between(Instant from, Instant then) {
        Duration delay = Duration.between(from, then);
        boolean absurd = delay.abs().compareTo(LONGEST) > 0;
        return new RetryAfter(Optional.of(delay.isNegative() ? Duration.ZERO : absurd ? LONGEST : delay), absurd);
    }

    private static RetryAfter of(Duration delay) {
        return new RetryAfter(Optional.of(delay), false);
    }

    private static Optional<Instant> date(String text) {
        for (DateTimeFormatter form : DATES) {
            try {
                return Optional.of(ZonedDateTime.parse(text, form).toInstant());
            } catch (DateTimeException e) {
                // one of the other forms
            }
        }
        return Optional.empty();
    }
}

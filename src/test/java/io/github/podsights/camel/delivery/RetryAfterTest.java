package io.github.podsights.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("1994-11-06T08:49:37Z");

    @ParameterizedTest
    @CsvSource({"0, 0", "2, 2000", "' 120 ', 120000", "86400, 86400000", "1.5, 1500", "0.0001, 1", "007, 7000"})
    void readsSeconds(String value, long millis) {
        assertThat(RetryAfter.parse(value, null, NOW)).satisfies(read -> {
            assertThat(read.delay()).contains(Duration.ofMillis(millis));
            assertThat(read.absurd()).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 2044 08:50:37 GMT",
                "Sunday, 06-Nov-44 08:50:37 GMT",
                "Sun Nov  6 08:50:37 2044",
                "sun, 6 nov 2044 08:50:37 gmt"
            })
    void readsADateInEachFormOfHttp(String value) {
        assertThat(RetryAfter.parse(value, null, Instant.parse("2044-11-06T08:49:37Z"))
                        .delay())
                .contains(Duration.ofMinutes(1));
    }

    @Test
    void countsADateFromTheAnswersOwnSinceItsClockMayBeAnother() {
        assertThat(RetryAfter.parse("Sun, 06 Nov 1994 10:00:30 GMT", "Sun, 06 Nov 1994 10:00:00 GMT", NOW)
                        .delay())
                .contains(Duration.ofSeconds(30));
    }

    @Test
    void aDateInThePastIsNow() {
        assertThat(RetryAfter.parse("Sun, 06 Nov 1994 08:49:00 GMT", null, NOW)).satisfies(read -> {
            assertThat(read.delay()).contains(Duration.ZERO);
            assertThat(read.absurd()).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "-5, 0",
        "86401, 86400",
        "99999999999999999999999999, 86400",
        "'Sat, 06 Nov 2094 08:49:37 GMT', 86400",
        "'Thu, 01 Jan 1970 00:00:00 GMT', 0"
    })
    void clampsWhatIsAbsurd(String value, long seconds) {
        assertThat(RetryAfter.parse(value, null, NOW)).satisfies(read -> {
            assertThat(read.delay()).contains(Duration.ofSeconds(seconds));
            assertThat(read.absurd()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "1e9", "0x10", "+5", "1,5", "٣", "NaN", "2 s", "Sun, 06 Nov 1994"})
    void takesNothingFromWhatItCantRead(String value) {
        assertThat(RetryAfter.parse(value, null, NOW)).satisfies(read -> {
            assertThat(read.delay()).isEmpty();
            assertThat(read.absurd()).isTrue();
        });
    }

    @Test
    void aDateOfTheAnswerThatCantBeReadIsLeftOut() {
        assertThat(RetryAfter.parse("Sun, 06 Nov 1994 08:49:47 GMT", "yesterday", NOW)
                        .delay())
                .contains(Duration.ofSeconds(10));
    }

    @Test
    void readsDatesUnderEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(RetryAfter.parse("Fri, 11 Nov 1994 08:49:37 GMT", "Fri, 11 Nov 1994 08:49:27 GMT", NOW)
                            .delay())
                    .contains(Duration.ofSeconds(10));
        } finally {
            Locale.setDefault(before);
        }
    }
}

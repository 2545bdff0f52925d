package io.github.podsights.camel.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimestampTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T13:15:00.123Z, 2026-11-24T13:15:00.123Z",
        "2026-11-24T13:15:00+02:00, 2026-11-24T11:15:00Z",
        "2026-11-24T13:15, 2026-11-24T13:15:00Z",
        "2026-11-24, 2026-11-24T00:00:00Z",
    })
    void isReadFromIso8601(String timestamp, Instant time) {
        assertThat(EventTimestamp.parse(timestamp)).contains(time);
    }

    @Test
    void hasWhiteSpaceTakenOff() {
        assertThat(EventTimestamp.parse(" 2026-11-24T13:15:00Z\n")).contains(Instant.parse("2026-11-24T13:15:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "T", "yesterday", "1764000000", "2026-13-01", "24.11.2026", "2026-11-24T25:00:00Z"})
    void isNoneIfItCannotBeRead(String timestamp) {
        assertThat(EventTimestamp.parse(timestamp)).isEmpty();
    }
}

package io.github.podsights.camel.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The timestamp of an event is ISO 8601, or none. */
class EventTimestampTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T12:00:00Z, 2026-11-24T12:00:00Z",
        "2026-11-24t12:00:00z, 2026-11-24T12:00:00Z",
        "2026-11-24T12:00Z, 2026-11-24T12:00:00Z",
        "2026-11-24T12:00:00.5Z, 2026-11-24T12:00:00.500Z",
        "2026-11-24T12:00:00.123456789Z, 2026-11-24T12:00:00.123456789Z",
        "2026-11-24T12:00:00+01:00, 2026-11-24T11:00:00Z",
        "2026-11-24T12:00:00+0130, 2026-11-24T10:30:00Z",
        "2026-11-24T12:00:00-05, 2026-11-24T17:00:00Z",
        "2026-11-24T12:00:00, 2026-11-24T12:00:00Z",
        "2026-11-24, 2026-11-24T00:00:00Z"
    })
    void reads(String text, Instant expected) {
        assertThat(EventTimestamp.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "1764000000",
                "2026-11",
                "2026-11-24 12:00:00Z",
                "2026-13-24T12:00:00Z",
                "2026-02-30T12:00:00Z",
                "2026-11-24T12:00:00+99:00",
                "2026-11-24T12:00:00Z+01:00",
                "+999999999-11-24T12:00:00.123456789+18:00:00Z"
            })
    void isEmptyForAnythingElse(String text) {
        assertThat(EventTimestamp.parse(text)).isEmpty();
    }

    @Test
    void isThatOfAnEventAlsoAsANumberNone() {
        assertThat(Events.of("{\"timestamp\":\"2026-11-24T12:00:00Z\"}").happenedAt())
                .contains(Instant.parse("2026-11-24T12:00:00Z"));
        assertThat(Events.of("{\"timestamp\":1764000000}").happenedAt()).isEmpty();
        assertThat(Events.of("{\"event\":\"e\"}").happenedAt()).isEmpty();
    }
}

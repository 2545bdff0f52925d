package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.parked.ParkTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordHeadersTest {

    private final RecordHeaders headers = new RecordHeaders();

    @Test
    void letsThroughWhenARecordComesBack() {
        assertThat(headers.applyFilterToCamelHeaders(ParkTopic.NOT_BEFORE, "1", null))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Date",
                "Retry-After",
                "Podsights-Not-Before",
                "X-Own",
                "CamelKafkaKey",
                "CamelHttpResponseCode",
                ""
            })
    void letsNothingElseIntoARecord(String name) {
        assertThat(headers.applyFilterToCamelHeaders(name, "1", null)).isTrue();
    }
}

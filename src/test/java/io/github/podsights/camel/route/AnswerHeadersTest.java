package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wall behind others: even without those a hostile answer, or a message, steers nothing by its headers. */
class AnswerHeadersTest {

    private final AnswerHeaders headers = new AnswerHeaders();

    @ParameterizedTest
    @ValueSource(strings = {"Retry-After", "retry-after", "RETRY-AFTER", "Date", "date"})
    void letsThroughWhatIsReadOfAnAnswer(String name) {
        assertThat(headers.applyFilterToExternalHeaders(name, "1", null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelHttpUri",
                "camelredeliverydelay",
                "CamelFileName",
                "CamelKafkaOverrideTopic",
                "Set-Cookie",
                "Retry-After ",
                ""
            })
    void letsNothingElseThrough(String name) {
        assertThat(headers.applyFilterToExternalHeaders(name, "1", null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Retry-After", "Date", "Authorization", "breadcrumbId", "CamelHttpUri"})
    void letsNothingOfAMessageIntoTheRequest(String name) {
        assertThat(headers.applyFilterToCamelHeaders(name, "1", null)).isTrue();
    }
}

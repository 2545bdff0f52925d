package io.github.podsights.camel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {

    private final ConversionEvent event = Events.of("{\"properties\": {\"a\": {\"b\": 0, \"n\": null}, \"t\": \"x\"}}");

    @Test
    void findsAValue() {
        assertThat(event.at(FieldPath.of("properties.a.b")).intValue()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"properties.c", "properties.a.n", "properties.a.n.x", "properties.t.x", "nothing"})
    void givesAMissingNodeWhereThereIsNothingOrNull(String path) {
        assertThat(event.at(FieldPath.of(path)).isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "a. "})
    void refusesAnEmptyName(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldPath.of(path))
                .withMessageContaining("'" + path + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "userId, user_id",
        "user_id, user_id",
        "context.userAgent, context.user_agent",
        "context.page.tabUrl, context.page.tab_url",
        "properties.userId, properties.userId",
        "context.traits.userAgent, context.traits.userAgent",
        "item.userId, item.userId",
        "context.unknownKey, context.unknownKey",
    })
    void bringsEnvelopeKeysIntoTheirCanonicalForm(String written, String canonical) {
        assertThat(FieldPath.of(written).canonical().names())
                .isEqualTo(FieldPath.of(canonical).names());
    }
}

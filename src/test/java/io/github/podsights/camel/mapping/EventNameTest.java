package io.github.podsights.camel.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Order Completed",
                "order_completed",
                "ORDER-COMPLETED",
                " Order  Completed ",
                "order - completed"
            })
    void isTheSameHoweverItsWordsAreParted(String name) {
        assertThat(EventName.normalise(name)).isEqualTo("order_completed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OrderCompleted", "Order.Completed", "Order Complete"})
    void isAnotherIfItsWordsAre(String name) {
        assertThat(EventName.normalise(name)).isNotEqualTo("order_completed");
    }

    @ParameterizedTest
    @CsvSource({
        "Order Completed, order_completed",
        "orderCompleted, order_completed",
        "HTTPError seen, http_error_seen",
        "Step-2: done!, step_2_done",
        "__x__, x",
        "Größe GEÄNDERT, größe_geändert"
    })
    void isWrittenInSnakeCase(String name, String snake) {
        assertThat(EventName.snakeCase(name)).contains(snake);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "!!", "mail to jane@example.com", "jane%40example.com", "jane\\u0040example.com"})
    void isNotWrittenInSnakeCaseIfNothingOrAnAddressWouldBecomeOfIt(String name) {
        assertThat(EventName.snakeCase(name)).isEmpty();
    }
}

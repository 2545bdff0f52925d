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
        "Größe GEÄNDERT, größe_geändert",
        "Gro\u0308\u00dfeNeu, gr\u00f6\u00dfe_neu",
        "x\u0302Y done, x\u0302_y_done",
        "\u0939\u093f\u0928\u094d\u0926\u0940, \u0939\u093f\u0928\u094d\u0926\u0940",
        "\ud801\udc00\ud801\udc28 \ud83d\ude00 Done, \ud801\udc28\ud801\udc28_done"
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

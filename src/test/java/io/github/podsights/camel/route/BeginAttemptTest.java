package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import io.github.podsights.camel.deadletter.DeadLetter;
import io.github.podsights.camel.delivery.AttemptFailedException;
import io.github.podsights.camel.delivery.Deliveries;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.settlement.Balance;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class BeginAttemptTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private static final String PURCHASE = "{\"type\":\"track\",\"event\":\"Order Completed\","
            + "\"anonymous_id\":\"v\",\"properties\":{\"order_id\":\"1\"}}";

    private final Delivery delivery = Deliveries.mapped(PURCHASE);
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final EventUnderWay underWay = EventUnderWay.begin(delivery.received(), new Balance(), exchange);
    private final BeginAttempt step = new BeginAttempt(() -> NOON, () -> 0);

    @Test
    void letsGoOfTheEventOnceItIsMapped() {
        underWay.event(delivery.event());
        exchange.getMessage().setBody(delivery);

        step.process(exchange);

        assertThat(delivery.event().tree().has("properties")).isFalse();
        assertThat(underWay.event()).isNull();
    }

    @Test
    void anAttemptThatFailsBeforeItIsSentBecomesADeadLetter() {
        delivery.payload().putPOJO("pl", new Unwritable());
        exchange.getMessage().setBody(delivery);

        assertThatThrownBy(() -> step.process(exchange)).isNotInstanceOf(AttemptFailedException.class);

        delivery.attemptEnds(null, "a fault of ours", 0);
        assertThat(delivery.attempts().get(0).at()).isEqualTo(NOON);
        delivery.payload().remove("pl");
        delivery.end(Outcome.REJECTED, "a fault of ours");
        assertThat(DeadLetter.of(delivery, NOON, () -> 1).bytes()).isNotEmpty();
    }

    private static final class Unwritable extends JsonSerializable.Base {

        @Override
        public void serialize(JsonGenerator out, SerializerProvider serializers) {
            throw new IllegalStateException("for a test");
        }

        @Override
        public void serializeWithType(JsonGenerator out, SerializerProvider serializers, TypeSerializer types) {
            throw new IllegalStateException("for a test");
        }
    }
}

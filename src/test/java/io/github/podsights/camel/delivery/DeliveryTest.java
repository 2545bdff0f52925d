package io.github.podsights.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final Delivery delivery = Deliveries.of("{\"type\":\"track\",\"event\":\"Signed Up\"}");

    @Test
    void hasNoOutcomeAtFirst() {
        assertThat(delivery.outcome()).isNull();
        assertThat(delivery.reason()).isNull();
        assertThat(delivery.payload()).isNull();
        assertThat(delivery.attempts()).isEmpty();
        assertThat(delivery.isSettled()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REJECTED")
    void endsOnce(Outcome other) {
        delivery.end(Outcome.REJECTED, "the collector answered 400 (rejected)");

        assertThatThrownBy(() -> delivery.end(other, "something else"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a delivery that ended as rejected can't end as " + other.word());
        assertThat(delivery.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(delivery.reason()).isEqualTo("the collector answered 400 (rejected)");
    }

    @Test
    void whatIsLetGoIsNotSettledAndTheOtherWayRound() {
        Delivery letGo = Deliveries.of("{\"event\":\"Order Completed\"}");
        letGo.end(Outcome.DELIVERED, null);
        assertThat(letGo.release()).isTrue();
        assertThat(letGo.release()).isFalse();
        assertThat(letGo.settle()).isFalse();
        assertThat(letGo.isSettled()).isFalse();

        Delivery settled = Deliveries.of("{\"event\":\"Order Completed\"}");
        settled.end(Outcome.DELIVERED, null);
        assertThat(settled.settle()).isTrue();
        assertThat(settled.release()).isFalse();
    }

    @Test
    void settlesOnce() {
        delivery.end(Outcome.DELIVERED, null);

        assertThat(delivery.settle()).isTrue();
        assertThat(delivery.settle()).isFalse();
        assertThat(delivery.isSettled()).isTrue();
    }

    @Test
    void canNotBeSettledBeforeItEnds() {
        assertThatThrownBy(delivery::settle).isInstanceOf(IllegalStateException.class);
        assertThat(delivery.isSettled()).isFalse();
    }

    @Test
    void notesItsAttemptsInOrder() {
        delivery.attemptBegins(NOON, millis(1_000));
        delivery.attemptEnds(503, "the collector answered 503 (transient)", millis(1_250));
        delivery.attemptBegins(NOON.plusSeconds(1), millis(2_000));
        delivery.attemptEnds(null, "no answer in time", millis(12_000));

        assertThat(delivery.attempts())
                .containsExactly(
                        new Attempt(NOON, 503, "the collector answered 503 (transient)", 250),
                        new Attempt(NOON.plusSeconds(1), null, "no answer in time", 10_000));
        assertThat(delivery.firstAttemptNanos()).isEqualTo(millis(1_000));
    }

    @Test
    void countsAttemptsAndTheirTimeFromWhereItStartedOver() {
        delivery.attemptBegins(NOON, millis(1_000));
        delivery.attemptEnds(401, "the collector answered 401 (set-up)", millis(1_001));
        delivery.startOver();
        delivery.attemptBegins(NOON, millis(5_000));
        delivery.attemptEnds(503, "the collector answered 503 (transient)", millis(5_001));

        assertThat(delivery.attemptsThatCount()).isEqualTo(1);
        assertThat(delivery.firstAttemptNanos()).isEqualTo(millis(5_000));
        assertThat(delivery.attempts()).hasSize(2);
    }

    @Test
    void isItsOwnFirstCallAndMakesTheOthers() {
        Delivery second = delivery.call(2);

        assertThat(delivery.call(1)).isSameAs(delivery);
        assertThat(second.call()).isEqualTo(2);
        assertThat(second.event()).isSameAs(delivery.event());
        assertThat(second.integration()).isSameAs(delivery.integration());
    }

    @Test
    void keepsNoMoreOfAnEventThatItLetsGoOfThanWhatItIsCalled() {
        Delivery large = Deliveries.of(
                "{\"type\":\"track\",\"event\":\"Signed Up\",\"messageId\":\"m\",\"properties\":{\"a\":[1]}}");

        large.releaseEvent();

        assertThat(large.event().tree())
                .hasToString("{\"type\":\"track\",\"event\":\"Signed Up\",\"message_id\":\"m\"}");
    }

    @Test
    void hasNoEventToLetGoOfIfItCouldNotBeRead() {
        Delivery unreadable = Deliveries.unreadable(new byte[0]);

        unreadable.releaseEvent();

        assertThat(unreadable.event()).isNull();
    }

    @Test
    void belongsToNoIntegrationIfNoneTakesIt() {
        Delivery none = Delivery.ofNone(delivery.received(), delivery.event());

        assertThat(none.integration()).isNull();
        assertThat(none.integrationId()).isEqualTo("none");
    }

    @Test
    void saysWhereItsEventIsAndNothingOfWhatIsInIt() {
        assertThat(delivery).hasToString("delivery of orders.jsonl:7 to shop call 1");
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}

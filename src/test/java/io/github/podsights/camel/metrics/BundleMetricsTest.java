package io.github.podsights.camel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.delivery.AnswerClass;
import io.github.podsights.camel.delivery.Deliveries;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.settlement.Balance;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The meters say what the books and the attempts say. */
class BundleMetricsTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private static final String EVENT = "{\"type\":\"track\",\"event\":\"Order Completed\",\"anonymous_id\":\"v\"";

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Balance balance = new Balance();
    private final BundleMetrics metrics = metrics(Tags.empty());

    @Test
    void anAccountHasEveryFigureAsItAppears() {
        Balance.Account account = balance.account("shop", "kafka");
        account.received();
        account.received();
        account.received();
        account.resumed();
        account.ended(Outcome.DELIVERED);
        account.parked();
        account.released();

        assertThat(books("podsights.received")).isEqualTo(3);
        assertThat(books("podsights.resumed")).isEqualTo(1);
        assertThat(books("podsights.parked")).isEqualTo(1);
        assertThat(books("podsights.released")).isEqualTo(1);
        assertThat(registry.get("podsights.in.flight")
                        .tags("integration", "shop", "source", "kafka")
                        .gauge()
                        .value())
                .isEqualTo(1);
        for (Outcome outcome : Outcome.values()) {
            assertThat(registry.get("podsights.outcomes")
                            .tags("integration", "shop", "source", "kafka", "outcome", outcome.word())
                            .functionCounter()
                            .count())
                    .as(outcome.word())
                    .isEqualTo(outcome == Outcome.DELIVERED ? 1 : 0);
        }
    }

    @Test
    void anAccountThatWasThereBeforeHasThemToo() {
        Balance before = new Balance();
        before.account("blog", "file").received();

        try (BundleMetrics late = new BundleMetrics(registry, Tags.empty(), before, () -> NOON, System::nanoTime)) {
            assertThat(registry.get("podsights.received")
                            .tags("integration", "blog")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void countsAndTimesAttemptsByTheClassOfTheirAnswer() {
        Delivery delivery = Deliveries.mapped(EVENT + "}");
        attempt(delivery, AnswerClass.TRANSIENT, 30);
        attempt(delivery, AnswerClass.TRANSIENT, 40);
        attempt(delivery, AnswerClass.ACCEPTED, 50);

        assertThat(attempts("transient")).isEqualTo(2);
        assertThat(attempts("accepted")).isEqualTo(1);
        assertThat(attempts("set-up")).isZero();
        assertThat(attempts("rejected")).isZero();
        var timer =
                registry.get("podsights.attempt").tags("integration", "shop").timer();
        assertThat(timer.count()).isEqualTo(3);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(120);
    }

    @Test
    void observesTheAgeOfWhatIsAcceptedAlsoAfterTheEventWasLetGo() {
        Delivery delivery = Deliveries.mapped(EVENT + ",\"timestamp\":\"2026-11-24T11:59:00+00:00\"}");
        delivery.releaseEvent();
        delivery.releaseEvent();
        attempt(delivery, AnswerClass.TRANSIENT, 1);
        assertThat(ages().count()).isZero();

        attempt(delivery, AnswerClass.ACCEPTED, 1);

        assertThat(ages().count()).isEqualTo(1);
        assertThat(ages().totalTime(TimeUnit.SECONDS)).isEqualTo(60);
    }

    @Test
    void observesNoAgeWithoutATimestampThatCanBeRead() {
        attempt(Deliveries.mapped(EVENT + "}"), AnswerClass.ACCEPTED, 1);
        attempt(Deliveries.mapped(EVENT + ",\"timestamp\":\"yesterday\"}"), AnswerClass.ACCEPTED, 1);

        assertThat(ages().count()).isZero();
    }

    @Test
    void anEventFromAClockThatIsAheadHasNoAge() {
        attempt(Deliveries.mapped(EVENT + ",\"timestamp\":\"2026-11-24T12:00:05Z\"}"), AnswerClass.ACCEPTED, 1);

        assertThat(ages().count()).isEqualTo(1);
        assertThat(ages().totalTime(TimeUnit.SECONDS)).isZero();
    }

    @Test
    void countsWhatWasLeftOut() {
        metrics.leftOut(Deliveries.of(EVENT + "}"), 2);

        assertThat(registry.get("podsights.left.out")
                        .tags("integration", "shop")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void takesWhatOthersMeasure() {
        long[] value = {1};
        metrics.add(Meter.IN_FLIGHT, Map.of("integration", "other", "source", "none"), () -> value[0]);
        metrics.add(Meter.UNWRITTEN, Map.of(), () -> value[0]);
        value[0] = 5;

        assertThat(registry.get("podsights.in.flight")
                        .tags("integration", "other")
                        .gauge()
                        .value())
                .isEqualTo(5);
        assertThat(registry.get("podsights.unwritten").functionCounter().count())
                .isEqualTo(5);
    }

    @Test
    void takesItsMetersOutAgainAndNobodyElses() {
        registry.counter("theirs").increment();
        BundleMetrics other = metrics(Tags.of("context", "other"));
        balance.account("shop", "file").received();
        attempt(Deliveries.mapped(EVENT + "}"), AnswerClass.ACCEPTED, 1);

        other.close();

        assertThat(registry.get("podsights.received").functionCounters()).hasSize(1);
        assertThat(registry.get("podsights.attempts").counters()).hasSize(AnswerClass.values().length);

        metrics.close();
        balance.account("late", "file").received();
        metrics.leftOut(Deliveries.of(EVENT + "}"), 1);

        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .containsExactly("theirs");
    }

    private BundleMetrics metrics(Tags common) {
        return new BundleMetrics(registry, common, balance, () -> NOON, System::nanoTime);
    }

    private void attempt(Delivery delivery, AnswerClass answerClass, long millis) {
        delivery.attemptBegins(NOON, 7);
        delivery.attemptEnds(null, null, 7 + millis * 1_000_000);
        metrics.attemptEnded(delivery, answerClass);
    }

    private double attempts(String answerClass) {
        return registry.get("podsights.attempts")
                .tags("integration", "shop", "class", answerClass)
                .counter()
                .count();
    }

    private double books(String name) {
        return registry.get(name)
                .tags("integration", "shop", "source", "kafka")
                .functionCounter()
                .count();
    }

    private io.micrometer.core.instrument.Timer ages() {
        return registry.get("podsights.delivery.age")
                .tags("integration", "shop")
                .timer();
    }
}

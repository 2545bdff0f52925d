package io.github.podsights.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedeliveryTest {

    @ParameterizedTest
    @CsvSource({"1, 500", "2, 1000", "3, 2000", "6, 16000", "7, 30000", "8, 30000", "2000, 30000"})
    void doublesTheBackoffUpToTheLongestDelay(int made, long backoff) {
        assertThat(redelivery(new Drawing(1)).delayAfter(made)).isEqualTo(Duration.ofMillis(backoff));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.5, 1})
    void drawsTheDelayEvenlyFromNothingToTheBackoff(double drawn) {
        Drawing random = new Drawing(drawn);

        assertThat(redelivery(random).delayAfter(3)).isEqualTo(Duration.ofMillis((long) (drawn * 2000)));
        assertThat(random.bound).isEqualTo(2001);
    }

    @Test
    void isTriedAtOnceAfterADelayOfLessThanAMillisecond() {
        Redelivery redelivery =
                new Redelivery(5, Duration.ofNanos(1), 2, Duration.ofNanos(1), Duration.ofSeconds(1), new Drawing(1));

        assertThat(redelivery.delayAfter(1)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "4, true", "5, false", "6, false"})
    void endsWithTheLastAttempt(int made, boolean again) {
        assertThat(redelivery(new Drawing(1)).again(made, Duration.ZERO)).isEqualTo(again);
    }

    @Test
    void endsJustBeyondTheTimeBudget() {
        Redelivery redelivery = redelivery(new Drawing(1));

        assertThat(redelivery.again(1, Duration.ofSeconds(60))).isTrue();
        assertThat(redelivery.again(1, Duration.ofSeconds(60).plusNanos(1))).isFalse();
    }

    private static Redelivery redelivery(RandomGenerator random) {
        return new Redelivery(5, Duration.ofMillis(500), 2, Duration.ofSeconds(30), Duration.ofSeconds(60), random);
    }

    /** Draws always at the same share of the range that it is asked for. */
    private static final class Drawing implements RandomGenerator {

        private final double share;
        private long bound;

        Drawing(double share) {
            this.share = share;
        }

        @Override
        public long nextLong(long askedBound) {
            bound = askedBound;
            return (long) (share * (askedBound - 1));
        }

        @Override
        public long nextLong() {
            throw new AssertionError("drawn without a bound");
        }
    }
}

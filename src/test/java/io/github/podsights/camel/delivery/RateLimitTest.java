package io.github.podsights.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void spacesAttemptsEvenly() {
        RateLimit limit = new RateLimit(4, now::get);

        assertThat(limit.reserve(Long.MAX_VALUE).orElseThrow()).isZero();
        assertThat(limit.reserve(Long.MAX_VALUE).orElseThrow())
                .isEqualTo(Duration.ofMillis(250).toNanos());
        assertThat(limit.reserve(Long.MAX_VALUE).orElseThrow())
                .isEqualTo(Duration.ofMillis(500).toNanos());
        now.addAndGet(Duration.ofMillis(750).toNanos());
        assertThat(limit.reserve(Long.MAX_VALUE).orElseThrow()).isZero();
    }

    @Test
    void afterARestATenthOfASecondsAttemptsMayBeMadeAtOnce() {
        RateLimit limit = new RateLimit(100, now::get);
        now.addAndGet(Duration.ofHours(1).toNanos());

        for (int i = 0; i < 10; i++) {
            assertThat(limit.reserve(Long.MAX_VALUE).orElseThrow())
                    .as("attempt %s", i)
                    .isZero();
        }
        assertThat(limit.reserve(Long.MAX_VALUE).orElseThrow())
                .isEqualTo(Duration.ofMillis(10).toNanos());
    }

    @Test
    void holdsTheRateOverTime() {
        RateLimit limit = new RateLimit(1_000, now::get);
        long begin = now.get();

        for (int i = 0; i < 10_000; i++) {
            now.addAndGet(limit.reserve(Long.MAX_VALUE).orElseThrow());
        }

        assertThat(Duration.ofNanos(now.get() - begin)).isBetween(Duration.ofMillis(9_890), Duration.ofMillis(10_000));
    }

    @Test
    void takesNothingIfItTakesTooLong() {
        RateLimit limit = new RateLimit(1, now::get);
        assertThat(limit.reserve(0)).hasValue(0);

        for (int i = 0; i < 100; i++) {
            assertThat(limit.reserve(Duration.ofMillis(999).toNanos())).isEmpty();
        }
        now.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(limit.reserve(Duration.ofMillis(999).toNanos()))
                .hasValue(Duration.ofMillis(999).toNanos());
    }

    @Test
    void forgetsTokensThatNobodyUses() {
        RateLimit limit = new RateLimit(1, now::get);
        for (int i = 0; i < 100; i++) {
            limit.reserve(Long.MAX_VALUE);
        }
        limit.forget();

        assertThat(limit.reserve(Long.MAX_VALUE)).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, 0.0001, 1e9})
    void refusesAnImpossibleRate(double rate) {
        assertThatThrownBy(() -> new RateLimit(rate, now::get)).isInstanceOf(IllegalArgumentException.class);
    }
}

package io.github.podsights.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long now;
    private final RateLimits limits = new RateLimits(1, () -> now);

    @Test
    void eachIntegrationHasItsOwn() {
        assertThat(reserve("a")).isZero();
        assertThat(reserve("a")).isEqualTo(SECOND);
        assertThat(reserve("b")).isZero();
        assertThat(limits.reserve("a", SECOND)).as("it can't wait so long").isEmpty();
    }

    @Test
    void aGateThatClosesForgetsTheTurnsOfItsOwnAlone() {
        takeThree();
        limits.changed(closed("a"));

        assertThat(reserve("a")).isZero();
        assertThat(reserve("b")).isEqualTo(3 * SECOND);
    }

    @Test
    void theCollectorsGateForgetsAllWhenItCloses() {
        takeThree();
        limits.changed(closed(Gates.COLLECTOR));

        assertThat(reserve("a")).isZero();
        assertThat(reserve("b")).isZero();
    }

    @Test
    void oneThatOpensForgetsNone() {
        takeThree();
        limits.changed(gate("a"));

        assertThat(reserve("a")).isEqualTo(3 * SECOND);
    }

    @Test
    void withoutARateNobodyWaits() {
        RateLimits none = new RateLimits(0, () -> now);
        assertThat(none.areThere()).isFalse();
        assertThat(none.reserve("a", 0)).hasValue(0);
    }

    private void takeThree() {
        for (int i = 0; i < 3; i++) {
            List.of("a", "b").forEach(this::reserve);
        }
    }

    private long reserve(String integration) {
        return limits.reserve(integration, Long.MAX_VALUE).orElseThrow();
    }

    private Gate closed(String name) {
        Gate gate = gate(name);
        gate.ask("any", name).orElseThrow().refused(null, "429");
        return gate;
    }

    private Gate gate(String name) {
        return new Gate(
                name,
                GateRules.of(Duration.ofSeconds(1), Duration.ofSeconds(5)),
                () -> now,
                new Random(1),
                gate -> {},
                count -> {});
    }
}

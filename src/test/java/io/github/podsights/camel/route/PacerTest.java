package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacerTest {

    private final List<Long> waits = new ArrayList<>();
    private long now = 1_000;

    @Test
    void theFirstPassesAtOnceAndTheOthersAtTheirInterval() throws Exception {
        Pacer pacer = pacer(10);

        for (int i = 0; i < 3; i++) {
            pacer.pass(() -> false);
        }

        assertThat(waits).containsExactly(100_000_000L, 100_000_000L);
    }

    @Test
    void whatTookTimeItselfWaitsForTheRestAlone() throws Exception {
        Pacer pacer = pacer(10);

        pacer.pass(() -> false);
        now += 30_000_000;
        pacer.pass(() -> false);

        assertThat(waits).containsExactly(70_000_000L);
    }

    @Test
    void afterAPauseThereIsNoBurst() throws Exception {
        Pacer pacer = pacer(10);

        pacer.pass(() -> false);
        now += 10_000_000_000L;
        pacer.pass(() -> false);
        pacer.pass(() -> false);

        assertThat(waits).containsExactly(100_000_000L);
    }

    @Test
    void withoutARateNobodyWaits() throws Exception {
        Pacer pacer = pacer(Double.POSITIVE_INFINITY);

        for (int i = 0; i < 1_000; i++) {
            pacer.pass(() -> false);
        }

        assertThat(waits).isEmpty();
    }

    @Test
    void whoDoesNotGoOnIsNotKeptWaiting() throws Exception {
        Pacer pacer = pacer(0.001);

        assertThat(pacer.pass(() -> false)).isTrue();
        assertThat(pacer.pass(() -> now > 5_000_000_000L)).isFalse();

        assertThat(waits).hasSize(5).containsOnly(1_000_000_000L);
    }

    private Pacer pacer(double perSecond) {
        return new Pacer(perSecond, () -> now, nanos -> {
            waits.add(nanos);
            now += nanos;
        });
    }
}

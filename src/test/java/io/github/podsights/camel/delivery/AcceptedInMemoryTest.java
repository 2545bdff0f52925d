package io.github.podsights.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Accepted deliveries that are remembered in memory. */
class AcceptedInMemoryTest {

    private static final Duration WINDOW = Duration.ofHours(24);

    /** The cache's own clock is a nanosecond coarser than ours. */
    private static final long MILLI = 1_000_000;

    private long now = Long.MAX_VALUE - WINDOW.toNanos() / 2;

    @Test
    void remembersForTheWindowAndNotALittleLonger() {
        AcceptedInMemory keys = new AcceptedInMemory(WINDOW, 10, () -> now);
        keys.add(key(1));

        now += WINDOW.toNanos() - MILLI;
        assertThat(keys.contains(key(1))).isTrue();
        assertThat(keys.contains(key(2))).isFalse();

        now += MILLI;
        assertThat(keys.contains(key(1))).isFalse();
    }

    @Test
    void theWindowBeginsAnewWhenItIsAcceptedOnceMore() {
        AcceptedInMemory keys = new AcceptedInMemory(WINDOW, 10, () -> now);
        keys.add(key(1));
        now += WINDOW.toNanos() - MILLI;
        keys.add(key(1));
        now += WINDOW.toNanos() - MILLI;

        assertThat(keys.contains(key(1))).isTrue();
    }

    @Test
    void askingDoesNotMakeItLastLonger() {
        AcceptedInMemory keys = new AcceptedInMemory(WINDOW, 10, () -> now);
        keys.add(key(1));
        now += WINDOW.toNanos() - MILLI;
        assertThat(keys.contains(key(1))).isTrue();
        now += MILLI;

        assertThat(keys.contains(key(1))).isFalse();
    }

    @Test
    void forgetsTheOldestFirstHoweverOftenTheyWereAskedFor() {
        AcceptedInMemory keys = new AcceptedInMemory(WINDOW, 1_000, () -> now);
        for (long i = 0; i < 10_000; i++) {
            keys.add(key(i));
            now++;
            keys.contains(key(0));
        }

        assertThat(keys.size()).isBetween(1_000L, 1_016L);
        assertThat(LongStream.range(9_000, 10_000)).allMatch(i -> keys.contains(key(i)));
        assertThat(LongStream.range(0, 8_984)).noneMatch(i -> keys.contains(key(i)));
    }

    @Test
    void oneCanBeAll() {
        AcceptedInMemory keys = new AcceptedInMemory(WINDOW, 1, () -> now);
        keys.add(key(1));
        now++;
        keys.add(key(2));

        assertThat(keys.size()).isEqualTo(1);
        assertThat(keys.contains(key(2))).isTrue();
    }

    @Test
    void isEmptyWhenItIsClosed() {
        AcceptedInMemory keys = new AcceptedInMemory(WINDOW, 10, () -> now);
        keys.add(key(1));

        keys.close();

        assertThat(keys.size()).isZero();
    }

    static DuplicateKey key(long number) {
        return new DuplicateKey(number, -number, number * 31, 7);
    }
}

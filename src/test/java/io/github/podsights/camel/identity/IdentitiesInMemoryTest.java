package io.github.podsights.camel.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Identities that are remembered in memory. */
class IdentitiesInMemoryTest {

    private static final Duration TIME_TO_LIVE = Duration.ofDays(30);

    /** The cache's own clock is a nanosecond coarser than ours. */
    private static final long MILLI = 1_000_000;

    private static final Digest JANE = Digest.of("jane");

    private static final Digest JOHN = Digest.of("john");

    private long now = Long.MAX_VALUE - TIME_TO_LIVE.toNanos() / 2;

    @Test
    void knowsEachIdAndTheUserBeforeTheAnonymous() {
        IdentitiesInMemory identities = identities(10);
        identities.store(List.of(key("user"), key("shared")), JANE);
        identities.store(List.of(key("shared")), JOHN);

        assertThat(identities.find(List.of(key("user"), key("shared")))).contains(JANE);
        assertThat(identities.find(List.of(key("other"), key("shared")))).contains(JOHN);
        assertThat(identities.find(List.of(key("other")))).isEmpty();
        assertThat(identities.find(List.of())).isEmpty();
    }

    @Test
    void knowsForTheTimeToLiveAndNotALittleLonger() {
        IdentitiesInMemory identities = identities(10);
        identities.store(List.of(key("a")), JANE);

        now += TIME_TO_LIVE.toNanos() - MILLI;
        assertThat(identities.find(List.of(key("a")))).contains(JANE);
        now += MILLI;

        assertThat(identities.find(List.of(key("a"))))
                .as("looking up does not make it last")
                .isEmpty();
    }

    @Test
    void storingOnceMoreMakesItLast() {
        IdentitiesInMemory identities = identities(10);
        identities.store(List.of(key("a")), JANE);
        now += TIME_TO_LIVE.toNanos() - MILLI;
        identities.store(List.of(key("a")), JANE);
        now += TIME_TO_LIVE.toNanos() - MILLI;

        assertThat(identities.find(List.of(key("a")))).contains(JANE);
    }

    @Test
    void forgetsTheOldestFirst() {
        IdentitiesInMemory identities = identities(1_000);
        for (int i = 0; i < 10_000; i++) {
            identities.store(List.of(key("k" + i)), JANE);
            now++;
        }

        assertThat(identities.size()).isBetween(1_000L, 1_016L);
        assertThat(IntStream.range(9_000, 10_000))
                .allMatch(i -> identities.find(List.of(key("k" + i))).isPresent());
        assertThat(IntStream.range(0, 8_984))
                .noneMatch(i -> identities.find(List.of(key("k" + i))).isPresent());
    }

    @Test
    void isEmptyWhenItIsClosed() {
        IdentitiesInMemory identities = identities(10);
        identities.store(List.of(key("a")), JANE);

        identities.close();

        assertThat(identities.size()).isZero();
    }

    private IdentitiesInMemory identities(int most) {
        return new IdentitiesInMemory(TIME_TO_LIVE, most, () -> now);
    }

    static Digest key(String id) {
        return Digest.of("id\0" + id);
    }
}

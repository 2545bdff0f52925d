package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.route.ReplayResult.End;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A replay that does not go on says so, and where to look. */
class ReplayNewsTest {

    private final ReplayTally tally = new ReplayTally();
    private long now = Long.MAX_VALUE - 1_000;
    private final ReplayNews news = new ReplayNews(tally, 4, "./podsights status shows", false, () -> now);

    @Test
    void tellsOnceHowManyWaitWhenNothingHasHappenedForTenSeconds() {
        tally.began("a");
        tally.began("b");

        pass(Duration.ofSeconds(10).minusNanos(1));
        assertThat(news.get()).isEmpty();

        pass(Duration.ofNanos(1));
        assertThat(news.get())
                .contains("2 under way, and none has ended for 10 s: ./podsights status shows what they wait for");
        pass(Duration.ofMinutes(1));
        assertThat(news.get()).as("once").isEmpty();
    }

    @Test
    void tellsHowFarItIsAndThenAgainThatItDoesNotGoOn() {
        tally.began("a");
        tally.began("b");
        tally.began("c");
        pass(Duration.ofSeconds(10));
        assertThat(news.get()).isPresent();

        tally.add(delivered("a"));
        tally.abandoned("b");
        assertThat(news.get()).contains("50% 2 dead letters, 0/s");
        pass(Duration.ofSeconds(10));
        assertThat(news.get()).hasValueSatisfying(text -> assertThat(text).startsWith("1 under way"));
    }

    @Test
    void saysNothingWhileNothingIsUnderWay() {
        tally.began("a");
        tally.add(delivered("a"));
        assertThat(news.get()).isPresent();
        pass(Duration.ofHours(1));

        assertThat(news.get()).as("it is sent once an hour").isEmpty();
    }

    private void pass(Duration duration) {
        now += duration.toNanos();
    }

    private static ReplayedLetter delivered(String id) {
        return new ReplayedLetter(id, "shop", Instant.EPOCH, End.REPLAYED, null, List.of());
    }
}

package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.route.ReplayResult.End;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A replay that left something behind has failed. */
class ReplayTallyTest {

    private final ReplayTally tally = new ReplayTally();

    @Test
    void aReplayOfWhatIsDeliveredHasNotFailed() {
        tally.add(letter(End.REPLAYED));

        assertThat(tally.hasFailures()).isFalse();
        assertThat(tally.summary(false)).isEqualTo("1 dead letter replayed");
    }

    @ParameterizedTest
    @EnumSource(names = "REPLAYED", mode = EnumSource.Mode.EXCLUDE)
    void aReplayThatLeftALetterHasFailed(End end) {
        tally.add(letter(End.REPLAYED));
        tally.add(letter(end));

        assertThat(tally.hasFailures()).isTrue();
        assertThat(tally.summary(false)).startsWith("1 dead letter replayed\n1 dead letter ");
    }

    @Test
    void aReplayThatLeftWhatAnotherOneHadClaimedHasFailed() {
        tally.abandoned("20261124T120000123Z-7f3a9c21d0e4");

        assertThat(tally.hasFailures()).isTrue();
    }

    @Test
    void aReplayThatCouldNotReadALetterHasFailed() {
        tally.broken();

        assertThat(tally.hasFailures()).isTrue();
    }

    private static ReplayedLetter letter(End end) {
        return new ReplayedLetter(
                "20261124T120000123Z-7f3a9c21d0e4",
                "shop",
                Instant.parse("2026-11-24T12:00:00Z"),
                end,
                end == End.REPLAYED ? null : "for a test",
                List.of());
    }
}

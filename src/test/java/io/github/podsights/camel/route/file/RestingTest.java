package io.github.podsights.camel.route.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RestingTest {

    private static final Path FILE = Path.of("a.jsonl");

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final Resting resting = new Resting(() -> now);

    @Test
    void aFileRestsForSoLong() {
        assertThat(resting.contains(FILE)).isFalse();

        resting.add(FILE, Duration.ofSeconds(10));

        assertThat(resting.contains(FILE)).isTrue();
        assertThat(resting.contains(Path.of("b.jsonl"))).isFalse();
        now = now.plusSeconds(9);
        assertThat(resting.contains(FILE)).isTrue();
        now = now.plusSeconds(1);
        assertThat(resting.contains(FILE)).isFalse();
    }

    @Test
    void noFileRestsForAYearSinceTheClockWasSetBack() {
        resting.add(FILE, Duration.ofSeconds(10));

        now = now.minus(Duration.ofDays(365));

        assertThat(resting.contains(FILE)).isFalse();
    }
}

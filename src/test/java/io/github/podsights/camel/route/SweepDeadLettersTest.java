package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters are kept for as long as they are to be, and no longer. */
class SweepDeadLettersTest {

    private static final Instant WRITTEN = Instant.parse("2026-11-24T12:00:00.123Z");

    private static final String LETTER = "2026-11-24/20261124T120000123Z-7f3a9c21d0e4.json";

    @TempDir
    Path directory;

    private Instant now = WRITTEN;

    @Test
    void erasesALetterOnceItIsOlderThanItIsKept() throws Exception {
        Path letter = letter();
        SweepDeadLetters sweep = new SweepDeadLetters(directory, Duration.ofDays(90), () -> now);

        now = WRITTEN.plus(Duration.ofDays(90));
        sweep.sweep();
        assertThat(letter).exists();

        now = now.plusMillis(1);
        sweep.sweep();
        assertThat(letter).doesNotExist();
    }

    @Test
    void keepsEverythingForEverIfItIsToldSo() throws Exception {
        Path letter = letter();
        now = WRITTEN.plus(Duration.ofDays(36_500));

        new SweepDeadLetters(directory, Duration.ZERO, () -> now).sweep();

        assertThat(letter).exists();
    }

    @Test
    void removesAHalfWrittenLetterThatNobodyHasTouchedForAnHour() throws Exception {
        letter();
        Path half = Files.writeString(directory.resolve("2026-11-24/.x.json.tmp"), "{");
        Files.setLastModifiedTime(half, FileTime.from(WRITTEN));
        SweepDeadLetters sweep = new SweepDeadLetters(directory, Duration.ZERO, () -> now);

        now = WRITTEN.plus(Duration.ofHours(1));
        sweep.removeUnfinished();
        assertThat(half).as("to the second, as the file system has it").exists();

        now = now.plusSeconds(2);
        sweep.removeUnfinished();
        assertThat(half).doesNotExist();
    }

    private Path letter() throws Exception {
        Path letter = directory.resolve(LETTER);
        Files.createDirectories(letter.getParent());
        return Files.writeString(letter, "{}");
    }
}

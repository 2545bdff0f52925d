package io.github.podsights.camel.route.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.delivery.ParkedUntil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory of parked deliveries by itself. */
class SpoolIT {

    private static final Instant DUE = Instant.parse("2026-11-24T12:00:59.500Z");

    @TempDir
    Path directory;

    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private Spool spool;

    @AfterEach
    void close() throws IOException {
        if (spool != null) {
            spool.close();
        }
    }

    @Test
    void looksOnlyWhereSomethingMayBeDueAndTakesItFromThatMillisecondOn() throws Exception {
        Path file = park("id-1", DUE);
        Path later = park("id-2", DUE.plusSeconds(1));
        open();

        now = DUE.minusMillis(1);
        assertThat(spool.mayHoldDue("20261124T1200Z")).isTrue();
        assertThat(spool.mayHoldDue("20261124T1201Z")).isFalse();
        assertThat(spool.mayHoldDue("lost+found")).isFalse();
        assertThat(spool.isDue(file)).isFalse();

        now = DUE;
        assertThat(spool.isDue(file)).isTrue();
        assertThat(spool.isDue(later)).isFalse();
        assertThat(spool.isDue(file.resolveSibling("notes.json"))).isFalse();
    }

    @Test
    void givesAFileToOneAloneAndRemovesItsDirectoryWithTheLastOne() throws Exception {
        Path file = park("id-1", DUE);
        open();
        now = DUE.plus(Duration.ofMinutes(5));

        assertThat(spool.begin(file)).isTrue();
        assertThat(spool.begin(file)).isFalse();
        assertThat(spool.isDue(file)).isFalse();
        spool.remove(file);

        assertThat(file.getParent()).doesNotExist();
        assertThat(spool.depth()).isZero();
    }

    @Test
    void leavesTheDirectoryOfAMinuteInWhichSomebodyMayStillWrite() throws Exception {
        Path file = park("id-1", DUE);
        open();
        now = DUE;
        assertThat(spool.begin(file)).isTrue();
        spool.remove(file);

        assertThat(file.getParent()).isEmptyDirectory();
    }

    @Test
    void letsAFileRestThatWasLetGo() throws Exception {
        Path file = park("id-1", DUE);
        open();
        now = DUE;
        assertThat(spool.begin(file)).isTrue();
        spool.rest(file);
        assertThat(spool.isDue(file)).isFalse();

        now = DUE.plusSeconds(10);
        assertThat(spool.isDue(file)).isTrue();
    }

    @Test
    void keepsOfTwoWithTheSameIdTheLaterOneAndNothingHalfWritten() throws Exception {
        Path other = park("id-2", DUE);
        Path stale = park("id-1", DUE);
        Path last = park("id-1", DUE.plusSeconds(3_600));
        Path staler = park("id-1", DUE.minusSeconds(3_600));
        Path half = Files.writeString(last.resolveSibling(".x.json.tmp"), "{");
        open();

        assertThat(spool.depth()).isEqualTo(2);
        assertThat(stale).doesNotExist();
        assertThat(staler).doesNotExist();
        assertThat(half).doesNotExist();
        assertThat(last).exists();
        assertThat(other).exists();
    }

    @Test
    void doesNotGiveOutOnceMoreWhatIsSettledButCouldNotBeRemoved() throws Exception {
        Path file = park("id-1", DUE);
        open();
        now = DUE;
        assertThat(spool.begin(file)).isTrue();
        Path aside = Files.move(file, directory.resolve("aside"));
        Files.createDirectories(file.resolve("in the way")); // what can't be removed
        spool.remove(file);
        assertThat(spool.depth()).isEqualTo(1);
        assertThat(spool.isDue(file)).isFalse();

        Files.delete(file.resolve("in the way"));
        Files.delete(file);
        Files.move(aside, file);
        now = DUE.plusSeconds(10);
        assertThat(spool.isDue(file)).isTrue();
        assertThat(spool.begin(file)).as("removed in place of being begun").isFalse();
        assertThat(file).doesNotExist();
        assertThat(spool.depth()).isZero();
    }

    @Test
    void countsAnewNowAndThenWhatSomebodyHasRemovedOrPutThere() throws Exception {
        Path file = park("id-1", DUE);
        park("id-2", DUE.plusSeconds(3_600));
        open();
        ParkedFiles files = new ParkedFiles(spool, null, null, () -> true, Duration.ofMillis(20));
        files.start();
        try {
            Files.delete(file);
            await().until(() -> spool.depth() == 1);
            Files.delete(file.getParent());
            park("id-3", DUE);
            Files.writeString(file.resolveSibling("notes.txt"), "mine");
            await().until(() -> spool.depth() == 2);
        } finally {
            files.stop();
        }
    }

    @Test
    void belongsToOneAlone() throws Exception {
        open();
        try (Spool second = new Spool(directory, () -> now)) {
            assertThatThrownBy(second::open)
                    .isInstanceOf(Spool.InUseException.class)
                    .hasMessageContaining("podsights.park.uri");
        }
    }

    private void open() throws IOException {
        spool = new Spool(directory, () -> now);
        spool.open();
    }

    private Path park(String id, Instant due) throws IOException {
        Path file = directory.resolve(Spool.fileName(new ParkedUntil(id, 1, due, Duration.ZERO, "failed")));
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "{}");
    }
}

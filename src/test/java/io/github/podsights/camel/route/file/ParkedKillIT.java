package io.github.podsights.camel.route.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorOptions;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.route.BundleProcess;
import io.github.podsights.camel.settings.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * After {@code kill -9} in the middle of parking and coming back nothing is lost, no file is half a delivery, and at most
 * what was in flight is sent twice. {@code -Dpodsights.test.seed} repeats a run's choice of what fails.
 */
@Tag("chaos")
class ParkedKillIT {

    private static final long SEED = Long.getLong("podsights.test.seed", System.nanoTime());

    private static final int EVENTS = 3_000;

    /** In flight of the source, and half as many of what comes back. */
    private static final int WINDOW = 64 + 512 / 2;

    @TempDir
    Path directory;

    private final CollectorStandIn collector = CollectorStandIn.start(CollectorOptions.counting());

    @AfterEach
    void close() {
        collector.close();
    }

    @Test
    void nothingThatIsParkedIsLostAndLittleIsSentTwice() throws Exception {
        // So many fail that many are parked, some several times, and so few that the gate stays open.
        collector.behave(Behaviours.status(503)
                .delayed(Duration.ofMillis(10))
                .share(0.3, new Random(SEED))
                .or(Behaviours.accept().delayed(Duration.ofMillis(20))));
        BundleProcess.configure(
                directory,
                Map.of(
                        Property.COLLECTOR_URL,
                        collector.url(),
                        Property.FILE_QUIET,
                        "0s",
                        Property.FILE_IN_FLIGHT,
                        "64",
                        Property.ATTEMPTS,
                        "1",
                        Property.PARK_SCHEDULE,
                        "500ms" + ",500ms".repeat(19)));
        EventFiles.drop(
                directory.resolve("data/inbox"),
                "events.jsonl",
                EventFiles.lines(0, EVENTS).getBytes(UTF_8));
        int kills = 0;
        for (double share : new double[] {0.2, 0.5, 0.8}) {
            killWhenAccepted((long) (share * EVENTS));
            kills++;
        }
        try (BundleProcess last = BundleProcess.startToStay(directory)) {
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> (collector.stats().acceptedIds() == EVENTS && parked() == 0) || !last.isAlive());
            await().until(() -> Files.exists(directory.resolve("data/inbox/done/events.jsonl")) || !last.isAlive());
            last.stop();
            last.exitCode();
            assertThat(last.output()).contains(": it adds up").doesNotContain("ADD UP");
            assertThat(last.printed("resumed")).isPositive();
            assertThat(last.printed("exhausted") + last.printed("invalid")).isZero();
        }
        assertThat(collector.stats().acceptedIds()).isEqualTo(EVENTS);
        assertThat(collector.stats().acceptedTwice())
                .as("accepted twice, seed %d", SEED)
                .isLessThanOrEqualTo((long) kills * WINDOW);
        assertThat(parked()).isZero();
        assertThat(directory.resolve("data/dead-letters"))
                .satisfiesAnyOf(letters -> assertThat(letters).doesNotExist(), letters -> assertThat(letters)
                        .isEmptyDirectory());
        System.out.println("parked and killed " + kills + " times, seed " + SEED + ": "
                + collector.stats().acceptedTwice() + " accepted twice, at most " + kills * WINDOW + " may be");
    }

    private void killWhenAccepted(long count) throws Exception {
        try (BundleProcess running = BundleProcess.startToStay(directory)) {
            await().pollInterval(Duration.ofMillis(2))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> (collector.stats().acceptedIds() >= count && parked() > 0) || !running.isAlive());
            assertThat(running.isAlive()).as("%s", running.output()).isTrue();
            running.kill();
        }
        await().until(() -> collector.stats().inFlight() == 0);
        assertThat(parked()).as("parked when it was killed").isPositive();
    }

    private long parked() throws IOException {
        Path spool = directory.resolve("data/parked");
        if (!Files.exists(spool)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(spool)) {
            return files.filter(file -> file.toString().endsWith(".json")).count();
        } catch (java.io.UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return 1; // one has just gone
            }
            throw e;
        }
    }
}

package io.github.podsights.camel.route.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorOptions;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.route.BundleProcess;
import io.github.podsights.camel.settings.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;

/**
 * A file of events whose processing is killed several times, each time while the collector has between 10 and 90 % of what
 * it is to get, and then run to its end. It asserts what holds whatever the events are.
 */
final class KillScenario implements AutoCloseable {

    /** The default of {@code podsights.source.file.in-flight}. */
    static final int WINDOW = 256;

    private final Path directory;
    private final Path file;
    private final int events;
    private final int delivered;
    private final int kills;
    private final Random random;
    private final StringBuilder story = new StringBuilder();
    private final CollectorStandIn collector = CollectorStandIn.start(CollectorOptions.counting());
    private final Inbox inbox;

    /**
     * @param events how many the content has
     * @param delivered how many of them the collector is to get, each with an order id of its own
     * @param kills how often it is killed
     */
    KillScenario(Path directory, String name, byte[] content, int events, int delivered, int kills, long seed)
            throws IOException {
        this.directory = directory;
        this.events = events;
        this.delivered = delivered;
        this.kills = kills;
        this.random = new Random(seed);
        this.inbox = new Inbox(directory.resolve("data/inbox"), Duration.ZERO, Instant::now);
        // The delay keeps the window full, so that a kill meets as many events in flight as there can be; and some are
        // not accepted yet when many behind them are settled.
        collector.behave(Behaviours.accept()
                .delayed(Duration.ofSeconds(1))
                .share(0.005, new Random(seed))
                .or(Behaviours.accept().delayed(Duration.ofMillis(20))));
        BundleProcess.configure(directory, Map.of(Property.COLLECTOR_URL, collector.url(), Property.FILE_QUIET, "0s"));
        this.file = EventFiles.drop(inbox.directory(), name, content);
        story.append(name).append(", seed ").append(seed).append(": ");
    }

    /** Runs it, kills it, and so on; the last run, which came to the end. */
    BundleProcess run() throws Exception {
        long settled = 0;
        long[] moments = moments();
        for (long moment : moments) {
            settled = killWhenTheCollectorHas(moment, settled);
        }
        try (BundleProcess last = BundleProcess.start(directory)) {
            assertThat(last.exitCode()).as("%s", last.output()).isZero();
            assertThat(last.printed("received")).as("what was left").isEqualTo(events - settled);
            assertThat(last.output()).contains(": it adds up").doesNotContain("ADD UP");
            assertThat(last.printed("in_flight") + last.printed("released")).isZero();
            assertThat(inbox.directory().resolve("done").resolve(file.getFileName()))
                    .exists();
            assertThat(inbox.progressOf(file)).doesNotExist();
            assertThat(inbox.files()).isEmpty();
            assertDelivered();
            return last;
        }
    }

    /**
     * Between 10 and 70 %, one in each part of equal length, so that each run has something to do before it is killed, and
     * after it, however late the kill comes.
     */
    private long[] moments() {
        long[] moments = new long[kills];
        double part = 0.60 / kills;
        for (int i = 0; i < kills; i++) {
            moments[i] = (long) (delivered * (0.10 + part * (i + random.nextDouble())));
        }
        return moments;
    }

    /** What then is settled on disk; it must not be more than came out, nor less by more than the window. */
    private long killWhenTheCollectorHas(long count, long settledBefore) throws Exception {
        try (BundleProcess running = BundleProcess.start(directory)) {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> collector.stats().ids() >= count || !running.isAlive());
            assertThat(running.isAlive()).as("%s", running.output()).isTrue();
            long had = collector.stats().ids();
            running.kill();
            assertThat(had).as("killed in the middle").isBetween(delivered / 10L, delivered - 1L);
            story.append("killed at ")
                    .append(had)
                    .append(" of ")
                    .append(delivered)
                    .append(", ");
        }
        await().until(() -> collector.stats().inFlight() == 0);
        assertThat(file).exists();
        return settledOnDisk(settledBefore);
    }

    private long settledOnDisk(long settledBefore) throws IOException {
        try (ProgressFile progress = ProgressFile.open(inbox.progressOf(file), FileIdentity.of(file))) {
            long settled = progress.start().index() + progress.settledBeyond().cardinality();
            assertThat(settled)
                    .as("no run begins before where the one before was")
                    .isGreaterThan(settledBefore);
            if (delivered == events) {
                assertThat(settled)
                        .as("only what was accepted")
                        .isLessThanOrEqualTo(collector.stats().acceptedIds());
                assertThat(collector.stats().ids() - settled)
                        .as("events that the collector got, but are not settled")
                        .isLessThanOrEqualTo(WINDOW);
            }
            return settled;
        }
    }

    private void assertDelivered() {
        long twice = collector.stats().requests() - delivered;
        story.append(twice).append(" sent twice, at most ").append(bound()).append(" may be");
        System.out.println(story);
        assertThat(collector.stats().ids()).as("order ids").isEqualTo(delivered);
        assertThat(collector.stats().acceptedIds()).as("accepted order ids").isEqualTo(delivered);
        assertThat(twice).as("requests beyond one for each event").isBetween(0L, bound());
    }

    /** How many events may come twice. */
    long bound() {
        return (long) kills * WINDOW;
    }

    Path deadLetters() throws IOException {
        return Files.createDirectories(directory.resolve("data/dead-letters"));
    }

    @Override
    public void close() {
        collector.close();
    }
}

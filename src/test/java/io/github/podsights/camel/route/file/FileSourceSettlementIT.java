package io.github.podsights.camel.route.file;

import static io.github.podsights.camel.route.file.EventFiles.event;
import static io.github.podsights.camel.route.file.EventFiles.lines;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.route.RunningBundle;
import io.github.podsights.camel.settings.Property;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in flight of the files, and when a file is done; the collector holds its answers until it is told not to. */
class FileSourceSettlementIT {

    @TempDir
    Path directory;

    private final HeldBehaviour held = new HeldBehaviour();
    private CollectorStandIn collector;
    private Path inbox;

    @BeforeEach
    void start() {
        collector = CollectorStandIn.start();
        collector.behave(held);
        inbox = directory.resolve("inbox");
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void manySmallFilesAreInFlightAtOnce() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            EventFiles.drop(inbox, i + ".jsonl", event(Integer.toString(i)));
        }
        try (RunningBundle running = start(256)) {
            await().until(() -> collector.stats().inFlight() == 256);
            assertThat(running.total().inFlight()).isEqualTo(256);

            held.letGo();
            awaitDone(running, "999.jsonl");
            await().until(() -> running.bundle().fileEvents().filesWaiting().isEmpty());
        }
        assertDelivered(1_000);
        assertThat(collector.stats().maxInFlight()).isEqualTo(256);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void neverMoreAreInFlightThanConfiguredHoweverManyFilesThereAre(int inFlight) throws Exception {
        EventFiles.drop(inbox, "a.jsonl", lines(0, 100));
        EventFiles.drop(inbox, "b.jsonl", lines(100, 200));
        try (RunningBundle running = start(inFlight)) {
            await().until(() -> collector.stats().inFlight() == inFlight);
            held.letGo();
            awaitDone(running, "a.jsonl");
            awaitDone(running, "b.jsonl");
        }
        assertDelivered(200);
        assertThat(collector.stats().maxInFlight()).isEqualTo(inFlight);
    }

    @Test
    void aFileIsNotMovedBeforeItsLastEventIsSettledAndOthersGoOnMeanwhile() throws Exception {
        HeldBehaviour last = new HeldBehaviour("9"::equals);
        collector.behave(last);
        Path slow = EventFiles.drop(inbox, "a.jsonl", lines(0, 10));
        try (RunningBundle running = start(16)) {
            await().until(() -> collector.stats().acceptedIds() == 9);
            EventFiles.drop(inbox, "b.jsonl", lines(10, 20));
            awaitDone(running, "b.jsonl");
            assertThat(slow).exists();
            assertThat(inbox.resolve(".a.jsonl.progress")).exists();

            last.letGo();
            awaitDone(running, "a.jsonl");
            assertThat(inbox.resolve(".a.jsonl.progress")).doesNotExist();
        }
        assertDelivered(20);
    }

    @Test
    void aSlowEventDoesNotHoldThoseBehindIt() throws Exception {
        HeldBehaviour first = new HeldBehaviour("0"::equals);
        collector.behave(first);
        EventFiles.drop(inbox, "a.jsonl", lines(0, 1_000));
        try (RunningBundle running = start(4)) {
            await().until(() -> collector.stats().acceptedIds() == 999);
            // The collector counts an event before its answer is read here.
            await().until(() -> running.total().inFlight() == 1);

            first.letGo();
            awaitDone(running, "a.jsonl");
        }
        assertDelivered(1_000);
    }

    @Test
    void aFileThatGrowsWhileItIsReadLosesNothingAndNoHalfLineBecomesAnEvent() throws Exception {
        byte[] whole = lines(0, 100).getBytes(UTF_8);
        grows("a.jsonl", whole, whole.length / 2 + 7, 100);
    }

    @Test
    void anArrayThatGrowsWhileItIsReadLosesNothingAndNoHalfElementBecomesAnEvent() throws Exception {
        byte[] whole = ("[" + lines(0, 100).strip().replace("\n", ",\n") + "]").getBytes(UTF_8);
        grows("a.json", whole, whole.length / 2 + 7, 100);
    }

    @Test
    void aCompressedFileThatGrowsWhileItIsReadDoesNotFail() throws Exception {
        byte[] whole = EventFiles.gz(lines(0, 1_000).getBytes(UTF_8));
        grows("a.jsonl.gz", whole, whole.length / 2, 1_000);
    }

    private void grows(String name, byte[] whole, int cut, int events) throws Exception {
        Path file = EventFiles.drop(inbox, name, Arrays.copyOf(whole, cut));
        try (RunningBundle running = start(16)) {
            await().until(() -> collector.stats().inFlight() == 16);
            Files.write(file, Arrays.copyOfRange(whole, cut, whole.length), StandardOpenOption.APPEND);
            held.letGo();

            awaitDone(running, name);
            assertThat(running.deadLetters()).isEmpty();
        }
        assertDelivered(events);
        assertThat(inbox.resolve("done").resolve(name)).hasBinaryContent(whole);
    }

    private RunningBundle start(int inFlight) throws Exception {
        return RunningBundle.start(directory, collector, Map.of(Property.FILE_IN_FLIGHT, Integer.toString(inFlight)));
    }

    private static void awaitDone(RunningBundle running, String name) {
        await().until(() -> Files.exists(running.inbox().resolve("done").resolve(name)));
    }

    /** The events from 0 on, each once. */
    private void assertDelivered(int events) {
        assertThat(collector.stats().ids()).isEqualTo(events);
        assertThat(collector.stats().requests()).isEqualTo(events);
    }
}

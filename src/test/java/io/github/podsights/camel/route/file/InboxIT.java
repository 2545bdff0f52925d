package io.github.podsights.camel.route.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import io.github.podsights.camel.route.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxIT {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static final Duration QUIET = Duration.ofSeconds(2);

    @TempDir
    Path parent;

    private Path directory;
    private Inbox inbox;

    @BeforeEach
    void make() throws IOException {
        directory = Files.createDirectories(parent.resolve("inbox"));
        inbox = new Inbox(directory, QUIET, () -> NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.jsonl",
                "a.ndjson",
                "a.json",
                "a.jsonl.gz",
                "a.ndjson.gz",
                "a.json.gz",
                "A.JSONL",
                "a.Json.GZ",
                "a.b.jsonl",
                "-.json",
                "a b.json",
                "ä ☕.jsonl",
                "100%.jsonl",
                "a#b?c+d.json",
                "${x} {{y}}.jsonl"
            })
    void takesAFileOfEvents(String name) throws Exception {
        Path file = old(name);

        assertThat(inbox.takes(file)).isTrue();
        assertThat(inbox.files()).containsExactly(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".a.jsonl",
                ".jsonl",
                ".json.gz",
                "a.jsonl.tmp",
                "a.txt",
                "a.gz",
                "a.json.zip",
                "json",
                "a.jsonl.reason.txt",
                ".a.jsonl.progress",
                "a.jsonlx",
                "ajsonl"
            })
    void leavesAnyOtherFile(String name) throws Exception {
        assertThat(inbox.takes(old(name))).isFalse();
        assertThat(inbox.files()).isEmpty();
    }

    @Test
    void leavesDirectoriesAndWhatIsNotThere() throws Exception {
        Path file = Files.createDirectory(directory.resolve("a.jsonl"));
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(QUIET)));

        assertThat(inbox.takes(file)).isFalse();
        assertThat(inbox.takes(directory.resolve("b.jsonl"))).isFalse();
        assertThat(inbox.files()).isEmpty();
    }

    @Test
    void takesAFileOnceItWasLeftAloneForSoLong() throws Exception {
        Path file = old("a.jsonl");

        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(QUIET)));
        assertThat(inbox.takes(file)).isTrue();
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(QUIET).plusMillis(1)));
        assertThat(inbox.takes(file)).isFalse();
        assertThat(inbox.files()).as("it lies there all the same").containsExactly(file);
        Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(3600)));
        assertThat(inbox.takes(file)).as("of the future").isFalse();
    }

    @Test
    void takesAFileOfTheFutureOnceItWasSeenLeftAloneForSoLong() throws Exception {
        Instant[] now = {NOW};
        try (LogLines log = LogLines.open(Level.INFO, Level.WARN);
                Inbox inOurTime = new Inbox(directory, QUIET, () -> now[0])) {
            Path file = old("a.jsonl");
            Files.setLastModifiedTime(file, FileTime.from(NOW.plus(Duration.ofDays(365))));
            assertThat(inOurTime.takes(file)).isFalse();
            now[0] = NOW.plus(QUIET).minusMillis(1);
            assertThat(inOurTime.takes(file)).isFalse();
            Files.setLastModifiedTime(file, FileTime.from(NOW.plus(Duration.ofDays(366))));
            now[0] = NOW.plus(QUIET);
            assertThat(inOurTime.takes(file)).as("it has changed").isFalse();
            Files.writeString(file, "more");
            Files.setLastModifiedTime(file, FileTime.from(NOW.plus(Duration.ofDays(366))));
            now[0] = now[0].plus(QUIET);
            assertThat(inOurTime.takes(file)).as("it has grown").isFalse();

            now[0] = now[0].plus(QUIET);
            assertThat(inOurTime.takes(file)).isTrue();
            assertThat(inOurTime.takes(file)).isTrue();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains(file.toString())
                    .contains("not changed for 2 s more");
        }
    }

    @Test
    void aDoneFileNeverGoesOverAnotherOne() throws Exception {
        for (String content : new String[] {"first", "second", "third"}) {
            Path file = Files.writeString(directory.resolve("a.b.jsonl.gz"), content);
            Files.writeString(inbox.progressOf(file), "progress");
            inbox.done(file);
            assertThat(inbox.progressOf(file)).doesNotExist();
        }

        Path done = directory.resolve("done");
        assertThat(done.resolve("a.b.jsonl.gz")).hasContent("first");
        assertThat(done.resolve("a-2.b.jsonl.gz")).hasContent("second");
        assertThat(done.resolve("a-3.b.jsonl.gz")).hasContent("third");
        assertThat(inbox.files()).isEmpty();
    }

    @Test
    void aFailedFileNeverGoesOverAnotherOneAndHasItsOwnReasonBesideIt() throws Exception {
        for (String content : new String[] {"first", "second"}) {
            Path file = Files.writeString(directory.resolve("a.json"), content);
            Files.writeString(inbox.progressOf(file), "progress");
            Path moved = inbox.failed(file, "because of the " + content);
            assertThat(moved).hasContent(content);
            assertThat(inbox.progressOf(file)).doesNotExist();
        }

        Path failed = directory.resolve("failed");
        assertThat(failed.resolve("a.json")).hasContent("first");
        assertThat(failed.resolve("a.json.reason.txt")).hasContent("because of the first");
        assertThat(failed.resolve("a-2.json")).hasContent("second");
        assertThat(failed.resolve("a-2.json.reason.txt")).hasContent("because of the second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b.json", "ä ☕.jsonl", "100%.jsonl", "a#b?c+d.json", "${x} {{y}}.jsonl", "-.json"})
    void movesAFileWhateverItIsCalled(String name) throws Exception {
        inbox.done(Files.writeString(directory.resolve(name), "done"));
        inbox.failed(Files.writeString(directory.resolve(name), "failed"), "reason");

        assertThat(directory.resolve("done").resolve(name)).hasContent("done");
        assertThat(directory.resolve("failed").resolve(name)).hasContent("failed");
        assertThat(directory.resolve("failed").resolve(name + ".reason.txt")).hasContent("reason");
    }

    @Test
    void forgetsTheProgressOfFilesThatAreGone() throws Exception {
        Path there = Files.writeString(directory.resolve("there.jsonl"), "");
        Path gone = directory.resolve("gone.jsonl");
        Files.writeString(inbox.progressOf(there), "progress");
        Files.writeString(inbox.progressOf(gone), "progress");

        try (Inbox opened = inbox) {
            opened.open();
        }

        assertThat(inbox.progressOf(there)).exists();
        assertThat(inbox.progressOf(gone)).doesNotExist();
    }

    @Test
    void makesItsDirectory() throws Exception {
        Path deep = parent.resolve("not/yet/there");

        try (Inbox made = new Inbox(deep, QUIET, () -> NOW)) {
            made.open();
            assertThat(deep).isDirectory();
        }
    }

    @Test
    void saysWhatToDoWhenTheDirectoryIsInUse() throws Exception {
        try (Inbox first = inbox;
                Inbox second = new Inbox(directory, QUIET, () -> NOW)) {
            first.open();
            assertThatExceptionOfType(Inbox.InUseException.class)
                    .isThrownBy(second::open)
                    .withMessageContaining(directory.toString())
                    .withMessageContaining("podsights.source.file.directory");
        }
    }

    private Path old(String name) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "");
        return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofHours(1))));
    }
}

package io.github.podsights.camel.route.file;

import static io.github.podsights.camel.route.file.EventFiles.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.route.RunningBundle;
import io.github.podsights.camel.settings.Property;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the file source takes, and that every event of it comes to the collector once. */
class FileSourceIT {

    @TempDir
    static Path directory;

    private static CollectorStandIn collector;
    private static RunningBundle running;

    @BeforeAll
    static void start() throws Exception {
        collector = CollectorStandIn.start();
        running = RunningBundle.start(directory, collector, Map.of(Property.FILE_QUIET, "1m"));
    }

    @AfterAll
    static void stop() {
        try (CollectorStandIn last = collector) {
            running.close();
        }
    }

    static Stream<Arguments> files() {
        String lines = "@1\n@2\n@3\n";
        return Stream.of(
                        Arguments.of("lines.jsonl", lines),
                        Arguments.of("lines.ndjson", lines),
                        Arguments.of("capitals.JSONL", lines),
                        Arguments.of("crlf.jsonl", lines.replace("\n", "\r\n")),
                        Arguments.of("byte-order-mark.jsonl", "\ufeff" + lines),
                        Arguments.of("blank-lines.jsonl", "\n \n@1\n\r\n@2\n\t\n\n@3\n\n"),
                        Arguments.of("no-last-line-end.jsonl", "@1\n@2\n@3"),
                        Arguments.of("empty.jsonl", ""),
                        Arguments.of("only-blank.jsonl", " \n\n"),
                        Arguments.of("object.json", "@1"),
                        Arguments.of("object-with-byte-order-mark.json", "\ufeff@1\r\n"),
                        Arguments.of("array.json", "[@1,@2,@3]"),
                        Arguments.of("array-pretty.json", "[\n  @1 ,\n\n  @2,\r\n  @3\n]\n"),
                        Arguments.of("array-empty.json", "[ ]"),
                        Arguments.of("empty.json", ""))
                .flatMap(file -> Stream.of(
                        file, Arguments.of(file.get()[0] + ".gz", file.get()[1]) // each also compressed
                        ));
    }

    @ParameterizedTest
    @MethodSource("files")
    void deliversEachEventOfAFileOnceAndMovesItToDone(String name, String template) throws Exception {
        collector.clear();
        long before = running.total().of(Outcome.DELIVERED);
        String content = template;
        for (int i = 1; i <= 3; i++) {
            String event = event(name + "-" + i);
            content = content.replace("@" + i, name.contains("pretty") ? event.replace(",", ",\n    ") : event);
        }
        byte[] bytes = content.getBytes(UTF_8);

        age(EventFiles.drop(running.inbox(), name, Inbox.isGz(Path.of(name)) ? EventFiles.gz(bytes) : bytes));

        Path done = running.inbox().resolve("done").resolve(name);
        await().until(() -> Files.exists(done));
        assertThat(EventFiles.orderIds(collector.received()))
                .containsExactlyInAnyOrderElementsOf(Stream.of(1, 2, 3)
                        .filter(i -> template.contains("@" + i))
                        .map(i -> name + "-" + i)
                        .toList());
        assertThat(running.total().of(Outcome.DELIVERED) - before)
                .isEqualTo(collector.stats().requests());
        assertThat(running.deadLetters()).isEmpty();
        assertThat(running.inbox().resolve("." + name + ".progress")).doesNotExist();
    }

    /** That it is not taken shows in that others, put there later, are. */
    @Test
    void leavesAFileAloneUntilItWasQuietForAsLongAsConfigured() throws Exception {
        Path fresh = EventFiles.drop(running.inbox(), "fresh.jsonl", event("fresh-1"));
        for (int i = 0; i < 2; i++) {
            age(EventFiles.drop(running.inbox(), "quiet-" + i + ".jsonl", event("quiet-" + i)));
            Path done = running.inbox().resolve("done/quiet-" + i + ".jsonl");
            await().until(() -> Files.exists(done));
        }
        assertThat(fresh).exists();
        assertThat(EventFiles.orderIds(collector.received())).doesNotContain("fresh-1");

        age(fresh);

        await().until(() -> Files.exists(running.inbox().resolve("done/fresh.jsonl")));
        assertThat(EventFiles.orderIds(collector.received())).contains("fresh-1");
    }

    @Test
    void leavesWhatIsNoFileOfEvents() throws Exception {
        Path text = age(EventFiles.drop(running.inbox(), "notes.txt", event("text")));
        Path hidden = age(EventFiles.drop(running.inbox(), ".hidden.jsonl", event("hidden")));
        Path nested = Files.createDirectories(running.inbox().resolve("nested.jsonl"));
        age(EventFiles.drop(nested, "within.jsonl", event("within")));
        age(EventFiles.drop(running.inbox(), "others.jsonl", event("others")));

        await().until(() -> Files.exists(running.inbox().resolve("done/others.jsonl")));

        assertThat(text).exists();
        assertThat(hidden).exists();
        assertThat(nested.resolve("within.jsonl")).exists();
        assertThat(EventFiles.orderIds(collector.received())).doesNotContain("text", "hidden", "within");
    }

    private static Path age(Path file) throws Exception {
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
    }
}

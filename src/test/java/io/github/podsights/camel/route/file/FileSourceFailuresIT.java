package io.github.podsights.camel.route.file;

import static io.github.podsights.camel.route.file.EventFiles.event;
import static io.github.podsights.camel.route.file.EventFiles.lines;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.route.RunningBundle;
import io.github.podsights.camel.settings.Property;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that can't be read, or not as a whole. */
class FileSourceFailuresIT {

    private static final int MAX_BYTES = 1_000;

    @TempDir
    Path directory;

    private CollectorStandIn collector;
    private RunningBundle running;
    private Path inbox;

    @BeforeEach
    void start() throws Exception {
        collector = CollectorStandIn.start();
        running = RunningBundle.start(
                directory, collector, Map.of(Property.EVENT_MAX_BYTES, Integer.toString(MAX_BYTES)));
        inbox = running.inbox();
    }

    @AfterEach
    void stop() {
        try (CollectorStandIn last = collector) {
            running.close();
        }
    }

    @Test
    void whatIsNoGzipGoesToFailedWithTheReasonBesideIt() throws Exception {
        EventFiles.drop(inbox, "garbage.jsonl.gz", "this is no gzip, although its name says so");
        EventFiles.drop(inbox, "nothing.jsonl.gz", "");
        EventFiles.drop(inbox, "good.jsonl", event("1"));

        await().until(() -> exist("failed/garbage.jsonl.gz", "failed/nothing.jsonl.gz", "done/good.jsonl"));

        assertThat(inbox.resolve("failed/garbage.jsonl.gz.reason.txt"))
                .content()
                .contains("not gzip, or damaged: no gzip header");
        assertThat(inbox.resolve("failed/nothing.jsonl.gz.reason.txt"))
                .content()
                .contains("the compressed data breaks off");
        assertThat(running.bundle().fileEvents().failedFiles()).isEqualTo(2);
        assertThat(EventFiles.orderIds(collector.received())).containsExactly("1");
    }

    @Test
    void ofAGzipThatBreaksOffAllThatCameBeforeIsDelivered() throws Exception {
        byte[] whole = EventFiles.gz(lines(0, 2_000).getBytes(UTF_8));
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        List<String> complete =
                IntStream.range(0, linesIn(half)).mapToObj(Integer::toString).toList();
        assertThat(complete).hasSizeBetween(100, 1_900);

        EventFiles.drop(inbox, "cut.jsonl.gz", half);
        await().until(() -> exist("failed/cut.jsonl.gz.reason.txt"));

        assertThat(inbox.resolve("failed/cut.jsonl.gz")).hasBinaryContent(half);
        assertThat(inbox.resolve("failed/cut.jsonl.gz.reason.txt"))
                .hasContent("it can't be read further (the compressed data breaks off); what came before is settled");
        assertThat(EventFiles.orderIds(collector.received())).containsExactlyInAnyOrderElementsOf(complete);
        assertThat(running.deadLetters()).isEmpty();
        assertThat(inbox.resolve(".cut.jsonl.gz.progress")).doesNotExist();
    }

    @Test
    void aFileNeverGoesOverOneThatIsDoneAlready() throws Exception {
        Path done = Files.createDirectories(inbox.resolve("done"));
        Files.writeString(done.resolve("events.jsonl"), "the one before");

        EventFiles.drop(inbox, "events.jsonl", event("1"));
        await().until(() -> exist("done/events-2.jsonl"));
        EventFiles.drop(inbox, "events.jsonl", event("2"));
        await().until(() -> exist("done/events-3.jsonl"));

        assertThat(done.resolve("events.jsonl")).hasContent("the one before");
        assertThat(EventFiles.orderIds(collector.received())).containsExactly("1", "2");
    }

    @Test
    void aBadLineIsADeadLetterWithFileAndLineAndTheRestGoesOn() throws Exception {
        EventFiles.drop(
                inbox, "bad.jsonl", event("1") + "\n\nno json\n" + event("2") + event("x") + "\n" + event("3") + "\n{");
        await().until(() -> exist("done/bad.jsonl"));

        assertThat(EventFiles.orderIds(collector.received())).containsExactlyInAnyOrder("1", "3");
        assertThat(running.total().of(Outcome.INVALID)).isEqualTo(3);
        assertThat(deadLetters()).allSatisfy(letter -> {
            assertThat(letter.at("/outcome").asText()).isEqualTo("invalid");
            assertThat(letter.at("/source/kind").asText()).isEqualTo("file");
            assertThat(letter.at("/source/file").asText()).isEqualTo("bad.jsonl");
        });
        assertThat(deadLetters())
                .extracting(letter -> letter.at("/source/line").asInt())
                .containsExactlyInAnyOrder(3, 4, 6);
    }

    @Test
    void anArrayThatBreaksOffIsADeadLetterAndItsElementsAreDelivered() throws Exception {
        EventFiles.drop(inbox, "cut.json", "[\n" + event("1") + ",\n" + event("2") + ",\n{\"type\":\"tra");
        await().until(() -> exist("done/cut.json"));

        assertThat(EventFiles.orderIds(collector.received())).containsExactlyInAnyOrder("1", "2");
        assertThat(deadLetters()).singleElement().satisfies(letter -> assertThat(
                        letter.at("/source/line").asInt())
                .isEqualTo(4));
    }

    @Test
    void anEventThatIsTooLargeIsADeadLetterAndTheNextOneIsDelivered() throws Exception {
        String large = event("x".repeat(MAX_BYTES));
        EventFiles.drop(inbox, "large.jsonl", event("1") + "\n" + large + "\n" + event("2") + "\n");
        await().until(() -> exist("done/large.jsonl"));

        assertThat(EventFiles.orderIds(collector.received())).containsExactlyInAnyOrder("1", "2");
        assertThat(deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.at("/source/line").asInt()).isEqualTo(2);
            assertThat(letter.toString()).contains(Integer.toString(large.length()));
        });
    }

    private boolean exist(String... files) {
        return Arrays.stream(files).allMatch(file -> Files.exists(inbox.resolve(file)));
    }

    private List<JsonNode> deadLetters() throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        return running.deadLetters().stream()
                .map(path -> {
                    try {
                        return json.readTree(path.toFile());
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .toList();
    }

    /** How many whole lines can be had of what is there. */
    private static int linesIn(byte[] gz) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gz))) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                content.write(b);
            }
        } catch (EOFException e) {
            // as it is meant to
        }
        return (int) content.toString(UTF_8).chars().filter(c -> c == '\n').count();
    }
}

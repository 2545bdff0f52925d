package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.collector.CollectorStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events whose trees take thirty times their bytes, in a JVM with 256 MiB: each is settled, as a dead letter. */
class HostileHeapIT {

    private static final int EVENTS = 24;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"{\"\":[]}", "{\"\":{}}"})
    void everyRejectedEventBecomesADeadLetter(String element) throws Exception {
        try (CollectorStandIn collector = CollectorStandIn.start()) {
            collector.behave("{\"status\": 400}");
            Home home =
                    new Home(directory, "podsights.collector.url=" + collector.url(), "podsights.source.file.quiet=0s");
            home.write("data/inbox/hostile.jsonl", events(element));

            try (PodsightsProcess run = PodsightsProcess.start(directory, "run", "--once", "--config", home.config())) {
                assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
                assertThat(run.err()).doesNotContain("OutOfMemoryError");
                assertThat(run.out()).containsPattern("\n  rejected +" + EVENTS + "\n");
            }
            assertThat(deadLetters(home)).isEqualTo(EVENTS);
        }
    }

    private static long deadLetters(Home home) throws IOException {
        try (Stream<Path> files = Files.walk(home.path("data/dead-letters"))) {
            return files.filter(file -> file.toString().endsWith(".json")).count();
        }
    }

    /** Each order twice: the one waits for the other. */
    private static String events(String element) {
        return IntStream.range(0, EVENTS)
                .mapToObj(i -> event(element).replace("\"order_id\":\"1\"", "\"order_id\":\"" + i / 2 + "\"") + "\n")
                .collect(Collectors.joining());
    }

    /** Just under 1 MiB, which is the most an event may have. */
    private static String event(String element) {
        String begin = "{\"type\":\"track\",\"event\":\"Order Completed\",\"anonymous_id\":\"\\u0041\","
                + "\"consent\":{\"marketing\":true},\"properties\":{\"order_id\":\"1\",\"a\":[" + element;
        return begin + ("," + element).repeat(130_000) + "]}}";
    }
}

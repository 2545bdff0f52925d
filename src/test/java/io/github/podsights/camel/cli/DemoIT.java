package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** {@code demo} as a new user starts it: a process of its own, by the launcher. */
class DemoIT {

    private static final Pattern DELIVERY = Pattern.compile("(?m)^ *(\\d+)  ([a-z_]+) +\\S.*\n {8}(.*)$");
    private static final Pattern FIGURE = Pattern.compile("(?m)^  ([a-z_]+) +(\\d+)$");
    private static final Pattern DIRECTORY = Pattern.compile("The sample events lie in (.*)");

    @TempDir
    Path logs;

    @Test
    void onceTellsOfEachSampleWhatTheirTableSays(TestReporter reporter) throws Exception {
        long began = System.nanoTime();
        try (PodsightsProcess demo = PodsightsProcess.start(logs, "demo", "--once")) {
            assertThat(demo.exitCode()).as(demo.err()).isZero();
            reporter.publishEntry("demo --once took "
                    + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms");

            Map<Integer, String> outcomes = new TreeMap<>();
            for (MatchResult delivery : deliveries(demo.out())) {
                assertThat(outcomes.put(Integer.valueOf(delivery.group(1)), delivery.group(2)))
                        .isNull();
                assertThat(delivery.group(3).startsWith("{\"key\":\"***\",\"event\":"))
                        .as(delivery.group())
                        .isEqualTo(delivery.group(2).equals("delivered"));
            }
            assertThat(outcomes).isEqualTo(Samples.outcomes());
            assertThat(demo.out() + demo.err()).doesNotContain("demo-pixel-key").doesNotContain("@example.com");
            assertThat(directory(demo)).doesNotExist();
        }
    }

    @Test
    void aTopicIsReadByTheSameRoutesWithTheSameOutcomes() throws Exception {
        try (PodsightsProcess demo = PodsightsProcess.start(logs, "demo", "--source", "kafka", "--once")) {
            assertThat(demo.exitCode()).as(demo.err()).isZero();

            List<String> outcomes = List.copyOf(Samples.outcomes().values());
            List<MatchResult> deliveries = deliveries(demo.out());
            assertThat(deliveries.stream().map(delivery -> delivery.group(2))).containsExactlyElementsOf(outcomes);
            assertThat(deliveries.stream().map(delivery -> Integer.valueOf(delivery.group(1))))
                    .containsExactlyElementsOf(
                            IntStream.range(0, outcomes.size()).boxed().toList());
            assertThat(demo.out())
                    .contains(outcomes.size() + " outcomes + 0 parked + 0 released + 0 in_flight: it adds up\n")
                    .containsPattern("topic podsights-events of a Kafka broker at 127\\.0\\.0\\.1:\\d+\n");
            assertThat(demo.out() + demo.err()).doesNotContain("demo-pixel-key").doesNotContain("@example.com");
            assertThat(demo.err()).doesNotContain("WARN").doesNotContain("ERROR");
        }
    }

    @Test
    void aQueueIsReadByTheSameRoutesWithTheSameOutcomes() throws Exception {
        try (PodsightsProcess demo = PodsightsProcess.start(logs, "demo", "--source", "jms", "--once")) {
            assertThat(demo.exitCode()).as(demo.err()).isZero();

            List<String> outcomes = List.copyOf(Samples.outcomes().values());
            assertThat(deliveries(demo.out()).stream().map(delivery -> delivery.group(2)))
                    .containsExactlyElementsOf(outcomes);
            assertThat(demo.out())
                    .contains(outcomes.size() + " outcomes + 0 parked + 0 released + 0 in_flight: it adds up\n")
                    .containsPattern(
                            "queue podsights.events of an ActiveMQ Artemis broker at tcp://127\\.0\\.0\\.1:\\d+\n");
            assertThat(demo.out() + demo.err()).doesNotContain("demo-pixel-key").doesNotContain("@example.com");
            assertThat(demo.err()).doesNotContain("WARN").doesNotContain("ERROR");
        }
    }

    @Test
    void saysHowToSendMoreToTheTopicUntilItIsStopped() throws Exception {
        try (PodsightsProcess demo = PodsightsProcess.start(logs, "demo", "--source=kafka")) {
            await().until(() -> demo.out().contains("Ctrl-C ends"));
            assertThat(demo.out())
                    .containsPattern("kafka-console-producer.sh --bootstrap-server 127\\.0\\.0\\.1:\\d+ --topic"
                            + " podsights-events\n");

            demo.terminate();

            assertThat(demo.exitCode()).isEqualTo(143);
            assertThat(demo.out()).contains(": it adds up\n").endsWith(" requests came to the collector\n");
        }
    }

    @Test
    void onceAddsUpWhatItPrinted() throws Exception {
        try (PodsightsProcess demo = PodsightsProcess.start(logs, "demo", "--once")) {
            assertThat(demo.exitCode()).as(demo.err()).isZero();

            List<MatchResult> deliveries = deliveries(demo.out());
            Map<String, Long> figures = new TreeMap<>();
            FIGURE.matcher(demo.out()).results().forEach(f -> figures.put(f.group(1), Long.valueOf(f.group(2))));
            assertThat(figures.remove("received")).isEqualTo(deliveries.size());
            for (String none : List.of("resumed", "parked", "released")) {
                assertThat(figures.remove(none)).as(none).isZero();
            }
            assertThat(figures.remove("in_flight")).isZero();
            figures.forEach((outcome, count) -> assertThat(deliveries)
                    .as(outcome)
                    .filteredOn(delivery -> delivery.group(2).equals(outcome))
                    .hasSize(count.intValue()));
            assertThat(figures.values().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(deliveries.size());
            assertThat(demo.out())
                    .contains(deliveries.size() + " outcomes + 0 parked + 0 released + 0 in_flight: it adds up\n");
            assertThat(demo.out()).contains("  " + figures.get("delivered") + " requests came to the collector\n");
        }
    }

    @Test
    void takesFurtherFilesUntilItIsStopped() throws Exception {
        try (PodsightsProcess demo = PodsightsProcess.start(logs, "demo")) {
            await().until(() -> demo.out().contains("Ctrl-C ends"));
            Path aside = Files.writeString(directory(demo).resolve(".mine.jsonl"), "{\"event\":\"My Own\"}\n");
            Files.move(aside, directory(demo).resolve("mine.jsonl"));
            await().until(() -> demo.out().contains("consent_denied  My Own"));

            demo.terminate();

            assertThat(demo.exitCode()).isEqualTo(143);
            assertThat(demo.out()).contains(": it adds up\n").endsWith(" requests came to the collector\n");
            assertThat(directory(demo)).doesNotExist();
        }
    }

    private static List<MatchResult> deliveries(String out) {
        return DELIVERY.matcher(out).results().toList();
    }

    private static Path directory(PodsightsProcess demo) throws IOException {
        Matcher matcher = DIRECTORY.matcher(demo.out());
        assertThat(matcher.find()).isTrue();
        return Path.of(matcher.group(1));
    }
}

package io.github.podsights.camel.route.file;

import static io.github.podsights.camel.route.file.EventFiles.event;
import static io.github.podsights.camel.route.file.EventFiles.lines;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.podsights.camel.route.BundleProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * After {@code kill -9}, three times at random moments, nothing is lost and at most the in-flight window is sent twice for
 * each of them. {@code -Dpodsights.test.seed} repeats a run's moments.
 *
 * <p>A run that is killed can't print its books. What it kept on disk stands for them: after each kill the progress must
 * not hold more events than the collector got, nor fewer by more than the window; and what the last run receives is
 * exactly what the progress left over.
 *
 * <p>What would break this promise, and the tests that turned red when it was tried in {@code main}:
 *
 * <ul>
 *   <li>progress beyond the settled prefix is kept: {@code SettledPrefixTest}, {@code InFlightTest}
 *       ({@code keepsThePrefixAndWhatIsSettledBeyondIt} and others), {@code InFlightThreadsTest.whereverItCrashes…}, and
 *       here the collector lacks events;
 *   <li>permits come back before the progress is kept:
 *       {@code InFlightThreadsTest.noPermitComesBackBeforeTheProgressIsKept} and {@code whereverItCrashes…};
 *   <li>a file is moved before its last event is settled:
 *       {@code FileSourceSettlementIT.aFileIsNotMovedBeforeItsLastEventIsSettledAndOthersGoOnMeanwhile}, {@code
 *       FileSourceStopIT}.
 * </ul>
 */
@Tag("chaos")
class KillChaosIT {

    private static final long SEED = Long.getLong("podsights.test.seed", System.nanoTime());

    @TempDir
    Path directory;

    @Test
    void everyEventOfFiftyThousandComesAndAtMostAWindowForEachKillComesTwice() throws Exception {
        byte[] content = lines(0, 50_000).getBytes(UTF_8);
        try (KillScenario scenario = new KillScenario(directory, "events.jsonl", content, 50_000, 50_000, 3, SEED)) {
            scenario.run();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"events.json", "events.jsonl.gz"})
    void theSameHoldsForArraysAndCompressedFiles(String name) throws Exception {
        String lines = lines(0, 5_000);
        String text = Inbox.isJson(Path.of(name)) ? "[\n" + lines.strip().replace("\n", ",\n") + "\n]\n" : lines;
        byte[] content = text.getBytes(UTF_8);
        byte[] bytes = Inbox.isGz(Path.of(name)) ? EventFiles.gz(content) : content;
        try (KillScenario scenario = new KillScenario(directory, name, bytes, 5_000, 5_000, 1, SEED)) {
            scenario.run();
        }
    }

    @Test
    void theSameHoldsForEventsOfEveryOutcomeAndNoDeadLetterIsHalfWritten() throws Exception {
        Random random = new Random(SEED);
        StringBuilder content = new StringBuilder();
        List<Integer> invalidLines = new ArrayList<>();
        int events = 6_000;
        int denied = 0;
        for (int line = 1; line <= events; line++) {
            switch (random.nextInt(20)) {
                case 0 -> {
                    invalidLines.add(line);
                    content.append("no event ").append(line);
                }
                case 1, 2 -> {
                    denied++;
                    content.append(event("denied-" + line, false));
                }
                default -> content.append(event(Integer.toString(line)));
            }
            content.append('\n');
        }
        int delivered = events - denied - invalidLines.size();
        byte[] bytes = content.toString().getBytes(UTF_8);
        try (KillScenario scenario = new KillScenario(directory, "mixed.jsonl", bytes, events, delivered, 2, SEED)) {
            BundleProcess last = scenario.run();

            List<Integer> letters = linesOfDeadLetters(scenario.deadLetters());
            assertThat(letters).containsAll(invalidLines);
            assertThat(invalidLines).containsAll(letters);
            long twice = letters.size() - letters.stream().distinct().count();
            System.out.println(letters.size() + " dead letters, " + twice + " of them twice");
            assertThat(twice).isLessThanOrEqualTo(scenario.bound());
            assertThat(last.printed("delivered") + last.printed("consent_denied") + last.printed("invalid"))
                    .isEqualTo(last.printed("received"));
        }
    }

    /** Every file whose name says that it is a dead letter is a whole one; what a kill left half-written is hidden. */
    private static List<Integer> linesOfDeadLetters(Path directory) throws Exception {
        JsonMapper json = JsonMapper.builder().build();
        List<Integer> lines = new ArrayList<>();
        try (Stream<Path> walked = Files.walk(directory)) {
            for (Path file : walked.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(".") && name.endsWith(".tmp")) {
                    continue;
                }
                assertThat(name).endsWith(".json");
                JsonNode letter = json.readTree(file.toFile());
                assertThat(letter.at("/outcome").asText()).as("%s", file).isEqualTo("invalid");
                assertThat(letter.at("/source/file").asText()).isEqualTo("mixed.jsonl");
                lines.add(letter.at("/source/line").asInt());
            }
        }
        return lines;
    }
}

package io.github.podsights.camel.route.file;

import static io.github.podsights.camel.route.file.EventFiles.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.route.RunningBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and directories may be called what people call them: no character of a name means anything. */
class FileSourceNamesIT {

    @TempDir
    Path directory;

    @Test
    void takesFilesOfAnyName() throws Exception {
        List<String> names =
                List.of("a?b", "a?delete=true", "${date:now}", "$simple{1}", "a\\b", "a|b*c", " a ", "-rf", "..");
        try (CollectorStandIn collector = CollectorStandIn.start();
                RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            for (String name : names) {
                running.drop(name + ".jsonl", event(name));
            }
            await().until(() -> running.bundle().fileEvents().filesWaiting().isEmpty());
            assertThat(running.inbox().resolve("done")).isDirectoryContaining(done -> done.endsWith("a?b.jsonl"));
            assertThat(collector.stats().requests()).isEqualTo(names.size() - 1); // "...jsonl" is a hidden file
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with blank",
                "100% sure",
                "%20",
                "%zz",
                "a#b",
                "a&b=c;d",
                "a+b",
                "ä ☕",
                "{{x:y}}",
                "RAW(x)",
                "['q']",
                "~"
            })
    void takesFilesOfThatNameFromADirectoryOfThatName(String name) throws Exception {
        Path odd = Files.createDirectory(directory.resolve(name));
        try (CollectorStandIn collector = CollectorStandIn.start();
                RunningBundle running = RunningBundle.start(odd, collector, Map.of())) {
            running.drop(name + ".jsonl", event("1") + "\nno json\n");
            await().until(() -> Files.exists(running.inbox().resolve("done").resolve(name + ".jsonl")));

            assertThat(EventFiles.orderIds(collector.received())).containsExactly("1");
            assertThat(running.total().of(Outcome.INVALID)).isEqualTo(1);
            assertThat(running.deadLetters()).singleElement().satisfies(letter -> assertThat(letter)
                    .startsWith(odd.resolve("dead-letters")));
        }
        try (var entries = Files.list(directory)) {
            assertThat(entries).as("nothing was made beside it").containsExactly(odd);
        }
    }
}

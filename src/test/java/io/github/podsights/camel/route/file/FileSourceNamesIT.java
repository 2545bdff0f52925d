package io.github.podsights.camel.route.file;

import static io.github.podsights.camel.route.file.EventFiles.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.route.RunningBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and directories may be called what people call them: no character of a name means anything. */
class FileSourceNamesIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "with blank",
                "100% sure",
                "%20",
                "%zz",
                "a#b",
                "a?b",
                "a?delete=true",
                "a&b",
                "a+b",
                "ä ☕",
                "${date:now}",
                "{{x}}",
                "{{x:y}}",
                "$simple{1}",
                "RAW(x)",
                "a;b",
                "a=b",
                "[x]",
                "'q'",
                "\"q\"",
                "a\\b",
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

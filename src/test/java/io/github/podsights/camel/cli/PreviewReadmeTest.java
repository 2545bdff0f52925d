package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows of {@code preview} is what it prints. */
class PreviewReadmeTest {

    @TempDir
    Path directory;

    @Test
    void showsWhatExplainPrints() throws IOException {
        CommandRun run = CommandRun.of(
                "preview",
                "--explain",
                "--config",
                new Home(directory).config(),
                Path.of("config/samples/events.jsonl"));

        assertThat(Readme.read().blocks("txt")).hasSize(2).allSatisfy(block -> assertThat(run.out())
                .contains(block));
    }
}

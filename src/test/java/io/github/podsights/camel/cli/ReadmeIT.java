package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells to do can be done, and what it shows is what comes of it. */
class ReadmeIT {

    @TempDir
    Path directory;

    @Test
    void showsWhatTheDemoPrints() throws Exception {
        try (PodsightsProcess demo = PodsightsProcess.start(directory, "demo", "--once")) {
            assertThat(demo.exitCode()).as(demo.err()).isZero();

            assertThat(Readme.read().blocks("text")).hasSize(4).allSatisfy(block -> assertThat(demo.out())
                    .contains(block));
        }
    }

    @Test
    void itsCommandsRunOneAfterTheOtherAndLeaveTheDeadLetterThatItShows() throws Exception {
        Path home = Distribution.unpack(directory);
        Path script = Files.writeString(home.resolve("readme.sh"), script());

        try (PodsightsProcess run = PodsightsProcess.start(Path.of("/bin/bash"), home, directory, "-e", script)) {
            assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
            assertThat(run.out())
                    .contains("Order Completed  purchase-as-on-the-vendor-page\n")
                    .contains("{\"line\":2,\"integration\":\"podsights\",\"call\":1,\"outcome\":\"delivered\"")
                    .contains(
                            "  45 received + 0 resumed = 45 outcomes + 0 parked + 0 released + 0 in_flight: it adds up\n");
        }
        assertThat(Readme.read().blocks("json")).singleElement().satisfies(shown -> assertThat(
                        deadLetters(home.resolve("data/dead-letters")))
                .contains(withoutTime(shown)));
    }

    /** All of its commands, and another port than the one that may be taken here. */
    private static String script() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return String.join("", Readme.read().blocks("sh")).replace("8085", Integer.toString(free.getLocalPort()));
        }
    }

    private static List<String> deadLetters(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(ReadmeIT::content)
                    .map(ReadmeIT::withoutTime)
                    .collect(Collectors.toList());
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutTime(String letter) {
        return letter.strip().replaceAll("\"(id|at)\":\"[^\"]*\"", "\"$1\":\"\"");
    }
}

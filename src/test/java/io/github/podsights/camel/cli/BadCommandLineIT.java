package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A use of a command that can't be is refused in one line. */
class BadCommandLineIT {

    @TempDir
    Path directory;

    private static final String EVENT = "{\"event\":\"Order Completed\"}\n";

    @Test
    void refusesAPortInUse() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run = CommandRun.of("collector", "--port", other.getLocalPort());

            assertThat(run)
                    .isEqualTo(new CommandRun(
                            2,
                            "",
                            "podsights: --port: found " + other.getLocalPort()
                                    + ", where another process listens; expected a free port; take another one, or 0 for"
                                    + " any\n"));
        }
    }

    static Stream<Arguments> collectors() {
        return Stream.of(
                arguments("--port", "70000", "port must be from 0 to 65535, but is 70000"),
                arguments("--host", "203.0.113.1", "--host: found '203.0.113.1'"),
                arguments("--behaviour", "{\"statos\": 503}", "--behaviour: 'statos' is no key of a behaviour"),
                arguments("--behaviour", "503", "--behaviour: a behaviour must be a JSON object"),
                arguments("--keep", "-1", "keep must be from 0 to 1000000, but is -1"));
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void refusesAnOptionOfTheCollector(String option, String value, String message) {
        CommandRun run = CommandRun.of("collector", option, value);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message).hasLineCount(1);
    }

    static Stream<Arguments> files() {
        return Stream.of(
                arguments("nowhere.jsonl", "no such file"),
                arguments("config", "a directory"),
                arguments("plain.jsonl.gz", "what is not gzip, although its name ends in .gz"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void refusesToPreview(String name, String found) throws IOException {
        Home home = new Home(directory);
        home.write("plain.jsonl.gz", EVENT);

        CommandRun run = CommandRun.of("preview", "--config", home.config(), home.path(name));

        assertThat(run)
                .isEqualTo(new CommandRun(
                        2,
                        "",
                        "podsights: " + home.path(name) + ": found " + found
                                + "; expected a file of events; check its name and its permissions\n"));
    }

    static Stream<Arguments> words() {
        return Stream.of(
                arguments("", "Missing required subcommand"),
                arguments("rum", "Unmatched argument at index 0: 'rum'"),
                arguments("demo --source pulsar", "Invalid value for option '--source'"),
                arguments("run --onec", "Unknown option: '--onec'"),
                arguments("preview", "Missing required parameter: 'FILE'"),
                arguments("collector --port eighty", "Invalid value for option '--port': 'eighty' is not an int"));
    }

    @ParameterizedTest
    @MethodSource("words")
    void refusesWordsThatNoCommandHas(String words, String message) {
        CommandRun run = CommandRun.of(words.isEmpty() ? new Object[0] : (Object[]) words.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith(message);
    }
}

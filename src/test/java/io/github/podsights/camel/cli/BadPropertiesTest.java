package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A property that can't be is refused in one line that says where, what, what is expected and what to do. */
class BadPropertiesTest {

    @TempDir
    Path directory;

    static Stream<Arguments> properties() {
        return Stream.of(
                arguments(
                        "podsights.collector.url=collector",
                        "podsights.collector.url: found 'collector'; expected a URL that begins with http:// or https://, with"
                                + " a host and without user, password, query and fragment; change it, or remove it for the default,"
                                + " https://collector.podsights.com/v1/server"),
                arguments(
                        "podsights.collector.url=http://a b",
                        "podsights.collector.url: found 'http://a b'; expected a URL such as"
                                + " https://collector.podsights.com/v1/server; change it, or remove it for the default,"
                                + " https://collector.podsights.com/v1/server"),
                arguments(
                        "podsights.colector.url=http://localhost",
                        "podsights.colector.url: found an unknown property; expected one that the README lists; did you mean"
                                + " podsights.collector.url?"),
                arguments(
                        "podsights.something.else=1",
                        "podsights.something.else: found an unknown property; expected one that the README lists; remove it"),
                arguments(
                        "podsights.redelivery.delay=500",
                        "podsights.redelivery.delay: found '500'; expected a duration such as 500ms, 10s, 5m, 1h or 7d; change"
                                + " it, or remove it for the default, 500ms"),
                arguments(
                        "podsights.redelivery.attempts=many",
                        "podsights.redelivery.attempts: found 'many'; expected a whole number; change it, or remove it for the"
                                + " default, 5"),
                arguments(
                        "podsights.source.file.in-flight=0",
                        "podsights.source.file.in-flight: found 0; expected a number from 1 to 10000; change it, or remove it"
                                + " for the default, 256"));
    }

    @ParameterizedTest
    @MethodSource("properties")
    void refusesAProperty(String property, String message) throws IOException {
        Home home = new Home(directory, "# the shop", property);

        Refusal.of(home, home.path("config/application.properties") + ":2: " + message);
    }

    @Test
    void refusesPropertiesThatCantBeRead() throws IOException {
        Home home = new Home(directory, "podsights.source=file", "podsights.source.file.directory=C:\\users\\inbox");
        Path file = home.path("config/application.properties");
        Refusal.of(
                home,
                file
                        + ":2: found the broken escape '\\users'; expected \\u and four hexadecimal digits; write \\\\ for a"
                        + " backslash, or / in a path");

        home.write("config/application.properties", "# Caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        Refusal.of(home, file + ":1: found bytes that are no UTF-8; expected a text in UTF-8; save the file as UTF-8");

        Files.delete(file);
        Files.createDirectory(file);
        Refusal.of(
                home,
                file + ": found what can't be read (IOException); expected a properties file; check what it is and its"
                        + " permissions, or remove it");
    }

    @Test
    void namesAllThatIsWrongAtOnceALineEach() throws IOException {
        Home home = new Home(directory, "podsights.redelivery.attempts=0", "podsights.redelivery.delai=1s");
        home.write("config/integrations/podsights.yaml", "config: {}\nenabled: maybe\n");

        CommandRun run = CommandRun.of("run", "--once", "--config", home.config());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(4).allMatch(line -> line.startsWith("podsights: " + home.config()));
    }
}

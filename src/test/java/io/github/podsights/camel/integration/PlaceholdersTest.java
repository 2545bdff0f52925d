package io.github.podsights.camel.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands elsewhere, and what is said if nothing does: where, and never what. */
class PlaceholdersTest {

    private static final String SECRET = "canary-secret-44";

    private static final Place PLACE = new Place("application.properties", 7, "podsights.admin.token");

    private static final PlaceholderFunctions VAULT = new PlaceholderFunctions() {
        @Override
        public boolean knows(String name) {
            return name.equals("vault");
        }

        @Override
        public Optional<String> value(String name, String argument) {
            return switch (argument) {
                case "there:a" -> Optional.of(" " + SECRET + "\n");
                case "lines" -> Optional.of(SECRET + "\n" + SECRET);
                case "broken" -> throw new IllegalStateException(SECRET);
                default -> Optional.empty();
            };
        }
    };

    @TempDir
    Path directory;

    private final Findings findings = new Findings();

    @Test
    void takesWhatStandsInAFileWithoutTheWhiteSpaceAroundIt() throws IOException {
        Path file = Files.writeString(directory.resolve("secret.txt"), "\n " + SECRET + " \r\n");

        assertThat(resolve("{{file:secret.txt}}")).contains(SECRET);
        assertThat(resolve(" {{ file:" + file + " }} ")).contains(SECRET);
        assertThat(findings.list()).isEmpty();
    }

    @Test
    void takesWhatStandsInTheEnvironment() {
        assertThat(resolve("{{env:SET}}")).contains(SECRET);
        assertThat(findings.list()).isEmpty();
    }

    @Test
    void asksAnotherFunctionThatIsKnown() {
        assertThat(resolve("{{vault:there:a}}")).contains(SECRET);
        assertThat(findings.list()).isEmpty();
    }

    @Test
    void tellsWhatIsWrongWithAFileAndNotWhatStandsInIt() throws IOException {
        Files.writeString(directory.resolve("empty.txt"), " \n");
        Files.writeString(directory.resolve("lines.txt"), SECRET + "\n" + SECRET);
        Files.writeString(directory.resolve("long.txt"), SECRET.repeat(5_000));
        Files.write(directory.resolve("bytes.txt"), (SECRET + "\u00ff").getBytes(StandardCharsets.ISO_8859_1));
        Files.createDirectory(directory.resolve("folder"));

        assertThat(found("{{file:none.txt}}")).isEqualTo("the file 'none.txt', which is none");
        assertThat(found("{{file:}}")).isEqualTo("the file '', which is none");
        assertThat(found("{{file:folder}}")).isEqualTo("the file 'folder', which is none");
        assertThat(found("{{file:long.txt}}")).isEqualTo("the file 'long.txt', which is none");
        assertThat(found("{{file:empty.txt}}")).isEqualTo("the file 'empty.txt' empty");
        assertThat(found("{{file:lines.txt}}")).isEqualTo("the file 'lines.txt' with several lines");
        assertThat(found("{{file:bytes.txt}}"))
                .isEqualTo("the file 'bytes.txt', which can't be read (MalformedInputException)");
        assertThat(found("{{file:a\0b}}")).endsWith("which can't be read (InvalidPathException)");
    }

    @Test
    void tellsThatAFileMayNotBeRead() throws IOException {
        Path file = Files.writeString(directory.resolve("locked.txt"), SECRET);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(file), "this user reads everything");

        assertThat(found("{{file:locked.txt}}"))
                .isEqualTo("the file 'locked.txt', which can't be read (AccessDeniedException)");
    }

    /** Also for a user who may read everything else. */
    @Test
    void tellsThatReadingFailed() {
        Path memory = Path.of("/proc/self/mem");
        Assumptions.assumeTrue(Files.isRegularFile(memory), "only Linux has it");

        assertThat(found("{{file:" + memory + "}}"))
                .isEqualTo("the file '/proc/self/mem', which can't be read (IOException)");
    }

    @Test
    void tellsWhatIsWrongWithAVariable() {
        assertThat(found("{{env:NONE}}")).isEqualTo("the environment variable 'NONE' not set");
        assertThat(found("{{env:}}")).isEqualTo("the environment variable '' not set");
        assertThat(found("{{env:BLANK}}")).isEqualTo("the environment variable 'BLANK' empty");
        assertThat(found("{{env:LINES}}")).isEqualTo("the environment variable 'LINES' with several lines");
    }

    @Test
    void tellsWhatIsWrongWithAnotherFunctionAndNotWhatItSays() {
        assertThat(found("{{vault:none}}")).isEqualTo("the function 'vault' that finds nothing");
        assertThat(found("{{vault:lines}}")).isEqualTo("the function 'vault' with several lines");
        assertThat(found("{{vault:broken}}")).isEqualTo("the function 'vault' that failed (IllegalStateException)");
    }

    @Test
    void showsNothingOfBracesThatAreNoPlaceholder() {
        for (String written : new String[] {
            "{{" + SECRET + "}}",
            "{{" + SECRET + ":x}}",
            SECRET + "{{env:SET}}",
            "{{env:SET}}" + SECRET,
            "{{env:SET}}{{env:SET}}",
            "{{env:SET",
            "{{:x}}"
        }) {
            assertThat(found(written)).isEqualTo("braces that are no placeholder");
        }
    }

    @Test
    void aTextWithoutBracesIsItself() {
        assertThat(resolve(" plain ")).contains("plain");
        assertThat(resolve("env:SET")).contains("env:SET");
    }

    private Optional<String> resolve(String written) {
        return placeholders().resolve(written, PLACE, findings);
    }

    /** What was found in place of a value; the finding tells the place, and shows nothing of what is secret. */
    private String found(String written) {
        Findings wrong = new Findings();

        assertThat(placeholders().resolve(written, PLACE, wrong)).isEmpty();

        assertThat(wrong.list()).hasSize(1);
        Finding finding = wrong.list().get(0);
        assertThat(finding.toString())
                .startsWith("application.properties:7: podsights.admin.token: found ")
                .doesNotContain(SECRET);
        return finding.found();
    }

    private Placeholders placeholders() {
        Map<String, String> environment = Map.of("SET", SECRET + " ", "BLANK", " ", "LINES", SECRET + "\n" + SECRET);
        return new Placeholders(environment::get, directory).with(VAULT);
    }
}

package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.podsights.camel.settings.PropertyValues;
import io.github.podsights.camel.yaml.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file in place of what Camel is told. */
class FileFunctionTest {

    private static final String SECRET = "canary-secret-45";

    private static final String KEY = "camel.component.podsights-kafka.sasl-jaas-config";

    @TempDir
    Path directory;

    private Path properties;

    @BeforeEach
    void write() throws IOException {
        properties = directory.resolve("application.properties");
        Files.writeString(properties, "# of Kafka\n\n" + KEY + "={{file:jaas.txt}}\n");
    }

    @Test
    void camelTakesWhatStandsInTheFile() throws Exception {
        Files.writeString(directory.resolve("jaas.txt"), SECRET + "\n");
        try (CamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().addPropertiesFunction(function());

            assertThat(context.resolvePropertyPlaceholders("RAW({{file:jaas.txt}})"))
                    .isEqualTo("RAW(" + SECRET + ")");
        }
    }

    @Test
    void tellsWhereItStandsAndWhatIsWrong() throws IOException {
        refuses(
                "jaas.txt",
                "the file 'jaas.txt', which is none; expected a file of at most 64 KiB; create it, or correct");
        Files.createDirectory(directory.resolve("jaas.txt"));
        refuses("jaas.txt", "the file 'jaas.txt', which is none");
        Files.delete(directory.resolve("jaas.txt"));
        Files.writeString(directory.resolve("jaas.txt"), " \n");
        refuses("jaas.txt", "the file 'jaas.txt' empty");
        Files.writeString(directory.resolve("jaas.txt"), SECRET + "\n" + SECRET);
        refuses("jaas.txt", "the file 'jaas.txt' with several lines");
    }

    @Test
    void tellsThatItMayNotBeRead() throws IOException {
        Path file = Files.writeString(directory.resolve("jaas.txt"), SECRET);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(file), "this user reads everything");

        refuses("jaas.txt", "the file 'jaas.txt', which can't be read (AccessDeniedException)");
    }

    @Test
    void tellsThatItStandsElsewhere() {
        assertThatThrownBy(() -> function().apply("other.txt"))
                .hasMessageStartingWith("a system property or environment variable: found the file 'other.txt'");
    }

    private void refuses(String path, String found) {
        assertThatThrownBy(() -> function().apply(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(properties + ":3: " + KEY + ": found " + found)
                .hasMessageNotContaining(SECRET)
                .hasNoCause();
    }

    private FileFunction function() {
        return new FileFunction(directory, PropertyValues.read(properties, key -> null, name -> null, new Findings()));
    }
}

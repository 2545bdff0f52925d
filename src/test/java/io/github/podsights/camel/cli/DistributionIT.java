package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution, unpacked. */
class DistributionIT {

    @TempDir
    Path directory;

    @Test
    void holdsWhatAUserNeeds() throws Exception {
        Path home = Distribution.unpack(directory);

        assertThat(home)
                .isDirectoryContaining("glob:**/README.md")
                .isDirectoryContaining("glob:**/CHANGELOG.md")
                .isDirectoryContaining("glob:**/LICENSE")
                .isDirectoryContaining("glob:**/docs");
        assertThat(home.resolve("config/integrations/podsights.yaml")).exists();
        assertThat(home.resolve("podsights")).isExecutable();
    }

    @Test
    void runsFromAnyDirectory() throws Exception {
        Path home = Distribution.unpack(directory);

        try (PodsightsProcess demo =
                PodsightsProcess.start(home.resolve("podsights"), directory, directory, "demo", "--once")) {
            assertThat(demo.exitCode()).as(demo.err()).isZero();
            assertThat(demo.out()).contains(": it adds up\n");
        }
        try (PodsightsProcess version =
                PodsightsProcess.start(home.resolve("podsights"), directory, directory, "--version")) {
            assertThat(version.exitCode()).isZero();
            assertThat(version.out().strip().replace(' ', '-'))
                    .isEqualTo(home.getFileName().toString());
        }
    }

    @Test
    void saysThatItHasNoBrokerForTheDemo() throws Exception {
        Path home = Distribution.unpack(directory);

        try (PodsightsProcess demo = PodsightsProcess.start(
                home.resolve("podsights"), directory, directory, "demo", "--once", "--source", "kafka")) {
            assertThat(demo.exitCode()).isEqualTo(2);
            assertThat(demo.out()).isEmpty();
            assertThat(demo.err())
                    .isEqualTo("podsights: --source: found kafka, whose broker is not part of the distribution;"
                            + " expected a clone, which has its jars; run it from a clone, or use --source file\n");
        }
    }
}

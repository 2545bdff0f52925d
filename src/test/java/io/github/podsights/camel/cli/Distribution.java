package io.github.podsights.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What {@code ./mvnw package} makes for a machine with nothing but Java and bash. */
final class Distribution {

    private Distribution() {}

    /** Unpacks it; the directory that it is in. */
    static Path unpack(Path directory) throws IOException, InterruptedException {
        List<Path> archives;
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            archives = files.filter(file -> file.toString().endsWith(".tar.gz")).toList();
        }
        assertThat(archives).as("archives in target/").hasSize(1);
        Process tar = new ProcessBuilder(
                        "tar", "xzf", archives.get(0).toAbsolutePath().toString(), "-C", directory.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("podsights-camel-"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}

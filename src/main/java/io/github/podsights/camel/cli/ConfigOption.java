package io.github.podsights.camel.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that every command takes. */
final class ConfigOption {

    @Option(
            names = "--config",
            paramLabel = "DIR",
            defaultValue = "config",
            description = "The directory of the configuration (default: ${DEFAULT-VALUE}).")
    private Path directory;

    Path directory() {
        return directory;
    }
}

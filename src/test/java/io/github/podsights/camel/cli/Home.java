package io.github.podsights.camel.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory as an operator has it: {@code config/} with properties and integrations, and {@code data/} beside it. */
final class Home {

    /** The pixel's key: to be found in nothing that is printed. */
    static final String KEY = "canary-pixel-key-5d21";

    private final Path directory;

    /** Makes one with one integration and the given lines of properties. */
    Home(Path directory, String... properties) throws IOException {
        this.directory = directory;
        write("key.txt", KEY + "\n");
        write("config/integrations/podsights.yaml", "config: {key: \"{{file:key.txt}}\"}\n");
        write("config/application.properties", String.join("\n", properties) + "\n");
    }

    /** The directory of the configuration, for {@code --config}. */
    Path config() {
        return directory.resolve("config");
    }

    /** The inbox at its default place. */
    Path inbox() {
        return directory.resolve("data/inbox");
    }

    /** A path in it. */
    Path path(String relative) {
        return directory.resolve(relative);
    }

    /** Writes a file in it, with the directories that it needs. */
    Path write(String relative, String content) throws IOException {
        return write(relative, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file in it, with the directories that it needs. */
    Path write(String relative, byte[] content) throws IOException {
        Path file = directory.resolve(relative);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }
}

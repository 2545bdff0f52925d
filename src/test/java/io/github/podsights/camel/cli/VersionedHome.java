package io.github.podsights.camel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A directory with a configuration whose every version writes its number into whatever it has: the mapping, the key, the
 * consent, and the routes. The key lies where Kubernetes mounts a secret: behind a link that switches.
 */
final class VersionedHome {

    private final Path directory;

    VersionedHome(Path directory, String... properties) throws IOException {
        this.directory = directory;
        write("config/application.properties", String.join("\n", properties) + "\n");
    }

    Path config() {
        return directory.resolve("config");
    }

    Path path(String relative) {
        return directory.resolve(relative);
    }

    /** Writes a file whole at once. */
    void write(String relative, String content) throws IOException {
        Path file = directory.resolve(relative);
        Files.createDirectories(file.getParent());
        Path aside = file.resolveSibling("." + file.getFileName() + ".tmp");
        Files.writeString(aside, content);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The integration of a version, for the routes of one. */
    void integration(int version, int routes) throws IOException {
        write("config/integrations/shop.yaml", text(version, routes));
    }

    static String text(int version, int routes) {
        return """
                name: Shop %1$d
                config: {key: "{{file:secrets/current/key}}"}
                consent_categories: [c%3$d]
                mappings:
                  version: 2
                  events:
                    Order Completed:
                      mappings:
                        - {value: v%1$d, target: type}
                        - {value: r%2$d, target: category}
                """.formatted(version, routes, version % 3);
    }

    /** Switches the link of the mounted secret. */
    void key(int version) throws IOException {
        key("v" + version, "key-" + version + "\n");
    }

    void key(String name, String content) throws IOException {
        write("secrets/" + name + "/key", content);
        Path link = directory.resolve("secrets/.link");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(name));
        Files.move(link, directory.resolve("secrets/current"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The routes of a version: what it sends to has its number in its URL. */
    void routes(int version) throws IOException {
        write(
                "config/routes/delivery.camel.yaml",
                shipped("delivery").replace("httpMethod: POST", "httpMethod: POST\n              routes: " + version));
    }

    static String shipped(String name) throws IOException {
        try (InputStream stream = VersionedHome.class.getResourceAsStream("/routes/" + name + ".camel.yaml")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

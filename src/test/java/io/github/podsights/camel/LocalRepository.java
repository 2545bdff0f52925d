package io.github.podsights.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A local repository of Maven that has all of the user's by links, and one artifact more, of which the user's gets nothing. */
final class LocalRepository {

    private static final Path OURS = Path.of("io/github/podsights");

    private LocalRepository() {}

    /** Makes it in a directory, with a snapshot of this project. */
    static Path with(Path jar, Path pom, Path directory) throws IOException {
        Path users = Path.of(System.getProperty(
                "localRepository",
                Path.of(System.getProperty("user.home"), ".m2/repository").toString()));
        link(users, directory, Path.of(""));
        String name = jar.getFileName().toString().replaceAll("\\.jar$", "");
        String version = name.replaceFirst("^podsights-camel-", "");
        Path artifact = Files.createDirectories(
                directory.resolve(OURS).resolve("podsights-camel").resolve(version));
        Files.copy(jar, artifact.resolve(name + ".jar"));
        Files.copy(pom, artifact.resolve(name + ".pom"));
        return directory;
    }

    /** Down to where ours lies each directory is a real one, and all that is in it, but ours, a link. */
    private static void link(Path users, Path directory, Path within) throws IOException {
        if (within.equals(OURS) || !Files.isDirectory(users.resolve(within))) {
            return;
        }
        Path next = within.toString().isEmpty() ? OURS.getName(0) : within.resolve(OURS.getName(within.getNameCount()));
        try (Stream<Path> entries = Files.list(users.resolve(within))) {
            for (Path entry : entries.toList()) {
                Path name = within.resolve(entry.getFileName().toString());
                if (!name.equals(next)) {
                    Files.createSymbolicLink(directory.resolve(name), entry.toAbsolutePath());
                }
            }
        }
        Files.createDirectories(directory.resolve(next));
        link(users, directory, next);
    }
}

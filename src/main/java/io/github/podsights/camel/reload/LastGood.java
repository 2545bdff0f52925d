package io.github.podsights.camel.reload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was in force last, kept in one file that its owner alone may read: a literal key may stand in it. What secrets are
 * read from is not in it: they are read where they are.
 */
public final class LastGood {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int VERSION = 1;

    /**
     * What was kept.
     *
     * @param savedAt when
     * @param files the files as they were
     */
    public record Kept(Instant savedAt, SeenFiles files) {}

    private final Path directory;
    private final Path base;
    private final InstantSource clock;
    private SeenFiles saved;

    /**
     * @param directory where it is kept
     * @param base paths below it are kept relative to it, so that all of it can be moved
     */
    public LastGood(Path directory, Path base, InstantSource clock) {
        this.directory = directory;
        this.base = base;
        this.clock = clock;
    }

    /** The file that it is kept in. */
    Path file() {
        return directory.resolve("configuration.json");
    }

    /**
     * Keeps it, in place of what was kept before: written aside, then renamed.
     *
     * @throws IOException if it can't be written; then what was kept before still is
     */
    public synchronized void save(SeenFiles seen) throws IOException {
        if (seen.equals(saved)) {
            return;
        }
        Files.createDirectories(directory, ownersAlone(directory, "rwx------"));
        Path aside = directory.resolve(".configuration.json.tmp");
        Files.deleteIfExists(aside);
        Files.createFile(aside, ownersAlone(directory, "rw-------"));
        try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(json(seen)));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(aside, file(), StandardCopyOption.ATOMIC_MOVE);
        saved = seen;
    }

    private static FileAttribute<?>[] ownersAlone(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private ObjectNode json(SeenFiles seen) {
        ObjectNode json = JSON.createObjectNode()
                .put("version", VERSION)
                .put("saved_at", clock.instant().toString());
        ObjectNode directories = json.putObject("directories");
        seen.directories().forEach((path, listed) -> {
            if (listed.files() == null) {
                directories.putNull(written(path));
            } else {
                ArrayNode names = directories.putArray(written(path));
                listed.files().forEach(file -> names.add(written(file)));
            }
        });
        ObjectNode files = json.putObject("files");
        seen.files().forEach((path, file) -> {
            if (!file.isSecret() && file.content() != null) {
                files.put(written(path), file.content());
            }
        });
        return json;
    }

    private String written(Path path) {
        return (path.startsWith(base) ? base.relativize(path) : path).toString();
    }

    /**
     * What was kept; empty if there is nothing.
     *
     * @throws IOException if it can't be read, or is not what was written here
     */
    public Optional<Kept> load() throws IOException {
        JsonNode json;
        try {
            json = JSON.readTree(Files.readAllBytes(file()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (json.path("version").asInt() != VERSION) {
            throw new IOException("another version");
        }
        Map<Path, SeenFiles.Directory> directories = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : entries(json.path("directories"))) {
            Path path = base.resolve(entry.getKey());
            directories.put(path, directory(path, entry.getValue()));
        }
        Map<Path, SeenFiles.Content> files = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : entries(json.path("files"))) {
            files.put(
                    base.resolve(entry.getKey()),
                    new SeenFiles.Content(entry.getValue().binaryValue(), null, false));
        }
        try {
            return Optional.of(
                    new Kept(Instant.parse(json.path("saved_at").asText()), new SeenFiles(directories, files)));
        } catch (DateTimeException e) {
            throw new IOException("no time", e);
        }
    }

    private static Set<Map.Entry<String, JsonNode>> entries(JsonNode object) {
        return object.properties();
    }

    private SeenFiles.Directory directory(Path path, JsonNode names) {
        if (names.isNull()) {
            return new SeenFiles.Directory(null, new NoSuchFileException(path.toString()));
        }
        List<Path> listed = new ArrayList<>();
        names.forEach(name -> listed.add(base.resolve(name.asText())));
        return new SeenFiles.Directory(List.copyOf(listed), null);
    }
}

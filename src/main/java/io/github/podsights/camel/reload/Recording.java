package io.github.podsights.camel.reload;

import io.github.podsights.camel.yaml.Contents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Notes what is read of a configuration, also what was looked for in vain: that is what has to be watched. One thread. */
public final class Recording implements Contents {

    private final Contents contents;
    private final Map<Path, SeenFiles.Directory> directories = new HashMap<>();
    private final Map<Path, SeenFiles.Content> files = new HashMap<>();

    /** @param contents where it is read from */
    public Recording(Contents contents) {
        this.contents = contents;
    }

    /** What was read up to now. */
    public SeenFiles seen() {
        return new SeenFiles(directories, files);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        SeenFiles.Directory seen = look(directory);
        if (seen.failure() != null) {
            throw seen.failure();
        }
        return seen.files();
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return content(look(file, false));
    }

    @Override
    public byte[] secret(Path file) throws IOException {
        return content(look(file, true));
    }

    private static byte[] content(SeenFiles.Content seen) throws IOException {
        if (seen.failure() != null) {
            throw seen.failure();
        }
        return seen.content();
    }

    /** What is read twice is the same both times. */
    SeenFiles.Directory look(Path directory) {
        return directories.computeIfAbsent(directory, path -> {
            try {
                return new SeenFiles.Directory(List.copyOf(contents.list(path)), null);
            } catch (IOException e) {
                return new SeenFiles.Directory(null, e);
            }
        });
    }

    SeenFiles.Content look(Path file, boolean isSecret) {
        return files.computeIfAbsent(file, path -> {
            try {
                return new SeenFiles.Content(isSecret ? contents.secret(path) : contents.read(path), null, isSecret);
            } catch (IOException e) {
                return new SeenFiles.Content(null, e, isSecret);
            }
        });
    }
}

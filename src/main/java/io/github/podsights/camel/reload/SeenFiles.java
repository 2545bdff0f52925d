package io.github.podsights.camel.reload;

import io.github.podsights.camel.yaml.Contents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stood in files and directories at one moment: immutable. Two are equal if the same was there, by content: a file that
 * was touched, or moved there by another link, is the same.
 */
public final class SeenFiles {

    /** Nothing was looked at. */
    static final SeenFiles NOTHING = new SeenFiles(Map.of(), Map.of());

    /**
     * What was seen of a directory: its files, or why it can't be read.
     *
     * @param files null if it can't be read
     * @param failure null if it can
     */
    record Directory(List<Path> files, IOException failure) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Directory directory
                    && java.util.Objects.equals(files, directory.files)
                    && kind(failure).equals(kind(directory.failure));
        }

        @Override
        public int hashCode() {
            return java.util.Objects.hash(files, kind(failure));
        }
    }

    /**
     * What was seen of a file: its content, or why it can't be read.
     *
     * @param content null if it can't be read
     * @param failure null if it can
     * @param isSecret whether what stands there is a secret, which is kept nowhere
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content, and handed out to what only reads
    record Content(byte[] content, IOException failure, boolean isSecret) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Content file
                    && Arrays.equals(content, file.content)
                    && kind(failure).equals(kind(file.failure));
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(content) + kind(failure).hashCode();
        }

        @Override
        public String toString() {
            return isSecret ? "***" : content == null ? kind(failure) : content.length + " bytes";
        }
    }

    private final Map<Path, Directory> directories;
    private final Map<Path, Content> files;

    SeenFiles(Map<Path, Directory> directories, Map<Path, Content> files) {
        this.directories = new TreeMap<>(directories);
        this.files = new TreeMap<>(files);
    }

    private static String kind(IOException failure) {
        return failure == null ? "" : failure.getClass().getName();
    }

    Map<Path, Directory> directories() {
        return java.util.Collections.unmodifiableMap(directories);
    }

    Map<Path, Content> files() {
        return java.util.Collections.unmodifiableMap(files);
    }

    /** The same directories and files as they are now. */
    SeenFiles again() {
        Recording now = new Recording(Contents.DISK);
        directories.keySet().forEach(now::look);
        files.forEach((path, file) -> now.look(path, file.isSecret()));
        return now.seen();
    }

    /** What was seen, and beyond it what others hold. */
    public Contents over(Contents beyond) {
        return new Contents() {
            @Override
            public List<Path> list(Path directory) throws IOException {
                Directory seen = directories.get(directory);
                if (seen == null) {
                    return beyond.list(directory);
                }
                if (seen.failure() != null) {
                    throw seen.failure();
                }
                return seen.files();
            }

            @Override
            public byte[] read(Path file) throws IOException {
                return files.containsKey(file) ? content(files.get(file)) : beyond.read(file);
            }

            @Override
            public byte[] secret(Path file) throws IOException {
                return files.containsKey(file) ? content(files.get(file)) : beyond.secret(file);
            }
        };
    }

    private static byte[] content(Content seen) throws IOException {
        if (seen.failure() != null) {
            throw seen.failure();
        }
        return seen.content();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeenFiles seen && directories.equals(seen.directories) && files.equals(seen.files);
    }

    @Override
    public int hashCode() {
        return 31 * directories.hashCode() + files.hashCode();
    }
}

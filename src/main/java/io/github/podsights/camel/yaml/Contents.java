package io.github.podsights.camel.yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What configuration is read from: the files of the disk, or what stood in them at one moment. */
public interface Contents {

    /** A larger file is no configuration. */
    long LARGEST = 8L << 20;

    /** The disk as it is. */
    Contents DISK = new Contents() {
        @Override
        public List<Path> list(Path directory) throws IOException {
            if (!Files.isDirectory(directory)) {
                throw new NoSuchFileException(directory.toString());
            }
            try (Stream<Path> entries = Files.list(directory)) {
                return entries.filter(Files::isRegularFile).sorted().toList();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        @Override
        public byte[] read(Path file) throws IOException {
            if (!Files.exists(file)) {
                throw new NoSuchFileException(file.toString());
            }
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                throw new FileSystemException(file.toString(), null, "no file of at most 8 MiB");
            }
            return Files.readAllBytes(file);
        }
    };

    /**
     * The files that lie in a directory, in the order of their names; what is a link to a file is one.
     *
     * @throws NoSuchFileException if there is no such directory
     * @throws IOException if it can't be read
     */
    List<Path> list(Path directory) throws IOException;

    /**
     * The content of a file.
     *
     * @throws NoSuchFileException if there is none
     * @throws IOException if it can't be read, or is no file, or a huge one
     */
    byte[] read(Path file) throws IOException;

    /**
     * The content of a file that holds a secret: it is kept nowhere.
     *
     * @throws NoSuchFileException if there is none
     * @throws IOException if it can't be read, or is no file, or a huge one
     */
    default byte[] secret(Path file) throws IOException {
        return read(file);
    }
}

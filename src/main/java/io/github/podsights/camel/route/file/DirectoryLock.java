package io.github.podsights.camel.route.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** That a directory belongs to one context of one process, until it closes it or dies. */
final class DirectoryLock implements AutoCloseable {

    private static final String FILE = ".podsights.lock";

    /**
     * The directories of this JVM. The lock file of one of them must not be opened once more: on POSIX systems a process
     * loses its lock with the first of its descriptors that is closed.
     */
    private static final Set<Path> OWNED = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Function<Path, IOException> inUse;
    private FileChannel file;
    private Path owned;

    /** @param inUse says that another one has the directory */
    DirectoryLock(Path directory, Function<Path, IOException> inUse) {
        this.directory = directory;
        this.inUse = inUse;
    }

    /**
     * Takes the directory, which exists.
     *
     * @throws IOException if another process, or another context of this one, has it, or it can't be locked
     */
    void take() throws IOException {
        Path real = directory.toRealPath();
        if (!OWNED.add(real)) {
            throw inUse.apply(directory);
        }
        owned = real;
        try {
            file = FileChannel.open(real.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (file.tryLock() == null) {
                throw inUse.apply(directory);
            }
        } catch (IOException | OverlappingFileLockException e) {
            close();
            throw e instanceof IOException failure ? failure : inUse.apply(directory);
        }
    }

    @Override
    public void close() throws IOException {
        if (owned == null) {
            return;
        }
        try {
            if (file != null) {
                file.close(); // and with it goes the lock
            }
        } finally {
            file = null;
            OWNED.remove(owned);
            owned = null;
        }
    }
}

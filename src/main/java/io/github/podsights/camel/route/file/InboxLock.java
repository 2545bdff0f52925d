package io.github.podsights.camel.route.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** That a directory belongs to one context of one process, until it closes it or dies. */
final class InboxLock implements AutoCloseable {

    private static final String FILE = ".podsights.lock";

    /**
     * The directories of this JVM. The lock file of one of them must not be opened once more: on POSIX systems a process
     * loses its lock with the first of its descriptors that is closed.
     */
    private static final Set<Path> OWNED = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private FileChannel file;
    private Path owned;

    InboxLock(Path directory) {
        this.directory = directory;
    }

    /**
     * Takes the directory, which exists.
     *
     * @throws Inbox.InUseException if another process, or another context of this one, has it
     */
    void take() throws IOException {
        Path real = directory.toRealPath();
        if (!OWNED.add(real)) {
            throw new Inbox.InUseException(directory);
        }
        owned = real;
        try {
            file = FileChannel.open(real.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (file.tryLock() == null) {
                throw new Inbox.InUseException(directory);
            }
        } catch (IOException | OverlappingFileLockException e) {
            close();
            throw e instanceof IOException failure ? failure : new Inbox.InUseException(directory);
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

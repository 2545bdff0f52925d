package io.github.podsights.camel.deadletter;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder that a replay moves the letters into that it is about. A file in it is locked for as long as the replay is at
 * work: what lies in a folder whose lock nobody holds was left by a process that died.
 */
final class ClaimFolder implements AutoCloseable {

    private static final String LOCK = ".lock";

    /**
     * Those of this JVM. The lock file of one of them must not be opened once more: on POSIX systems a process loses its
     * lock with the first of its descriptors that is closed.
     */
    private static final Set<Path> OWNED = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final Path real;
    private final FileChannel lock;

    private ClaimFolder(Path folder, Path real, FileChannel lock) {
        this.folder = folder;
        this.real = real;
        this.lock = lock;
    }

    /** Makes one below the folder of all claims. Nobody sees it before it is locked. */
    static ClaimFolder create(Path claimed) throws IOException {
        String name = UUID.randomUUID().toString();
        LetterFolders.create(claimed);
        Path aside = claimed.resolve("." + name);
        LetterFolders.create(aside);
        FileChannel lock = FileChannel.open(aside.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Path real = claimed.toRealPath().resolve(name);
        OWNED.add(real);
        try {
            if (lock.tryLock() == null) {
                throw new IOException("a file that was made a moment ago is locked by another process");
            }
            Files.move(aside, claimed.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            lock.close();
            OWNED.remove(real);
            throw e;
        }
        return new ClaimFolder(claimed.resolve(name), real, lock);
    }

    Path folder() {
        return folder;
    }

    /** Whether the replay that made a folder is gone, perhaps with the folder. */
    static boolean isAbandoned(Path folder) throws IOException {
        try {
            return !OWNED.contains(folder.toRealPath()) && isUnlocked(folder);
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private static boolean isUnlocked(Path folder) throws IOException {
        try (FileChannel file = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Gives up the lock; the folder goes if nothing is left in it. */
    @Override
    public void close() throws IOException {
        try {
            removeIfEmpty(folder);
        } finally {
            OWNED.remove(real);
            lock.close();
        }
    }

    /** Removes a folder in which there is nothing but the lock. */
    static void removeIfEmpty(Path folder) throws IOException {
        if (LetterFolders.count(folder) > 0) {
            return;
        }
        Files.deleteIfExists(folder.resolve(LOCK));
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // Something of somebody else's lies in it.
        }
    }
}

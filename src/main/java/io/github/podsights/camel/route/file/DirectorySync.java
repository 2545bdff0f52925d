package io.github.podsights.camel.route.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step after a file was renamed into its place, whose bytes are on disk: a power cut could still take the name away, as
 * long as the directory is not. Of many files that are written at the same time, one does it for those that came before.
 */
public final class DirectorySync implements Processor {

    /** There a directory can't be opened, and the file system sees to names by itself. */
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    /** Brings the names in a directory to disk. */
    public interface Syncer {

        /**
         * Does it.
         *
         * @throws IOException if that can't be done
         */
        void sync(Path directory) throws IOException;
    }

    /** Of one directory: how many want it to be synced, and how many of them were before the last time it was begun. */
    private static final class Wanted {

        private final AtomicLong wanted = new AtomicLong();
        private final ReentrantLock lock = new ReentrantLock();
        private long synced;
        private int users;
    }

    private final Path base;
    private final Syncer syncer;
    private final ConcurrentHashMap<Path, Wanted> directories = new ConcurrentHashMap<>();
    private volatile Path top;

    /** @param base the directory below which files are written; it need not be there yet */
    public DirectorySync(Path base) {
        this(base, DirectorySync::force);
    }

    /**
     * Makes a directory, with those above it, and brings the names of those that it made to disk.
     *
     * @throws IOException if one can't be made, or synced
     */
    public static void make(Path directory, Syncer syncer) throws IOException {
        Path made = directory.toAbsolutePath().normalize();
        Path there = made;
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        Files.createDirectories(made);
        for (Path above = made; !above.equals(there); ) {
            above = above.getParent();
            syncer.sync(above);
        }
    }

    DirectorySync(Path base, Syncer syncer) {
        this.base = base.toAbsolutePath().normalize();
        this.syncer = syncer;
        this.top = this.base;
        while (top.getParent() != null && !Files.exists(top)) {
            top = top.getParent();
        }
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        written(Path.of(exchange.getMessage().getHeader(Exchange.FILE_NAME_PRODUCED, String.class)));
    }

    /**
     * Brings a file's name to disk, and those of the directories that were perhaps made for it.
     *
     * @throws IOException if that can't be done: the file may be gone after a power cut
     */
    void written(Path file) throws IOException {
        Path last = top;
        Path directory = file.toAbsolutePath().normalize().getParent();
        for (sync(directory); directory.startsWith(last) && !directory.equals(last); sync(directory)) {
            directory = directory.getParent();
        }
        top = base;
    }

    private void sync(Path directory) throws IOException {
        Wanted known = directories.compute(directory, (name, before) -> {
            Wanted made = before == null ? new Wanted() : before;
            made.users++;
            return made;
        });
        try {
            sync(directory, known);
        } finally {
            directories.compute(directory, (name, used) -> --known.users == 0 ? null : used);
        }
    }

    /** How many want a directory to be synced. */
    int waiting(Path directory) {
        int[] users = {0};
        directories.computeIfPresent(directory, (name, known) -> {
            users[0] = known.users;
            return known;
        });
        return users[0];
    }

    private void sync(Path directory, Wanted known) throws IOException {
        long mine = known.wanted.incrementAndGet();
        known.lock.lock();
        try {
            if (known.synced < mine) {
                long upTo = known.wanted.get();
                syncer.sync(directory);
                known.synced = upTo;
            }
        } finally {
            known.lock.unlock();
        }
    }

    /**
     * Brings the names in a directory to disk. A stop interrupts; what was written and can be settled is, all the same.
     *
     * @throws IOException if that can't be done
     */
    public static void force(Path directory) throws IOException {
        if (WINDOWS) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            while (!forced(directory)) {
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean forced(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        }
    }
}

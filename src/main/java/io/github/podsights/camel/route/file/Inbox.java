package io.github.podsights.camel.route.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The directory of the file source: which files in it are to be taken, and where they go. It belongs to one process: a
 * lock refuses a second one.
 */
public final class Inbox implements AutoCloseable {

    private static final String DONE = "done";

    private static final String FAILED = "failed";

    private static final Pattern TAKEN = Pattern.compile("(?is)[^.].*\\.(jsonl|ndjson|json)(\\.gz)?");

    /** Clocks of machines that share a directory differ by as much; then a file is merely taken so much later. */
    private static final Duration TOLERATED_SKEW = Duration.ofMinutes(1);

    private final Path directory;
    private final Duration quiet;
    private final InstantSource clock;
    private final Resting resting;
    private final ChangedInFuture changedInFuture = new ChangedInFuture();
    private final DirectoryLock lock;

    /**
     * @param directory made if it is not there
     * @param quiet how long a file must have been left alone before it is taken
     * @param clock tells how long that is
     */
    public Inbox(Path directory, Duration quiet, InstantSource clock) {
        this.directory = directory;
        this.quiet = quiet;
        this.clock = clock;
        this.resting = new Resting(clock);
        this.lock = new DirectoryLock(directory, InUseException::new);
    }

    public Path directory() {
        return directory;
    }

    /**
     * Makes the directory this process's own.
     *
     * @throws InUseException if another process, or another context of this one, has it
     * @throws IOException if it can't be made or written
     */
    public void open() throws IOException {
        Files.createDirectories(directory);
        lock.take();
        try {
            // Now, so that a disk that is full later does not keep a file that is settled from leaving.
            Files.createDirectories(directory.resolve(DONE));
            Files.createDirectories(directory.resolve(FAILED));
            removeOrphans();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    /** Whether a file is one of events, and nobody writes it any more as far as can be seen. */
    public boolean takes(Path file) {
        try {
            if (!TAKEN.matcher(file.getFileName().toString()).matches() || resting.contains(file)) {
                return false;
            }
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile() && isQuiet(file, attributes);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isQuiet(Path file, BasicFileAttributes attributes) {
        Instant now = clock.instant();
        Instant changed = attributes.lastModifiedTime().toInstant();
        return changed.isAfter(now.plus(TOLERATED_SKEW))
                ? changedInFuture.isQuiet(file, attributes, quiet, now)
                : !changed.plus(quiet).isAfter(now);
    }

    /** The files of events that lie there, also those that are not to be taken yet. */
    public List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                directory,
                entry -> TAKEN.matcher(entry.getFileName().toString()).matches()
                        && isReadable(entry.getFileName().toString())
                        && Files.isRegularFile(entry))) {
            entries.forEach(files::add);
        }
        return files;
    }

    /**
     * Whether a file can be opened by a name that was read from a directory: not if it has characters that the locale has
     * not, or bytes that are no characters.
     */
    public static boolean isReadable(String name) {
        return name.indexOf('\ufffd') < 0;
    }

    /** Whether it is one event or an array of them, rather than one on each line: its ending says so. */
    static boolean isJson(Path file) {
        return withoutGz(file).endsWith(".json");
    }

    static boolean isGz(Path file) {
        return name(file).endsWith(".gz");
    }

    private static String withoutGz(Path file) {
        String name = name(file);
        return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    }

    private static String name(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT);
    }

    /** Leaves a file alone for a while: what went wrong with it would only go wrong again at once. */
    void rest(Path file, Duration rest) {
        resting.add(file, rest);
    }

    /** Where it is kept how far a file is settled. */
    Path progressOf(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".progress");
    }

    /** Every event of the file is settled: it goes to {@code done/}. */
    void done(Path file) throws IOException {
        move(file, DONE);
        Files.deleteIfExists(progressOf(file));
    }

    /** The file can't be read, or not further: it goes to {@code failed/}, with the reason beside it. */
    Path failed(Path file, String reason) throws IOException {
        Path moved = move(file, FAILED);
        Files.writeString(
                moved.resolveSibling(moved.getFileName() + ".reason.txt"), reason + "\n", StandardCharsets.UTF_8);
        Files.deleteIfExists(progressOf(file));
        return moved;
    }

    /** Never over another file: one of the same name that came before keeps its name, this one gets a number. */
    private Path move(Path file, String folder) throws IOException {
        Path target = Files.createDirectories(directory.resolve(folder));
        String name = file.getFileName().toString();
        Path moved = target.resolve(name);
        for (int number = 2; Files.exists(moved); number++) {
            int dot = name.indexOf('.');
            moved = target.resolve(name.substring(0, dot) + "-" + number + name.substring(dot));
        }
        Files.move(file, moved);
        changedInFuture.forget(file);
        return moved;
    }

    /** A process that died between moving a file and forgetting its progress leaves the latter behind. */
    private void removeOrphans() throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, ".*.progress")) {
            for (Path progress : entries) {
                String name = progress.getFileName().toString();
                Path file = directory.resolve(name.substring(1, name.length() - ".progress".length()));
                if (!Files.exists(file)) {
                    Files.delete(progress);
                }
            }
        }
    }

    /** What identifies a file as long as it is moved within a file system; empty where there is no such thing. */
    static Optional<String> identity(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return Optional.ofNullable(key).map(Object::toString);
    }

    /** Another process has the directory. */
    public static final class InUseException extends IOException {

        private static final long serialVersionUID = 1L;

        InUseException(Path directory) {
            super(directory + " is the inbox of another running instance; give each its own"
                    + " podsights.source.file.directory, or stop the other one");
        }
    }
}

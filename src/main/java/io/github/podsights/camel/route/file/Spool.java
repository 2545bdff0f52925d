package io.github.podsights.camel.route.file;

import io.github.podsights.camel.delivery.ParkedUntil;
import io.github.podsights.camel.route.Safe;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of parked deliveries: a file for each, named by when it is due and by its id, in a directory for each
 * minute, so that whoever looks for what is due does not list what is not. It belongs to one process: a lock refuses a
 * second one.
 */
public final class Spool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter DUE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private static final Pattern DIRECTORY = Pattern.compile("\\d{8}T\\d{4}Z");

    private static final Pattern FILE = Pattern.compile("(\\d{8}T\\d{9}Z)_([A-Za-z0-9-]+)\\.json");

    /** Within that time of its minute somebody may still be about to write into a directory. */
    private static final Duration NOBODY_WRITES = Duration.ofMinutes(2);

    private static final Duration REST = Duration.ofSeconds(10);

    private final Path directory;
    private final InstantSource clock;
    private final DirectoryLock lock;
    private final AtomicInteger depth = new AtomicInteger();
    private final Set<Path> begun = ConcurrentHashMap.newKeySet();
    private final Set<Path> settled = ConcurrentHashMap.newKeySet();
    private final Resting resting;

    /**
     * @param directory made if it is not there
     * @param clock tells what is due
     */
    public Spool(Path directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
        this.resting = new Resting(clock);
        this.lock = new DirectoryLock(directory, InUseException::new);
    }

    public Path directory() {
        return directory;
    }

    /**
     * Makes the directory this process's own, counts what lies there, and clears away what a process that died left.
     *
     * @throws InUseException if another process, or another context of this one, has it
     * @throws IOException if it can't be made or written
     */
    public void open() throws IOException {
        Files.createDirectories(directory);
        lock.take();
        try {
            depth.set(takeStock());
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    /** How many lie there. */
    public int depth() {
        return depth.get();
    }

    /** Where a delivery is written, below the directory: {@code 20261124T1315Z/20261124T131500123Z_ID.json}. */
    public static String fileName(ParkedUntil parked) {
        return MINUTE.format(parked.due()) + "/" + DUE.format(parked.due()) + "_" + parked.id() + ".json";
    }

    /** Whether something that is due may lie in a directory of that name. */
    public boolean mayHoldDue(String name) {
        return DIRECTORY.matcher(name).matches() && name.compareTo(MINUTE.format(clock.instant())) <= 0;
    }

    /** Whether a file is a parked delivery that is due, and that nobody has begun. */
    public boolean isDue(Path file) {
        Matcher name = FILE.matcher(file.getFileName().toString());
        return name.matches()
                && name.group(1).compareTo(DUE.format(clock.instant())) <= 0
                && !begun.contains(file)
                && !resting.contains(file);
    }

    /** A delivery was written. */
    public void written() {
        depth.incrementAndGet();
    }

    /**
     * Counts anew, since somebody may have removed files by hand, or put some there. What is written or removed meanwhile
     * may be counted wrongly until the next time.
     */
    void recount() {
        int before = depth.get();
        int count = 0;
        try (DirectoryStream<Path> minutes = Files.newDirectoryStream(directory, Spool::isMinute)) {
            for (Path minute : minutes) {
                count += count(minute);
            }
            depth.addAndGet(count - before);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("{} can't be counted ({})", Safe.text(directory), e.getClass());
        }
    }

    private static int count(Path minute) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(minute)) {
            for (Path file : files) {
                count += FILE.matcher(file.getFileName().toString()).matches() ? 1 : 0;
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} is gone", Safe.text(minute));
        }
        return count;
    }

    private static boolean isMinute(Path path) {
        return DIRECTORY.matcher(path.getFileName().toString()).matches();
    }

    /** Begins with a file; false if somebody has, or if it is settled and could only not be removed. */
    boolean begin(Path file) {
        if (settled.contains(file)) {
            remove(file);
            return false;
        }
        return begun.add(file);
    }

    /** It is not to be looked at for a while: what went wrong with it would only go wrong again at once. */
    void rest(Path file) {
        resting.add(file, REST);
        begun.remove(file);
    }

    /** Nothing was done with it. */
    void leave(Path file) {
        begun.remove(file);
    }

    /** Its delivery is settled: it goes. */
    void remove(Path file) {
        try {
            Files.deleteIfExists(file);
            settled.remove(file);
            depth.decrementAndGet();
            removeIfEmpty(file.getParent());
        } catch (IOException e) {
            if (settled.add(file)) {
                LOG.error(
                        "{} is settled, but can't be removed ({}); it is tried again. After a stop it would come twice",
                        Safe.text(file),
                        Safe.text(e.getClass().getSimpleName()));
            }
            resting.add(file, REST);
        } finally {
            begun.remove(file);
        }
    }

    private void removeIfEmpty(Path minute) {
        String old = MINUTE.format(clock.instant().minus(NOBODY_WRITES));
        if (minute.getFileName().toString().compareTo(old) < 0) {
            try {
                Files.deleteIfExists(minute);
            } catch (DirectoryNotEmptyException e) {
                // another file of that minute is still there
            } catch (IOException e) {
                LOG.debug("{} can't be removed ({})", Safe.text(minute), e.getClass());
            }
        }
    }

    /**
     * Counts the files. Of two with the same id the delivery was parked again when the process died: the later one stands,
     * for it has more attempts. Half-written ones go; whoever wrote them did not settle.
     */
    private int takeStock() throws IOException {
        Map<String, Path> byId = new HashMap<>();
        try (DirectoryStream<Path> minutes = Files.newDirectoryStream(directory, Spool::isMinute)) {
            for (Path minute : minutes) {
                takeStock(minute, byId);
                removeIfEmpty(minute);
            }
        }
        return byId.size();
    }

    private static void takeStock(Path minute, Map<String, Path> byId) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(minute)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                Matcher matcher = FILE.matcher(name);
                if (matcher.matches()) {
                    keepTheLater(file, matcher.group(2), byId);
                } else if (name.startsWith(".") && name.endsWith(".tmp")) {
                    Files.delete(file);
                }
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} is gone", Safe.text(minute));
        }
    }

    private static void keepTheLater(Path file, String id, Map<String, Path> byId) throws IOException {
        Path other = byId.putIfAbsent(id, file);
        if (other != null) {
            boolean later = file.getFileName().compareTo(other.getFileName()) > 0;
            Files.delete(later ? other : file);
            byId.put(id, later ? file : other);
        }
    }

    /** Another process has the directory. */
    public static final class InUseException extends IOException {

        private static final long serialVersionUID = 1L;

        InUseException(Path directory) {
            super(directory + " holds the parked deliveries of another running instance; give each its own"
                    + " podsights.park.uri, or stop the other one");
        }
    }
}

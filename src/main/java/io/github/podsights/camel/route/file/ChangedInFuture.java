package io.github.podsights.camel.route.file;

import io.github.podsights.camel.route.Safe;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that say they were changed in the future, since their clock or ours is wrong, or was: a share on another machine,
 * {@code cp -p}, {@code tar x}. How long one has been left alone shows by looking at it twice.
 */
final class ChangedInFuture {

    private static final Logger LOG = LoggerFactory.getLogger(ChangedInFuture.class);

    /** After so many nobody reads them. */
    private static final int MOST_WARNINGS = 1_000;

    private record Seen(Instant changed, long size, Instant since) {}

    private final Map<Path, Seen> files = new ConcurrentHashMap<>();
    private final AtomicInteger warnings = new AtomicInteger();

    /** Whether it has been as it is for so long, as far as was seen. Says of each file once that its time is wrong. */
    boolean isQuiet(Path file, BasicFileAttributes attributes, Duration quiet, Instant now) {
        Instant changed = attributes.lastModifiedTime().toInstant();
        Seen before = files.get(file);
        if (before == null) {
            warn(file, changed, now, quiet);
        }
        // Of a clock that was set back, too, nothing is known any more.
        if (before == null
                || !before.changed().equals(changed)
                || before.size() != attributes.size()
                || before.since().isAfter(now)) {
            before = new Seen(changed, attributes.size(), now);
            files.put(file, before);
        }
        return !before.since().plus(quiet).isAfter(now);
    }

    /** It was taken, or removed: by that name there may be another one. */
    void forget(Path file) {
        files.remove(file);
    }

    private void warn(Path file, Instant changed, Instant now, Duration quiet) {
        if (warnings.getAndIncrement() < MOST_WARNINGS) {
            LOG.warn(
                    "{}: says that it was changed at {}, and it is {}; it is taken when it has not changed for {} s more",
                    Safe.text(file),
                    changed,
                    now,
                    quiet.toSeconds());
        }
    }
}

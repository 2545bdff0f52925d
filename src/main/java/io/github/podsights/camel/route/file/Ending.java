package io.github.podsights.camel.route.file;

import io.github.podsights.camel.route.Safe;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a file that is not read any more: it goes where it belongs, or stays where it is and is read again. */
final class Ending {

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    /** How long a file is left alone that can't be read or settled at the moment. */
    private static final Duration REST = Duration.ofSeconds(10);

    private final Inbox inbox;
    private final BooleanSupplier stopping;
    private final AtomicInteger failed = new AtomicInteger();

    Ending(Inbox inbox, BooleanSupplier stopping) {
        this.inbox = inbox;
        this.stopping = stopping;
    }

    /** How many files went to {@code failed/}. */
    int failedFiles() {
        return failed.get();
    }

    /**
     * None of its events is in flight any more. Closes it.
     *
     * @param settled whether all that were taken are settled
     * @param whole whether it was read to its end
     * @param broken what ended the reading; null if nothing went wrong
     */
    void ended(EventFile file, boolean settled, boolean whole, IOException broken) {
        Path path = file.path();
        try (file) {
            if (!settled && !stopping.getAsBoolean()) {
                inbox.rest(path, REST);
                LOG.warn(
                        "{} holds events that could not be settled; it goes on in {} s",
                        Safe.text(path),
                        REST.toSeconds());
            } else if (!settled) {
                LOG.debug("{} goes on after the next start", Safe.text(path));
            } else if (broken != null && file.hasGrown()) {
                LOG.debug(
                        "{} breaks off where somebody still writes; it goes on when it is left alone", Safe.text(path));
            } else if (broken != null && isForGood(broken)) {
                failed(path, "it can't be read further (" + reason(broken) + "); what came before is settled");
            } else if (broken != null) {
                inbox.rest(path, REST);
                LOG.warn("{} can't be read at the moment ({}); it is tried again", Safe.text(path), reason(broken));
            } else if (whole && !file.hasGrown()) {
                inbox.done(path);
                LOG.info("{} is done", Safe.text(path.getFileName()));
            }
        } catch (IOException e) {
            inbox.rest(path, REST);
            LOG.error(
                    "{} is settled, but can't be moved ({}); it is tried again",
                    Safe.text(path),
                    Safe.text(e.getMessage()));
        }
    }

    /** It could not even be opened. */
    void notOpened(Path path, IOException e) {
        try {
            if (isForGood(e)) {
                failed(path, "it can't be read (" + reason(e) + ")");
            } else if (!(e instanceof NoSuchFileException)) {
                inbox.rest(path, REST);
                LOG.warn("{} can't be opened at the moment ({}); it is tried again", Safe.text(path), reason(e));
            }
        } catch (IOException e2) {
            inbox.rest(path, REST);
            LOG.error("{} can't be read, nor moved to failed/ ({})", Safe.text(path), Safe.text(e2.getMessage()));
        }
    }

    private void failed(Path path, String reason) throws IOException {
        failed.incrementAndGet();
        Path moved = inbox.failed(path, reason);
        LOG.error("{} went to {}: {}", Safe.text(path.getFileName()), Safe.text(moved), reason);
    }

    /** Whether reading it again would find the same. */
    private static boolean isForGood(IOException e) {
        return e instanceof ZipException || e instanceof EOFException || e instanceof AccessDeniedException;
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission";
        }
        if (e instanceof EOFException) {
            return "the compressed data breaks off";
        }
        return e instanceof ZipException
                ? "not gzip, or damaged: " + e.getMessage()
                : Safe.text(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }
}

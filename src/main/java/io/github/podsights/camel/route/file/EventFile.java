package io.github.podsights.camel.route.file;

import io.github.podsights.camel.event.Frames;
import io.github.podsights.camel.event.JsonFrames;
import io.github.podsights.camel.event.LineFrames;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/** A file of events, open at the first one that is not settled. */
final class EventFile implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final Path path;
    private final BasicFileAttributes opened;
    private final ProgressFile progress;
    private final InputStream in;
    private final CountingInputStream raw;
    private final Frames frames;

    private EventFile(
            Path path,
            BasicFileAttributes opened,
            ProgressFile progress,
            CountingInputStream raw,
            InputStream in,
            Frames frames) {
        this.path = path;
        this.opened = opened;
        this.progress = progress;
        this.raw = raw;
        this.in = in;
        this.frames = frames;
    }

    /**
     * Opens a file where its progress says.
     *
     * @param maxBytes the largest event that is read
     * @throws IOException if it can't be opened, or is no gzip although its name says so
     */
    static EventFile open(Path path, Inbox inbox, int maxBytes) throws IOException {
        try {
            return openAtProgress(path, inbox, maxBytes);
        } catch (EOFException e) {
            // It ends before the place up to which it is settled: somebody wrote it anew, and none of it is settled.
            Files.deleteIfExists(inbox.progressOf(path));
            return openAtProgress(path, inbox, maxBytes);
        }
    }

    private static EventFile openAtProgress(Path path, Inbox inbox, int maxBytes) throws IOException {
        // Before anything is read: what is written or put in its place from here on is seen by hasGrown.
        BasicFileAttributes opened = Files.readAttributes(path, BasicFileAttributes.class);
        FileIdentity identity = FileIdentity.of(path);
        CountingInputStream raw = new CountingInputStream(Files.newInputStream(path));
        InputStream in = raw;
        ProgressFile progress = null;
        try {
            // No buffer around it: one that meets the end of a file that breaks off throws away what it read before
            // that.
            in = Inbox.isGz(path) ? new GzipInput(raw, BUFFER) : raw;
            progress = ProgressFile.open(inbox.progressOf(path), identity);
            in.skipNBytes(progress.start().offset());
            Frames frames = Inbox.isJson(path)
                    ? new JsonFrames(in, progress.start(), maxBytes)
                    : new LineFrames(in, progress.start(), maxBytes);
            return new EventFile(path, opened, progress, raw, in, frames);
        } catch (IOException e) {
            in.close();
            if (progress != null) {
                progress.close();
            }
            throw e;
        }
    }

    Path path() {
        return path;
    }

    Frames frames() {
        return frames;
    }

    ProgressFile progress() {
        return progress;
    }

    /** Bytes on disk when it was opened. */
    long size() {
        return opened.size();
    }

    /** Bytes read of it so far, on disk: of a compressed file compressed ones. */
    long read() {
        return raw.count();
    }

    /**
     * Whether somebody wrote to it after it was opened, or put another one in its place: even of the same size, that one is
     * not read.
     */
    boolean hasGrown() throws IOException {
        BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
        return now.size() != opened.size()
                || !now.lastModifiedTime().equals(opened.lastModifiedTime())
                || !Objects.equals(now.fileKey(), opened.fileKey());
    }

    @Override
    public void close() throws IOException {
        in.close();
        progress.close();
    }
}

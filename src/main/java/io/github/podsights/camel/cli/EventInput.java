package io.github.podsights.camel.cli;

import io.github.podsights.camel.event.FileOrigin;
import io.github.podsights.camel.event.Frame;
import io.github.podsights.camel.event.Frames;
import io.github.podsights.camel.event.JsonFrames;
import io.github.podsights.camel.event.LineFrames;
import io.github.podsights.camel.event.Position;
import io.github.podsights.camel.event.Printable;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.identity.Redaction;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The events of a file that is named on the command line, or of standard input, one after the other. */
final class EventInput implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private static final String STANDARD_INPUT = "-";

    private final String file;
    private final InputStream in;
    private final Frames frames;

    private EventInput(String file, InputStream in, int maxBytes) throws IOException {
        this.file = file;
        this.in = in;
        this.frames = file.toLowerCase(Locale.ROOT).matches(".*\\.json(\\.gz)?")
                ? new JsonFrames(in, Position.START, maxBytes)
                : new LineFrames(in, Position.START, maxBytes);
    }

    /**
     * Opens a file: {@code .json} is one event or an array, anything else has one on each line; {@code -} is standard input.
     *
     * @param maxBytes the largest event that is read whole
     * @throws Problem if it can't be read
     */
    static EventInput open(String file, int maxBytes) throws Problem, IOException {
        return new EventInput(file, stream(file), maxBytes);
    }

    /**
     * The next event; empty at the end.
     *
     * @throws Problem if it can't be read any further
     */
    Optional<Received> next() throws Problem {
        try {
            return frames.next().map(this::received);
        } catch (EOFException e) {
            throw broken("gzip that ends too early");
        } catch (ZipException e) {
            throw broken("gzip that is damaged");
        } catch (IOException e) {
            throw broken("what can't be read any further (" + e.getClass().getSimpleName() + ")");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private Received received(Frame frame) {
        String name = file.equals(STANDARD_INPUT)
                ? "standard input"
                : Path.of(file).getFileName().toString();
        return Received.of(frame, new FileOrigin(name, frame.line()));
    }

    private Problem broken(String found) {
        return Problem.usage(
                name(file) + ": found " + found
                        + "; expected a whole file of events; write it or copy it anew (what is printed is what could be read)");
    }

    private static InputStream stream(String file) throws Problem {
        if (file.equals(STANDARD_INPUT)) {
            return new BufferedInputStream(System.in, BUFFER);
        }
        Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw unreadable(file, "a directory");
        }
        try {
            InputStream in = Files.newInputStream(path);
            return file.toLowerCase(Locale.ROOT).endsWith(".gz")
                    ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER)
                    : in;
        } catch (NoSuchFileException e) {
            throw unreadable(file, "no such file");
        } catch (ZipException | EOFException e) {
            throw unreadable(file, "what is not gzip, although its name ends in .gz");
        } catch (IOException e) {
            throw unreadable(file, "what can't be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static Problem unreadable(String file, String found) {
        return Problem.usage(
                name(file) + ": found " + found + "; expected a file of events; check its name and its permissions");
    }

    private static String name(String file) {
        return Printable.escape(Redaction.redact(file));
    }
}

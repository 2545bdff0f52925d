package io.github.podsights.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The lines of a file as bytes, without decoding them. */
final class Lines implements AutoCloseable {

    private final InputStream in;
    private byte[] buffer = new byte[1 << 18];
    private int start;
    private int end;

    Lines(Path file) throws IOException {
        in = Files.newInputStream(file);
    }

    /** The next line without its end; null after the last. */
    byte[] next() throws IOException {
        int at = start;
        while (true) {
            for (; at < end; at++) {
                if (buffer[at] == '\n') {
                    byte[] line = Arrays.copyOfRange(buffer, start, at);
                    start = at + 1;
                    return line;
                }
            }
            at -= start;
            if (!fill()) {
                return null;
            }
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * end);
        }
        int read = in.read(buffer, end, buffer.length - end);
        end += Math.max(0, read);
        return read > 0;
    }
}

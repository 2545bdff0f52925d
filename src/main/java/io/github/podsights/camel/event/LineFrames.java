package io.github.podsights.camel.event;

import io.github.podsights.camel.event.Position.Place;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The lines of a {@code .jsonl} or {@code .ndjson} file, ended by LF or CRLF, the last one also by the end of the
 * stream. Blank lines are no events, but count as lines; a byte order mark at the start is skipped.
 */
public final class LineFrames implements Frames {

    private static final byte[] CARRIAGE_RETURN = {'\r'};

    private final ByteInput input;
    private final FrameBytes bytes;
    private long index;

    /**
     * @param in the decompressed stream; it stands at {@code start}
     * @param start {@link Position#START}, or the end of a frame, to go on after it
     * @param maxBytes how many bytes an event may have, {@code podsights.event.max-bytes}; 1 to 1 GiB, without its line end
     * @throws IllegalArgumentException if {@code maxBytes} is out of range
     */
    public LineFrames(InputStream in, Position start, int maxBytes) {
        this.input = new ByteInput(in, start);
        this.bytes = new FrameBytes(maxBytes);
        this.index = start.index();
    }

    @Override
    public Optional<Frame> next() throws IOException {
        input.skipByteOrderMark();
        while (input.hasMore()) {
            long line = input.line();
            readLine();
            if (!bytes.isBlank()) {
                index++;
                Position end = new Position(input.offset(), input.line(), index, Place.START);
                return Optional.of(new Frame(bytes.take(), line, end, Optional.empty()));
            }
            bytes.clear();
        }
        return Optional.empty();
    }

    private void readLine() throws IOException {
        // A carriage return belongs to the line only if more of the line follows, maybe in the next buffer.
        boolean carriageReturn = false;
        while (input.hasMore()) {
            int lineFeed = indexOfLineFeed();
            int stop = lineFeed < 0 ? input.to() : lineFeed;
            if (stop > input.from()) {
                if (carriageReturn) {
                    bytes.append(CARRIAGE_RETURN, 0, 1);
                }
                carriageReturn = input.buffer()[stop - 1] == '\r';
                input.moveTo(bytes, carriageReturn ? stop - 1 : stop);
                if (carriageReturn) {
                    input.skip();
                }
            }
            if (lineFeed >= 0) {
                input.skip();
                return;
            }
        }
    }

    private int indexOfLineFeed() {
        byte[] buffer = input.buffer();
        for (int i = input.from(); i < input.to(); i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}

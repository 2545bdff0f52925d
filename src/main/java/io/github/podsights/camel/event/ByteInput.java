package io.github.podsights.camel.event;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A stream with a buffer of its own, which knows its offset and line. */
final class ByteInput {

    private static final int BUFFER_BYTES = 65_536;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int from;
    private int to;
    private long offset;
    private long line;

    /** @param in stands at {@code start} */
    ByteInput(InputStream in, Position start) {
        this.in = Objects.requireNonNull(in, "in");
        this.offset = start.offset();
        this.line = start.line();
    }

    /** Makes sure that there is a byte at {@link #from}; false at the end of the stream. */
    boolean hasMore() throws IOException {
        if (from == to) {
            from = 0;
            to = 0;
        }
        return from < to || read();
    }

    private boolean read() throws IOException {
        int count;
        do {
            count = in.read(buffer, to, buffer.length - to);
        } while (count == 0);
        to += Math.max(count, 0);
        return count > 0;
    }

    /** Skips a byte order mark, if this is the start of the stream. */
    void skipByteOrderMark() throws IOException {
        if (offset != 0 || to != 0) {
            return;
        }
        int matched = 0;
        while (matched < BYTE_ORDER_MARK.length
                && (matched < to || read())
                && buffer[matched] == BYTE_ORDER_MARK[matched]) {
            matched++;
        }
        if (matched == BYTE_ORDER_MARK.length) {
            from += matched;
            offset += matched;
        }
    }

    /** Skips JSON's white space, and gives the byte after it without taking it; -1 at the end of the stream. */
    int peekBehindWhiteSpace() throws IOException {
        while (hasMore()) {
            if (!EventText.isWhiteSpace(buffer[from])) {
                return buffer[from] & 0xff;
            }
            skip();
        }
        return -1;
    }

    /** Takes one byte, which is known to be there. */
    void skip() {
        if (buffer[from] == '\n') {
            line++;
        }
        from++;
        offset++;
    }

    /** Takes the bytes up to {@code end}, an index of {@link #buffer}, into {@code bytes}. */
    void moveTo(FrameBytes bytes, int end) {
        bytes.append(buffer, from, end - from);
        int lineFeeds = 0;
        for (int i = from; i < end; i++) {
            lineFeeds += buffer[i] == '\n' ? 1 : 0;
        }
        line += lineFeeds;
        offset += end - from;
        from = end;
    }

    byte[] buffer() {
        return buffer;
    }

    /** The index in {@link #buffer} of the next byte. */
    int from() {
        return from;
    }

    /** The index in {@link #buffer} after the last byte that was read ahead. */
    int to() {
        return to;
    }

    /** Bytes of the stream that were taken. */
    long offset() {
        return offset;
    }

    /** The physical line of the next byte, from 1. */
    long line() {
        return line;
    }
}

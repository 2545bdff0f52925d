package io.github.podsights.camel.route.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The content of all members of a gzip file. {@link java.util.zip.GZIPInputStream} takes a later member whose header is
 * damaged or cut off for the end of the file, and with it silently leaves out all that follows. Here nothing but zeros may
 * stand between members and after the last one; whatever else is there is an exception.
 */
final class GzipInput extends InputStream {

    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final InputStream in;
    private final byte[] buffer;
    private final Inflater inflater;
    private final CRC32 crc = new CRC32();
    private int from;
    private int to;
    private boolean atEnd;

    /**
     * @throws ZipException if it does not begin as gzip
     * @throws EOFException if it ends before the first header does
     */
    GzipInput(InputStream in, int bufferSize) throws IOException {
        this.in = in;
        this.buffer = new byte[bufferSize];
        readHeader(next());
        this.inflater = new Inflater(true);
        inflater.setInput(buffer, from, to - from);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** What is complete is given at once; what is wrong behind it comes with the next call. */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!atEnd) {
            int read = inflate(bytes, offset, length);
            if (read > 0) {
                crc.update(bytes, offset, read);
                return read;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsDictionary()) {
                throw new ZipException("a dictionary is needed");
            } else if (!fill()) {
                throw new EOFException();
            } else {
                inflater.setInput(buffer, from, to - from);
            }
        }
        return -1;
    }

    private int inflate(byte[] bytes, int offset, int length) throws ZipException {
        try {
            return inflater.inflate(bytes, offset, length);
        } catch (DataFormatException e) {
            ZipException damaged = new ZipException(e.getMessage() == null ? "invalid data" : e.getMessage());
            damaged.initCause(e);
            throw damaged;
        }
    }

    private void endMember() throws IOException {
        from = to - inflater.getRemaining();
        if (nextInt() != (int) crc.getValue() || nextInt() != (int) inflater.getBytesWritten()) {
            throw new ZipException("the checksum or length of the content is wrong");
        }
        int first = 0;
        while (first == 0) {
            if (from == to && !fill()) {
                atEnd = true;
                return;
            }
            first = next();
        }
        readHeader(first);
        inflater.reset();
        inflater.setInput(buffer, from, to - from);
    }

    private void readHeader(int first) throws IOException {
        crc.reset();
        crc.update(first);
        if (first != 0x1f || header() != 0x8b) {
            throw new ZipException("no gzip header");
        }
        int method = header();
        int flags = header();
        if (method != 8 || (flags & RESERVED) != 0) {
            throw new ZipException("unknown compression");
        }
        skipHeader(6); // time, kind of compression, operating system
        if ((flags & EXTRA) != 0) {
            int low = header();
            skipHeader(low | header() << 8);
        }
        if ((flags & NAME) != 0) {
            skipHeaderText();
        }
        if ((flags & COMMENT) != 0) {
            skipHeaderText();
        }
        int expected = (int) crc.getValue() & 0xffff;
        if ((flags & HEADER_CHECKSUM) != 0 && nextShort() != expected) {
            throw new ZipException("the checksum of the header is wrong");
        }
        crc.reset();
    }

    private void skipHeader(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            header();
        }
    }

    private void skipHeaderText() throws IOException {
        int next = header();
        while (next != 0) {
            next = header();
        }
    }

    private int header() throws IOException {
        int next = next();
        crc.update(next);
        return next;
    }

    private int nextInt() throws IOException {
        int low = nextShort();
        return low | nextShort() << 16;
    }

    private int nextShort() throws IOException {
        int low = next();
        return low | next() << 8;
    }

    private int next() throws IOException {
        if (from == to && !fill()) {
            throw new EOFException();
        }
        return buffer[from++] & 0xff;
    }

    /** Whether there was more. */
    private boolean fill() throws IOException {
        int read = in.read(buffer, 0, buffer.length);
        from = 0;
        to = Math.max(read, 0);
        return read > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}

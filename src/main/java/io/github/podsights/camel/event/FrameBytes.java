package io.github.podsights.camel.event;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Gathers the bytes of one frame; of one that is too large, it keeps the beginning, and digests the rest. */
final class FrameBytes {

    /**
     * What was gathered.
     *
     * @param bytes all of it, or its beginning if it is too large; belongs to whoever gets it
     * @param length of the whole, in bytes
     * @param sha256 of the whole; only if it is too large
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Content(byte[] bytes, long length, Optional<String> sha256) {}

    private final int maxBytes;
    private final int capacity;
    private byte[] buffer = new byte[4_096];
    private int size;
    private long length;
    private MessageDigest digest;

    FrameBytes(int maxBytes) {
        this.maxBytes = EventReader.requirePossible(maxBytes);
        this.capacity = Math.max(maxBytes, Frame.KEPT_BYTES);
    }

    void append(byte[] from, int offset, int count) {
        length += count;
        if (digest == null && count > capacity - size) {
            digest = Sha256.digest();
            digest.update(buffer, 0, size);
            keepBeginning(from, offset, count);
        } else if (digest == null) {
            keep(from, offset, count);
            return;
        }
        digest.update(from, offset, count);
    }

    private void keepBeginning(byte[] from, int offset, int count) {
        keep(from, offset, Math.min(count, Math.max(0, Frame.KEPT_BYTES - size)));
        size = Math.min(size, Frame.KEPT_BYTES);
        buffer = Arrays.copyOf(buffer, size);
    }

    private void keep(byte[] from, int offset, int count) {
        if (count > buffer.length - size) {
            int doubled = (int) Math.min(capacity, 2L * buffer.length);
            buffer = Arrays.copyOf(buffer, Math.max(doubled, size + count));
        }
        System.arraycopy(from, offset, buffer, size, count);
        size += count;
    }

    /** Whether there is nothing but white space; what is too large is not looked through. */
    boolean isBlank() {
        if (digest != null) {
            return false;
        }
        int i = 0;
        while (i < size && EventText.isWhiteSpace(buffer[i])) {
            i++;
        }
        return i == size;
    }

    /** Forgets white space at the end; what is too large for the buffer keeps it. */
    void trimEnd() {
        while (digest == null && size > 0 && EventText.isWhiteSpace(buffer[size - 1])) {
            size--;
            length--;
        }
    }

    /** Gives what was gathered, and begins anew. */
    Content take() {
        Optional<String> hex = Optional.empty();
        if (digest == null && size > maxBytes) {
            digest = Sha256.digest();
            digest.update(buffer, 0, size);
            size = Math.min(size, Frame.KEPT_BYTES);
        }
        if (digest != null) {
            hex = Optional.of(HexFormat.of().formatHex(digest.digest()));
        }
        Content content = new Content(Arrays.copyOf(buffer, size), length, hex);
        clear();
        return content;
    }

    void clear() {
        size = 0;
        length = 0;
        digest = null;
    }
}

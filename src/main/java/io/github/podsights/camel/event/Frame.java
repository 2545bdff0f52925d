package io.github.podsights.camel.event;

import io.github.podsights.camel.event.UnreadableEventException.Reason;
import java.util.Objects;
import java.util.Optional;

/**
 * One event of a stream, as its bytes stood there; {@link EventReader#read(Frame)} reads it. What a stream holds beside
 * its events, such as the rest of a broken array, is a frame with a {@link Fault}, so that nothing vanishes.
 */
public final class Frame {

    /** How many bytes are kept of a frame that is too large. */
    public static final int KEPT_BYTES = 65_536;

    private static final int PIECE_BYTES = 8_192;

    /**
     * What is read in pieces.
     *
     * @param <E> what reading throws
     */
    @FunctionalInterface
    public interface Pieces<E extends Exception> {

        /** Puts the next bytes into an array, from its beginning; how many, 0 or less at the end. */
        int read(byte[] into) throws E;
    }

    /** Why a frame is no event, whatever its bytes look like. */
    public enum Fault {
        /** Nothing stands where an element of the array should: two commas, or one before the closing bracket. */
        NO_ELEMENT(Reason.BROKEN_JSON, "found no element, expected one before the next ',' or ']'"),
        /** It follows an element of the array without a comma. */
        NO_COMMA(Reason.BROKEN_JSON, "found more after an element, expected ',' or ']'"),
        /** The stream ends within the array; the frame is empty, as what was begun before is a frame of its own. */
        NO_END(Reason.BROKEN_JSON, "found the end of the file, expected the rest of the array"),
        /** It follows the one object or array. */
        TRAILING(Reason.TRAILING_CONTENT, "found more after the end of the object or array, expected nothing"),
        /** It is a message of a kind that holds no text: a map, an object, a stream. */
        NO_TEXT(Reason.NO_OBJECT, "found a map, object or stream message, expected one of text or bytes"),

        /** A message whose body its client can't decode. */
        NOT_DECODED(Reason.NO_OBJECT, "found a body that can't be decoded, expected text or bytes");

        private final Reason reason;
        private final String detail;

        Fault(Reason reason, String detail) {
            this.reason = reason;
            this.detail = detail;
        }
    }

    private final FrameBytes.Content content;
    private final long line;
    private final long index;
    private final Position end;
    private final Optional<Fault> fault;

    /** What came whole, and is no event, whatever it looks like; none of its bytes are kept. */
    public static Frame of(Fault fault) {
        return new Frame(
                new FrameBytes.Content(new byte[0], 0, Optional.empty()), 1, Position.START, Optional.of(fault));
    }

    /**
     * What comes by itself, in pieces, such as the body of a message: of one that is too large only the beginning is kept.
     *
     * @param maxBytes how many bytes an event may have; 1 to 1 GiB
     * @throws E what reading it throws
     */
    public static <E extends Exception> Frame of(Pieces<E> pieces, int maxBytes) throws E {
        FrameBytes bytes = new FrameBytes(maxBytes);
        byte[] piece = new byte[PIECE_BYTES];
        for (int read = pieces.read(piece); read > 0; read = pieces.read(piece)) {
            bytes.append(piece, 0, read);
        }
        return new Frame(bytes.take(), 1, Position.START, Optional.empty());
    }

    Frame(FrameBytes.Content content, long line, Position end, Optional<Fault> fault) {
        this.content = Objects.requireNonNull(content, "content");
        this.line = line;
        this.index = end.index() - 1;
        this.end = Objects.requireNonNull(end, "end");
        this.fault = Objects.requireNonNull(fault, "fault");
    }

    /** The event as it stood, without a line end; the first 64 KiB if it is too large. Not copied. */
    public byte[] bytes() {
        return content.bytes();
    }

    /** The physical line that it begins in, from 1. */
    public long line() {
        return line;
    }

    /** Its number in the stream, from 0. */
    public long index() {
        return index;
    }

    /** Where reading resumes after it. */
    public Position end() {
        return end;
    }

    /** The offset in the decompressed stream where reading resumes after it. */
    public long endOffset() {
        return end.offset();
    }

    /** Whether it has more bytes than an event may have, and {@link #bytes} only the first of them. */
    public boolean tooLarge() {
        return content.sha256().isPresent();
    }

    /** How many bytes it has as a whole. */
    public long length() {
        return content.length();
    }

    /** The SHA-256 of the whole in lower-case hex; only of one that is too large. */
    public Optional<String> sha256() {
        return content.sha256();
    }

    /** Why it is no event whatever its bytes look like; empty for nearly all. */
    public Optional<Fault> fault() {
        return fault;
    }

    /** The fault for {@link EventReader}. */
    Optional<UnreadableEventException> unreadable() {
        return fault.map(f -> new UnreadableEventException(f.reason, "line " + line + " of the file", f.detail));
    }
}

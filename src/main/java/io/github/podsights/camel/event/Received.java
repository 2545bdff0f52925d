package io.github.podsights.camel.event;

import java.util.Objects;
import java.util.Optional;

/**
 * An event as it came, not yet read.
 *
 * @param bytes its bytes as they stood; of one that is too large the first 64 KiB. Not copied, not to be changed
 * @param origin where it came from
 * @param frame the frame of a stream that it is; empty if it did not come as one
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy would cost every event
public record Received(byte[] bytes, Origin origin, Optional<Frame> frame) {

    public Received {
        Objects.requireNonNull(bytes, "bytes");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(frame, "frame");
    }

    /** An event of a stream. */
    public static Received of(Frame frame, Origin origin) {
        return new Received(frame.bytes(), origin, Optional.of(frame));
    }

    /** An event on its own: a record, a message. */
    public static Received of(byte[] bytes, Origin origin) {
        return new Received(bytes, origin, Optional.empty());
    }

    /**
     * Reads it.
     *
     * @throws UnreadableEventException if it is no event
     */
    public ConversionEvent read(EventReader reader) throws UnreadableEventException {
        return frame.isPresent() ? reader.read(frame.get()) : reader.read(bytes);
    }

    @Override
    public String toString() {
        return "event of " + origin;
    }
}

package io.github.podsights.camel.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads all frames of a file for tests, and shows them as text. */
final class FrameTexts {

    /** Makes a reader of frames. */
    interface Opener {
        Frames open(InputStream in, Position start, int maxBytes);
    }

    private FrameTexts() {}

    static byte[] file(String name) {
        try (InputStream file = FrameTexts.class.getResourceAsStream("/files/" + name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Frame> all(Frames frames) {
        try {
            List<Frame> all = new ArrayList<>();
            for (Optional<Frame> next = frames.next(); next.isPresent(); next = frames.next()) {
                all.add(next.get());
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Frame> all(Opener opener, byte[] file, Position start) {
        InputStream in = new ByteArrayInputStream(file, (int) start.offset(), file.length);
        return all(opener.open(in, start, Events.MAX_BYTES));
    }

    static String text(Frame frame) {
        return new String(frame.bytes(), UTF_8);
    }

    /** All that a frame says. */
    static String describe(Frame frame) {
        return String.join(
                " | ",
                text(frame),
                frame.line() + ":" + frame.index(),
                frame.end().toString(),
                frame.length() + " " + frame.sha256() + " " + frame.fault());
    }

    /** What the event reader says of a frame: {@code event} or the reason. */
    static String verdict(Frame frame) {
        try {
            new EventReader(Events.MAX_BYTES).read(frame);
            return "event";
        } catch (UnreadableEventException e) {
            return e.reason();
        }
    }

    /** A stream that gives one byte at a time, so that every byte is at the edge of a buffer. */
    static InputStream trickling(byte[] file) {
        return new ByteArrayInputStream(file) {
            @Override
            public synchronized int read(byte[] to, int offset, int length) {
                return super.read(to, offset, Math.min(length, 1));
            }
        };
    }
}

package io.github.podsights.camel.route.file;

import io.github.podsights.camel.event.Frame;
import io.github.podsights.camel.event.Frames;
import java.io.IOException;
import java.util.Optional;

/** Looks one event ahead, so that the last one is known when it comes; what breaks off behind an event comes after it. */
final class OneAhead {

    private final Frames frames;
    private Optional<Frame> ahead = Optional.empty();
    private IOException broken;

    OneAhead(Frames frames) {
        this.frames = frames;
        look();
    }

    /**
     * The next event; empty at the end.
     *
     * @throws IOException if the stream can't be read beyond what was given
     */
    Optional<Frame> next() throws IOException {
        if (broken != null) {
            throw broken;
        }
        Optional<Frame> next = ahead;
        if (next.isPresent()) {
            look();
        }
        return next;
    }

    /** Whether the end of the stream follows the event that was given last. */
    boolean isLast() {
        return broken == null && ahead.isEmpty();
    }

    private void look() {
        try {
            ahead = frames.next();
        } catch (IOException e) {
            broken = e;
        }
    }
}

package io.github.podsights.camel.event;

import java.io.IOException;
import java.util.Optional;

/**
 * The events of a stream, one after the other, however long it is: no more than one event is held at a time. Whoever
 * opened the stream closes it. Not safe for use by several threads.
 */
public interface Frames {

    /**
     * The next event as bytes, readable or not; empty at the end of the stream, and again if asked again.
     *
     * @throws IOException if the stream can't be read; a reader is of no use after that, but what it gave before is
     *     good, and reading can resume from there
     */
    Optional<Frame> next() throws IOException;
}

package io.github.podsights.camel.event;

import java.util.Objects;

/**
 * Where in a stream reading can resume, so that the events from there on come with the same numbers as before.
 *
 * @param offset bytes of the decompressed stream before it, from 0
 * @param line the physical line that it stands in, from 1
 * @param index the number of the event that comes next, from 0
 * @param place what is due here by the grammar of a {@code .json} file; in a file of lines always {@code START}
 */
public record Position(long offset, long line, long index, Place place) {

    /** The start of a stream. */
    public static final Position START = new Position(0, 1, 0, Place.START);

    /** What is due at a position in a {@code .json} file. */
    public enum Place {
        /** An object, or an array of them. */
        START,
        /** An element of the array. */
        ELEMENT,
        /** The comma or bracket after an element. */
        SEPARATOR,
        /** Nothing: the object or array is complete. */
        END
    }

    public Position {
        Objects.requireNonNull(place, "place");
        if (offset < 0 || line < 1 || index < 0) {
            throw new IllegalArgumentException("offset " + offset + ", line " + line + ", index " + index
                    + " is no position; expected numbers from 0, 1 and 0 on");
        }
    }
}

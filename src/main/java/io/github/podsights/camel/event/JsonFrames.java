package io.github.podsights.camel.event;

import io.github.podsights.camel.event.Frame.Fault;
import io.github.podsights.camel.event.Position.Place;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The events of a {@code .json} file: the one object, or each element of the one array, over as many lines as they
 * like. A byte order mark at the start is skipped. Whether an element is an event is not decided here. An array that is
 * broken is read on after the next comma; one that breaks off, and what follows the object or array, gives one last
 * frame with a {@link Fault}. An empty file has no events.
 */
public final class JsonFrames implements Frames {

    private static final int END_OF_STREAM = -1;

    private final ByteInput input;
    private final FrameBytes bytes;
    private Place place;
    private long index;

    /**
     * @param in the decompressed stream; it stands at {@code start}
     * @param start {@link Position#START}, or the end of a frame, to go on after it
     * @param maxBytes how many bytes an event may have, {@code podsights.event.max-bytes}; 1 to 1 GiB
     * @throws IllegalArgumentException if {@code maxBytes} is out of range
     */
    public JsonFrames(InputStream in, Position start, int maxBytes) {
        this.input = new ByteInput(in, start);
        this.bytes = new FrameBytes(maxBytes);
        this.place = start.place();
        this.index = start.index();
    }

    @Override
    public Optional<Frame> next() throws IOException {
        return switch (place) {
            case START -> start();
            case ELEMENT -> element(false);
            case SEPARATOR -> separator();
            case END -> end();
        };
    }

    private Optional<Frame> start() throws IOException {
        input.skipByteOrderMark();
        int next = input.peekBehindWhiteSpace();
        if (next == END_OF_STREAM) {
            return Optional.empty();
        } else if (next == '[') {
            input.skip();
            return element(true);
        } else if (next == '{') {
            return read(ElementEnd.closingBracket(), Place.END, Optional.empty());
        }
        return rest(Optional.empty());
    }

    private Optional<Frame> element(boolean first) throws IOException {
        int next = input.peekBehindWhiteSpace();
        if (next == END_OF_STREAM) {
            return empty(Place.END, Fault.NO_END);
        } else if (next == ']') {
            input.skip();
            return first ? end() : empty(Place.END, Fault.NO_ELEMENT);
        } else if (next == ',') {
            input.skip();
            return empty(Place.ELEMENT, Fault.NO_ELEMENT);
        }
        boolean bracketed = next == '{' || next == '[';
        return read(
                bracketed ? ElementEnd.closingBracket() : ElementEnd.separator(), Place.SEPARATOR, Optional.empty());
    }

    private Optional<Frame> separator() throws IOException {
        int next = input.peekBehindWhiteSpace();
        if (next == END_OF_STREAM) {
            return empty(Place.END, Fault.NO_END);
        } else if (next == ',') {
            input.skip();
            return element(false);
        } else if (next == ']') {
            input.skip();
            return end();
        }
        return read(ElementEnd.separator(), Place.SEPARATOR, Optional.of(Fault.NO_COMMA));
    }

    private Optional<Frame> end() throws IOException {
        place = Place.END;
        return input.peekBehindWhiteSpace() == END_OF_STREAM ? Optional.empty() : rest(Optional.of(Fault.TRAILING));
    }

    private Optional<Frame> read(ElementEnd end, Place then, Optional<Fault> fault) throws IOException {
        long line = input.line();
        while (input.hasMore()) {
            int stop = end.in(input.buffer(), input.from(), input.to());
            input.moveTo(bytes, stop < 0 ? input.to() : stop);
            if (stop >= 0) {
                return frame(line, then, fault);
            }
        }
        // It breaks off, and can't be read for that, so that the missing end of the array needs no frame of its own.
        return frame(line, Place.END, fault);
    }

    private Optional<Frame> rest(Optional<Fault> fault) throws IOException {
        long line = input.line();
        while (input.hasMore()) {
            input.moveTo(bytes, input.to());
        }
        return frame(line, Place.END, fault);
    }

    private Optional<Frame> empty(Place then, Fault fault) {
        return frame(input.line(), then, Optional.of(fault));
    }

    private Optional<Frame> frame(long line, Place then, Optional<Fault> fault) {
        bytes.trimEnd();
        place = then;
        index++;
        Position end = new Position(input.offset(), input.line(), index, then);
        return Optional.of(new Frame(bytes.take(), line, end, fault));
    }
}

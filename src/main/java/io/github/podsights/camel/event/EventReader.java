package io.github.podsights.camel.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.github.podsights.camel.event.UnreadableEventException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads bytes into conversion events, as section 1 of the contract has it: UTF-8, exactly one JSON object, no key twice
 * in one object, envelope keys in camelCase or snake_case. Safe for use by several threads.
 */
public final class EventReader {

    /** Objects and lists in each other, the event itself counted. */
    static final int MAX_DEPTH = 200;

    /** Of a number, as it is written and as it would be written without an exponent. */
    static final int MAX_NUMBER_DIGITS = 1_000;

    /** A decoded event is one array of characters; above this it could not be one. */
    private static final int LARGEST_MAX_BYTES = 1 << 30;

    private final int maxBytes;
    private final JsonFactory json;

    /**
     * @param maxBytes how many bytes an event may have, {@code podsights.event.max-bytes}; 1 to 1 GiB
     * @throws IllegalArgumentException if it is out of range
     */
    public EventReader(int maxBytes) {
        this.maxBytes = requirePossible(maxBytes);
        this.json = JsonFactory.builder()
                // Keys come from strangers. Jackson's table of names would keep thousands of them, each of up to
                // maxBytes, for the life of the process, and interned ones even longer.
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                // Buffers are only needed for strings with escapes; pools by thread are wasted on virtual threads.
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .maxNumberLength(MAX_NUMBER_DIGITS)
                        .maxNestingDepth(MAX_DEPTH + 1)
                        .build())
                .build();
    }

    /**
     * Reads one event.
     *
     * @throws UnreadableEventException if the bytes are no event
     */
    public ConversionEvent read(byte[] bytes) throws UnreadableEventException {
        return read(bytes, 0, bytes.length);
    }

    /**
     * Reads one event of a stream.
     *
     * @throws UnreadableEventException if the frame is too large or no event
     */
    public ConversionEvent read(Frame frame) throws UnreadableEventException {
        Optional<UnreadableEventException> unreadable = frame.unreadable();
        if (unreadable.isPresent()) {
            throw unreadable.get();
        }
        if (frame.tooLarge()) {
            byte[] beginning = frame.bytes();
            throw tooLarge(frame.length()).lookingLike(LooksLike.of(beginning, 0, beginning.length));
        }
        return read(frame.bytes());
    }

    /**
     * Reads one event from part of an array; positions in messages count from {@code offset}.
     *
     * @throws UnreadableEventException if the bytes are no event
     * @throws IndexOutOfBoundsException if the part does not lie within the array
     */
    public ConversionEvent read(byte[] bytes, int offset, int length) throws UnreadableEventException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        try {
            return readStrictly(bytes, offset, length);
        } catch (UnreadableEventException e) {
            throw e.lookingLike(LooksLike.of(bytes, offset, length));
        }
    }

    private ConversionEvent readStrictly(byte[] bytes, int offset, int length) throws UnreadableEventException {
        if (length > maxBytes) {
            throw tooLarge(length);
        }
        EventText text = EventText.decode(bytes, offset, length);
        int start = text.skipWhiteSpace(0);
        if (start == text.length || text.chars[start] != '{') {
            throw SyntaxFault.in(text);
        }
        try (JsonParser parser = json.createParser(text.chars, 0, text.length)) {
            return new ConversionEvent(new EventTreeBuilder(parser, text).event());
        } catch (JsonProcessingException e) {
            throw SyntaxFault.in(text);
        } catch (IOException e) {
            throw new UncheckedIOException("an array of characters can't fail to be read", e);
        }
    }

    /** The same number, or an exception that names the property. */
    static int requirePossible(int maxBytes) {
        if (maxBytes < 1 || maxBytes > LARGEST_MAX_BYTES) {
            throw new IllegalArgumentException(
                    "podsights.event.max-bytes is " + maxBytes + "; expected 1 to " + LARGEST_MAX_BYTES + " (1 GiB)");
        }
        return maxBytes;
    }

    private UnreadableEventException tooLarge(long length) {
        return new UnreadableEventException(
                Reason.TOO_LARGE,
                "",
                "found " + length + " bytes, expected at most " + maxBytes + " (podsights.event.max-bytes)");
    }
}

package io.github.podsights.camel.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Events for tests: from the files in {@code src/test/resources/events}, or from text. */
public final class Events {

    /** The default of {@code podsights.event.max-bytes}. */
    public static final int MAX_BYTES = 1_048_576;

    private static final EventReader READER = new EventReader(MAX_BYTES);

    private Events() {}

    /** The bytes of the event in {@code events/<name>.json}. */
    public static byte[] bytes(String name) {
        try (InputStream file = Events.class.getResourceAsStream("/events/" + name + ".json")) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The event in {@code events/<name>.json}. */
    public static ConversionEvent file(String name) {
        return read(bytes(name));
    }

    /** The event that {@code json} is. */
    public static ConversionEvent of(String json) {
        return read(json.getBytes(UTF_8));
    }

    private static ConversionEvent read(byte[] bytes) {
        try {
            return READER.read(bytes);
        } catch (UnreadableEventException e) {
            throw new AssertionError(e);
        }
    }
}

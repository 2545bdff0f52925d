package io.github.podsights.camel.golden;

import io.github.podsights.camel.event.FileOrigin;
import io.github.podsights.camel.event.Frame;
import io.github.podsights.camel.event.Frames;
import io.github.podsights.camel.event.JsonFrames;
import io.github.podsights.camel.event.LineFrames;
import io.github.podsights.camel.event.Position;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The events of a file that a golden test names, by the line that each begins in. */
final class EventFile {

    private EventFile() {}

    /**
     * Reads it.
     *
     * @param directory that a relative path is taken from
     * @param name its path, as it was written
     * @param place where that stands
     * @return empty, and a finding, if it can't be read
     */
    static Optional<Map<Long, Received>> read(
            Path directory, String name, int maxBytes, Place place, Findings findings) {
        try {
            Path file = directory.resolve(name);
            if (!Files.isRegularFile(file)) {
                findings.error(
                        place,
                        Finding.quoted(name) + ", which is no file",
                        "a file of events, its path taken from the directory of this file",
                        "correct the path");
                return Optional.empty();
            }
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                return Optional.of(events(file, in, maxBytes));
            }
        } catch (IOException | InvalidPathException e) {
            findings.error(
                    place,
                    Finding.quoted(name) + ", which can't be read ("
                            + e.getClass().getSimpleName() + ")",
                    "a file of events",
                    "correct the path, or its permissions");
            return Optional.empty();
        }
    }

    private static Map<Long, Received> events(Path file, InputStream in, int maxBytes) throws IOException {
        String name = String.valueOf(file.getFileName());
        Frames frames = name.toLowerCase(Locale.ROOT).endsWith(".json")
                ? new JsonFrames(in, Position.START, maxBytes)
                : new LineFrames(in, Position.START, maxBytes);
        Map<Long, Received> events = new TreeMap<>();
        for (Optional<Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
            long line = frame.get().line();
            events.putIfAbsent(line, Received.of(frame.get(), new FileOrigin(name, line)));
        }
        return events;
    }
}

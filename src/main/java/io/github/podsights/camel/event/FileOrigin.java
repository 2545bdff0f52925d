package io.github.podsights.camel.event;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An event of a file.
 *
 * @param file the file's name, without its directory
 * @param line the physical line on which the event begins, from 1
 */
public record FileOrigin(String file, long line) implements Origin {

    public FileOrigin {
        Objects.requireNonNull(file, "file");
    }

    @Override
    public String kind() {
        return "file";
    }

    @Override
    public Map<String, Object> coordinates() {
        Map<String, Object> coordinates = new LinkedHashMap<>();
        coordinates.put("file", file);
        coordinates.put("line", line);
        return coordinates;
    }

    @Override
    public String toString() {
        return Printable.escape(file) + ":" + line;
    }
}

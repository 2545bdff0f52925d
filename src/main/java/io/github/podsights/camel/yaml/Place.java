package io.github.podsights.camel.yaml;

import io.github.podsights.camel.event.Printable;
import java.util.Objects;

/**
 * Where something stands.
 *
 * @param file the file as a person would name it
 * @param line the line in it, from 1; 0 where no line can be named, such as for a directory
 * @param path the dotted path within the file, such as {@code events.Order Completed.mappings[2].target}; empty for
 *     the document itself
 */
public record Place(String file, int line, String path) {

    public Place {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(path, "path");
        if (line < 0) {
            throw new IllegalArgumentException("line is " + line + "; expected 1 or more, or 0 for none");
        }
    }

    /** A file as a whole, or a directory: without a line. */
    public static Place of(String file) {
        return new Place(file, 0, "");
    }

    /** The key {@code name} below this place, standing in {@code line}. */
    public Place key(String name, int line) {
        String escaped = Printable.escape(name);
        return new Place(file, line, path.isEmpty() ? escaped : path + "." + escaped);
    }

    /** The element {@code index}, from 0, of the list at this place. */
    public Place element(int index, int line) {
        return new Place(file, line, path + "[" + index + "]");
    }

    /** {@code file:line: path}, without the parts that there are none of. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + (path.isEmpty() ? "" : ": " + path);
    }
}

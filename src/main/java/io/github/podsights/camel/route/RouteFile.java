package io.github.podsights.camel.route;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * A file of routes: one that is shipped, or one of a person's.
 *
 * @param name its name without {@code .camel.yaml}, such as {@code pipeline}
 * @param path where it lies; null for one that is shipped
 * @param content what stands in it; null for one that is shipped
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content, and never handed out to be changed
record RouteFile(String name, Path path, byte[] content) {

    /** The end of the name of a file of routes. */
    static final String ENDING = ".camel.yaml";

    static RouteFile shipped(String name) {
        return new RouteFile(name, null, null);
    }

    boolean isShipped() {
        return path == null;
    }

    /** Its name as a finding shows it. */
    String shown() {
        return isShipped() ? name + ENDING + " (shipped)" : path.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RouteFile file
                && name.equals(file.name)
                && Objects.equals(path, file.path)
                && Arrays.equals(content, file.content);
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hash(name, path) + Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return shown();
    }
}

package io.github.podsights.camel.route;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;

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

    private static final Pattern BEANS = key("beans");

    private static final Pattern CONFIGURATIONS = key("routeConfiguration|route-configuration");

    private static Pattern key(String names) {
        return Pattern.compile("(?m)(?:^|[\\s{,\\[-])[\"']?(?:" + names + ")[\"']?\\s*:");
    }

    static RouteFile shipped(String name) {
        return new RouteFile(name, null, null);
    }

    boolean isShipped() {
        return path == null;
    }

    /** Whether it may have beans, which routes of other files may use. */
    boolean hasBeans() {
        return has(BEANS);
    }

    /** Whether it may have a configuration of routes; what is in the place of a shipped file has one for itself. */
    boolean hasConfigurations() {
        return has(CONFIGURATIONS) && !RouteFiles.OF_A_BUNDLE.contains(name);
    }

    private boolean has(Pattern key) {
        return !isShipped()
                && key.matcher(new String(content, StandardCharsets.UTF_8)).find();
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

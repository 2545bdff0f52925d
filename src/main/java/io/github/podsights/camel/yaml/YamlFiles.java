package io.github.podsights.camel.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The YAML files of a directory. */
public final class YamlFiles {

    private YamlFiles() {}

    /**
     * Its {@code .yaml} and {@code .yml} files that do not begin with a dot, in the order of their names; not those of
     * directories in it.
     *
     * @throws IOException if the directory can't be read
     */
    public static List<Path> in(Path directory) throws IOException {
        return in(directory, Contents.DISK);
    }

    /**
     * As {@link #in(Path)}, as the directory stands in {@code contents}.
     *
     * @throws IOException if the directory can't be read
     */
    public static List<Path> in(Path directory, Contents contents) throws IOException {
        return contents.list(directory).stream().filter(YamlFiles::isYaml).toList();
    }

    /** As {@link #in(Path)}; none, and no finding, if there is no directory; none, and a finding, if it can't be read. */
    public static List<Path> in(Path directory, Findings findings) {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try {
            return in(directory);
        } catch (IOException e) {
            String found = "what can't be read as a directory (" + e.getClass().getSimpleName() + ")";
            findings.error(
                    Place.of(directory.toString()), found, "a directory with YAML files", "check its permissions");
            return List.of();
        }
    }

    private static boolean isYaml(Path file) {
        String name = file.getFileName().toString();
        String lower = name.toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && (lower.endsWith(".yaml") || lower.endsWith(".yml"));
    }
}

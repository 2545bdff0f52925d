package io.github.podsights.camel.route;

import io.github.podsights.camel.yaml.Contents;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of {@code config/routes}, as they were at one moment: one of the name of a shipped file takes its place, any
 * other one is added.
 */
public final class RouteFiles {

    /** None: the shipped routes alone. */
    public static final RouteFiles NONE = new RouteFiles(Map.of(), null, true);

    /** Files that are shipped, and may run in a bundle; which of them do is up to the properties. */
    public static final List<String> OF_A_BUNDLE = List.of(
            "pipeline",
            "delivery",
            "dead-letter",
            "dead-letter-kafka",
            "dead-letter-jms",
            "park",
            "park-kafka",
            "park-jms",
            "parked",
            "parked-kafka",
            "parked-jms",
            "resume",
            "source-file",
            "source-kafka",
            "source-jms");

    /** All that are shipped, those of commands as well. */
    private static final Set<String> SHIPPED = Stream.concat(OF_A_BUNDLE.stream(), Stream.of("preview", "send-test"))
            .collect(Collectors.toUnmodifiableSet());

    private final Map<String, RouteFile> byName;
    private final Path directory;
    private final boolean gone;

    private RouteFiles(Map<String, RouteFile> byName, Path directory, boolean gone) {
        this.directory = directory;
        this.gone = gone;
        this.byName = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /** Reads a directory; one that is not there has no files. What stands in them is not looked at yet. */
    public static RouteFiles read(Path directory, Contents contents, Findings findings) {
        Map<String, RouteFile> files = new LinkedHashMap<>();
        Optional<List<Path>> listed = list(directory, contents, findings);
        for (Path file : listed.orElse(List.of())) {
            String name = file.getFileName().toString();
            if (name.startsWith(".")) {
                continue;
            }
            if (!name.endsWith(RouteFile.ENDING)) {
                notRead(file, name, findings);
                continue;
            }
            String stem = name.substring(0, name.length() - RouteFile.ENDING.length());
            try {
                files.put(stem, new RouteFile(stem, file, contents.read(file)));
            } catch (IOException e) {
                findings.error(
                        Place.of(file.toString()),
                        "a file that can't be read (" + e.getClass().getSimpleName() + ")",
                        "a YAML file of routes",
                        "check its permissions");
            }
        }
        return new RouteFiles(files, directory, listed.isEmpty());
    }

    private static void notRead(Path file, String name, Findings findings) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".yaml") || lower.endsWith(".yml")) {
            findings.warning(
                    Place.of(file.toString()),
                    Finding.quoted(name) + ", which is not read",
                    "a name that ends in " + RouteFile.ENDING,
                    "rename it");
        }
    }

    /** Empty if there is no such directory. */
    private static Optional<List<Path>> list(Path directory, Contents contents, Findings findings) {
        try {
            return Optional.of(contents.list(directory));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            findings.error(
                    Place.of(directory.toString()),
                    "a directory that can't be read (" + e.getClass().getSimpleName() + ")",
                    "a directory with files of routes",
                    "check its permissions");
            return Optional.of(List.of());
        }
    }

    /** Where they were looked for; null for those of no directory. */
    Path directory() {
        return directory;
    }

    /** Whether there was no such directory. */
    boolean isGone() {
        return directory != null && gone;
    }

    /** The files, and what stands in each; neither is to be changed. */
    public Map<Path, byte[]> contents() {
        Map<Path, byte[]> contents = new LinkedHashMap<>();
        byName.values().forEach(file -> contents.put(file.path(), file.content()));
        return contents;
    }

    /** A warning for each file that takes the place of a shipped one that does not run here. */
    List<Finding> unused(Collection<String> running) {
        Findings findings = new Findings();
        byName.values().stream()
                .filter(file -> SHIPPED.contains(file.name()) && !running.contains(file.name()))
                .forEach(file -> findings.warning(
                        Place.of(file.path().toString()),
                        "routes in place of the shipped " + Finding.quoted(file.name()) + ", which do not run",
                        "routes in place of " + String.join(", ", running),
                        "remove it, or set the property that has them run"));
        return findings.list();
    }

    /** What is to run: each shipped file, or the one in its place, in the given order, then those that are added. */
    Map<String, RouteFile> over(Collection<String> shipped) {
        Map<String, RouteFile> all = new LinkedHashMap<>();
        shipped.forEach(name -> all.put(name, byName.getOrDefault(name, RouteFile.shipped(name))));
        byName.forEach((name, file) -> {
            if (!SHIPPED.contains(name)) {
                all.put(name, file);
            }
        });
        return all;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RouteFiles files && byName.equals(files.byName);
    }

    @Override
    public int hashCode() {
        return byName.hashCode();
    }
}

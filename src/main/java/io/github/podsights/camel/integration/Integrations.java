package io.github.podsights.camel.integration;

import io.github.podsights.camel.event.ConversionEvent;
import io.github.podsights.camel.yaml.Contents;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import io.github.podsights.camel.yaml.YamlFile;
import io.github.podsights.camel.yaml.YamlFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The integrations as they are at one moment: an immutable snapshot. */
public final class Integrations {

    private static final String TODO =
            "create one there, such as podsights.yaml with config: {key: \"{{env:PODSIGHTS_KEY}}\"}";

    private final List<Integration> list;
    private final List<Integration> enabled;
    private final List<String> enabledIds;
    private final boolean allOfEverySource;

    /** @throws IllegalArgumentException if two have the same id */
    public Integrations(List<Integration> integrations) {
        list = List.copyOf(integrations);
        enabled = list.stream().filter(Integration::enabled).toList();
        enabledIds = enabled.stream().map(Integration::id).toList();
        allOfEverySource =
                enabled.stream().allMatch(integration -> integration.sourceId().isEmpty());
        Set<String> ids = new HashSet<>();
        for (Integration integration : list) {
            if (!ids.add(integration.id())) {
                throw new IllegalArgumentException("id: '" + integration.id() + "' twice; expected each once");
            }
        }
    }

    /** All of them, also those that are not enabled, in the order of their ids. */
    public List<Integration> list() {
        return list;
    }

    /** The integration of an id; empty if there is none, as after its file was taken away. */
    public Optional<Integration> byId(String id) {
        return list.stream().filter(integration -> integration.id().equals(id)).findFirst();
    }

    /** The ids of those that are enabled. */
    public List<String> enabledIds() {
        return enabledIds;
    }

    /** Those that are enabled and take an event; empty if none does. Not to be changed. */
    public List<Integration> of(ConversionEvent event) {
        if (allOfEverySource) {
            return enabled;
        }
        List<Integration> taking = new ArrayList<>(enabled.size());
        for (Integration integration : enabled) {
            if (integration.takes(event)) {
                taking.add(integration);
            }
        }
        return taking;
    }

    /**
     * Reads a directory: each {@code .yaml} and {@code .yml} file that does not begin with a dot. Those with an error
     * are missing from the answer, which is to be used only if no error was added to the findings.
     */
    public static Integrations read(Path directory, IntegrationReader reader, Findings findings) {
        return read(directory, Contents.DISK, reader, findings);
    }

    /** Reads a directory as it stands in {@code contents}. */
    public static Integrations read(Path directory, Contents contents, IntegrationReader reader, Findings findings) {
        Map<String, Path> files = new LinkedHashMap<>();
        for (Path file : files(directory, contents, findings)) {
            Path other = files.putIfAbsent(IntegrationReader.id(file), file);
            if (other != null) {
                findings.error(
                        Place.of(file.toString()),
                        "the same id as " + other.getFileName(),
                        "one file for each integration",
                        "rename or remove one of the two");
            }
        }
        List<Integration> read = new ArrayList<>();
        files.values().forEach(file -> reader.read(file, contents, findings).ifPresent(integration -> {
            read.stream()
                    .filter(other -> isSamePixel(integration, other))
                    .findFirst()
                    .ifPresent(other -> samePixel(file, contents, other, findings));
            read.add(integration);
        }));
        return new Integrations(read);
    }

    /** Whether both would report the same event to the same pixel. */
    private static boolean isSamePixel(Integration one, Integration other) {
        boolean sameSource = one.sourceId().isEmpty()
                || other.sourceId().isEmpty()
                || one.sourceId().equals(other.sourceId());
        return sameSource && one.enabled() && other.enabled() && one.key().equals(other.key());
    }

    private static void samePixel(Path file, Contents contents, Integration other, Findings findings) {
        Place place = YamlFile.read(file, contents, new Findings())
                .flatMap(map -> map.map("config", new Findings()))
                .map(config -> config.place("key"))
                .orElse(Place.of(file.toString()));
        findings.warning(
                place,
                "the same key as that of " + Finding.quoted(other.id()),
                "one integration of a pixel for each source: both report the same events, which are counted twice",
                "give each another source_id, or remove one");
    }

    private static List<Path> files(Path directory, Contents contents, Findings findings) {
        Place place = Place.of(directory.toString());
        try {
            List<Path> files = YamlFiles.in(directory, contents);
            if (files.isEmpty()) {
                findings.error(place, "no file of an integration", "a YAML file for each integration", TODO);
            }
            return files;
        } catch (NoSuchFileException e) {
            findings.error(place, "no such directory", "a directory with a YAML file for each integration", TODO);
        } catch (IOException e) {
            String found = "a directory that can't be read (" + e.getClass().getSimpleName() + ")";
            findings.error(place, found, "a directory with YAML files", "check its permissions");
        }
        return List.of();
    }
}

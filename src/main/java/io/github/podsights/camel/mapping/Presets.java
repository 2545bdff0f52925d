package io.github.podsights.camel.mapping;

import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.YamlFile;
import java.util.List;
import java.util.stream.Collectors;

/** The blueprints that come with the product: {@code presets/*.yaml} on the class path. */
public final class Presets {

    /** The presets' names; the first is what an integration has that names none. */
    public static final List<String> NAMES = List.of("retail", "full", "none");

    private Presets() {}

    /**
     * Reads a preset.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Blueprint load(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("preset: there is no '" + name + "'; expected one of " + NAMES);
        }
        String file = "presets/" + name + ".yaml";
        Findings findings = new Findings();
        Blueprint blueprint = YamlFile.read(file, Shipped.content(file), findings)
                .map(map -> BlueprintReader.read(map, findings))
                .orElse(Blueprint.EMPTY);
        if (!findings.list().isEmpty()) {
            throw new IllegalStateException(
                    findings.list().stream().map(Finding::toString).collect(Collectors.joining("\n")));
        }
        return blueprint;
    }
}

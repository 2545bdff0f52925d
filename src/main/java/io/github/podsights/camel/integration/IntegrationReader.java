package io.github.podsights.camel.integration;

import io.github.podsights.camel.consent.ConsentFilter;
import io.github.podsights.camel.consent.ConsentMatch;
import io.github.podsights.camel.consent.OnMissingConsent;
import io.github.podsights.camel.mapping.Blueprint;
import io.github.podsights.camel.mapping.BlueprintReader;
import io.github.podsights.camel.mapping.PayloadMapper;
import io.github.podsights.camel.mapping.Presets;
import io.github.podsights.camel.mapping.VendorWords;
import io.github.podsights.camel.yaml.Contents;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import io.github.podsights.camel.yaml.Suggestion;
import io.github.podsights.camel.yaml.YamlFile;
import io.github.podsights.camel.yaml.YamlMap;
import io.github.podsights.camel.yaml.YamlScalar;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the YAML file of an integration. */
public final class IntegrationReader {

    private static final List<String> KEYS = List.of(
            "name",
            "vendor",
            "enabled",
            "source_id",
            "config",
            "consent_categories",
            "consent_match",
            "on_missing_consent",
            "preset",
            "mappings");

    private static final List<String> DEFAULT_CATEGORIES = List.of("marketing");

    private final Placeholders placeholders;
    private final Function<Blueprint, PayloadMapper> mappers;
    private final VendorWords vendor;

    /**
     * Knows the vendor's names of the shipped profile.
     *
     * @param placeholders for what stands in the environment or in a file
     * @param mappers makes the mapper of a blueprint
     */
    public IntegrationReader(Placeholders placeholders, Function<Blueprint, PayloadMapper> mappers) {
        this(placeholders, mappers, VendorWords.shipped());
    }

    /**
     * @param placeholders for what stands in the environment or in a file
     * @param mappers makes the mapper of a blueprint
     * @param vendor the names that the vendor knows: another one is a warning
     */
    public IntegrationReader(
            Placeholders placeholders, Function<Blueprint, PayloadMapper> mappers, VendorWords vendor) {
        this.placeholders = placeholders;
        this.mappers = mappers;
        this.vendor = vendor;
    }

    /** Reads a file, which is named for the integration's id; empty if there is an error. */
    public Optional<Integration> read(Path file, Findings findings) {
        return read(file, Contents.DISK, findings);
    }

    /** Reads a file as it stands in {@code contents}; empty if there is an error. */
    Optional<Integration> read(Path file, Contents contents, Findings findings) {
        String id = id(file);
        if (!Integration.isId(id)) {
            findings.error(
                    Place.of(file.toString()),
                    "the name " + Finding.quoted(id),
                    "letters, digits, '.', '_' and '-', at most 100, and not none",
                    "rename the file: its name is the integration's id");
            return Optional.empty();
        }
        return YamlFile.read(file, contents, findings).flatMap(map -> read(id, map, findings));
    }

    /** Reads an integration from its YAML; empty if there is an error. */
    public Optional<Integration> read(String id, YamlMap map, Findings findings) {
        int errors = findings.errors();
        map.onlyKeys(KEYS, findings);
        String name = text(map, "name", findings).orElse(id);
        map.choice("vendor", List.of(Integration.VENDOR), vendor -> vendor, findings);
        boolean enabled = map.bool("enabled", findings).orElse(true);
        Optional<String> sourceId = text(map, "source_id", findings);
        Optional<Secret> key = key(map, findings);
        Optional<ConsentFilter> consent = consent(map, findings);
        Blueprint blueprint = blueprint(map, findings);
        if (findings.errors() > errors || key.isEmpty() || consent.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Integration(
                id, name, Integration.VENDOR, enabled, sourceId, key.get(), consent.get(), mappers.apply(blueprint)));
    }

    /** A file's name without its ending. */
    static String id(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private Optional<String> text(YamlMap map, String key, Findings findings) {
        return map.scalar(key, findings)
                .flatMap(scalar -> placeholders.resolve(scalar, findings))
                .filter(text -> {
                    if (text.isBlank()) {
                        findings.error(map.place(key), "a blank text", "a value", "write the value, or remove the key");
                    }
                    return !text.isBlank();
                });
    }

    private Optional<Secret> key(YamlMap map, Findings findings) {
        Optional<YamlMap> config = map.map("config", findings);
        config.ifPresent(present -> checkConfig(present, findings));
        Optional<YamlScalar> scalar = config.flatMap(present -> present.scalar("key", findings));
        boolean absent = config.isPresent()
                ? config.get().get("key").isEmpty()
                : map.get("config").isEmpty();
        if (absent || scalar.filter(blank -> blank.text().isBlank()).isPresent()) {
            Place place = config.map(present -> present.place("key")).orElseGet(() -> map.place("config")
                    .key("key", map.place("config").line()));
            findings.error(place, "no key", "the pixel's key", "write key: \"{{env:PODSIGHTS_KEY}}\" below config");
            return Optional.empty();
        }
        scalar.filter(written -> !Placeholders.isPlaceholder(written.text()))
                .ifPresent(literal -> findings.warning(
                        literal.place(),
                        "the key itself",
                        "a placeholder for it, since it is a secret",
                        "write \"{{env:PODSIGHTS_KEY}}\" or \"{{file:/path}}\" instead"));
        return scalar.flatMap(written -> placeholders.resolve(written, findings))
                .map(Secret::new);
    }

    /** Without showing an unknown key that is no mistyped one: of {@code {key abc}} all is the name of a key. */
    private static void checkConfig(YamlMap config, Findings findings) {
        List<String> known = List.of("key");
        config.entries().forEach((name, value) -> {
            if (!known.contains(name)) {
                boolean mistyped = Suggestion.closest(name, known).isPresent();
                findings.error(
                        new Place(
                                config.place().file(),
                                value.place().line(),
                                config.place().path()),
                        mistyped ? "the unknown key " + Finding.quoted(name) : "an unknown key, or no colon after key",
                        "key: with the pixel's key",
                        "remove or correct it" + Suggestion.hint(name, known));
            }
        });
    }

    private Optional<ConsentFilter> consent(YamlMap map, Findings findings) {
        List<String> categories = categories(map, findings);
        ConsentMatch match = map.choice(
                        "consent_match", List.of(ConsentMatch.values()), IntegrationReader::word, findings)
                .orElse(ConsentMatch.ALL);
        OnMissingConsent onMissing = map.choice(
                        "on_missing_consent", List.of(OnMissingConsent.values()), IntegrationReader::word, findings)
                .orElse(OnMissingConsent.DROP);
        return categories.isEmpty() ? Optional.empty() : Optional.of(new ConsentFilter(categories, match, onMissing));
    }

    /** The categories, each once; none if that is an error. */
    private List<String> categories(YamlMap map, Findings findings) {
        Optional<List<YamlScalar>> scalars = map.scalars("consent_categories", findings);
        Set<String> categories = new LinkedHashSet<>();
        for (YamlScalar scalar : scalars.orElse(List.of())) {
            placeholders
                    .resolve(scalar, findings)
                    .filter(category -> !categories.add(category))
                    .ifPresent(category -> findings.error(
                            scalar.place(),
                            Finding.quoted(scalar.text()) + " a second time",
                            "each category once",
                            "remove one of the two"));
        }
        if (scalars.isEmpty()) {
            return DEFAULT_CATEGORIES;
        }
        if (scalars.get().isEmpty()) {
            findings.error(
                    map.place("consent_categories"),
                    "no category",
                    "at least one category",
                    "write [marketing], or remove the key, which means the same");
        }
        return List.copyOf(categories);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private Blueprint blueprint(YamlMap map, Findings findings) {
        Blueprint preset = Presets.load(
                map.choice("preset", Presets.NAMES, name -> name, findings).orElse(Presets.NAMES.get(0)));
        return map.map("mappings", findings)
                .map(over -> BlueprintReader.overlay(preset, over, vendor, findings))
                .orElse(preset);
    }
}

package io.github.podsights.camel.cli;

import io.github.podsights.camel.delivery.AnswerTable;
import io.github.podsights.camel.delivery.AnswerTableReader;
import io.github.podsights.camel.identity.UrlScrubber;
import io.github.podsights.camel.integration.IntegrationReader;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.integration.Placeholders;
import io.github.podsights.camel.mapping.PayloadMapper;
import io.github.podsights.camel.mapping.VendorWords;
import io.github.podsights.camel.settings.Property;
import io.github.podsights.camel.settings.PropertyValues;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.settings.SettingsReader;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.YamlFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a directory of configuration: whatever is wrong with one part of it, the others are read as well, so that one
 * reading finds everything.
 */
final class ConfigurationReader {

    private final Path directory;
    private final Path base;
    private final Function<String, String> environment;
    private final PropertyValues values;
    private final Optional<Settings> settings;

    /**
     * Reads the properties.
     *
     * @param directory one that is there
     * @param system looks up a system property, null where it is not set
     * @param environment looks up an environment variable, null where it is not set
     */
    ConfigurationReader(
            Path directory, Function<String, String> system, Function<String, String> environment, Findings findings) {
        this.directory = directory;
        this.environment = environment;
        Path absolute = directory.toAbsolutePath().normalize();
        // What a relative path is taken from: the directory that holds the one of the configuration.
        base = Optional.ofNullable(absolute.getParent()).orElse(absolute);
        values = PropertyValues.read(directory.resolve("application.properties"), system, environment, findings);
        settings = new SettingsReader(values, base, absolute, findings).read();
    }

    /** The properties as they were written. */
    PropertyValues values() {
        return values;
    }

    /** The properties; empty if a finding says why not. */
    Optional<Settings> settings() {
        return settings;
    }

    /** Reads the rest, with the properties or without; empty if a finding says why not. */
    Optional<Configuration> read(Findings findings) {
        Optional<Path> profile = profile();
        AnswersAndVendor words = new AnswersAndVendor(
                Optional.of(AnswerTableReader.shipped()), profile.isEmpty() ? VendorWords.shipped() : VendorWords.ANY);
        if (profile.isPresent()) {
            words = YamlFile.read(profile.get(), findings)
                    .map(map ->
                            new AnswersAndVendor(AnswerTableReader.read(map, findings), VendorWords.of(map, findings)))
                    .orElse(new AnswersAndVendor(Optional.empty(), VendorWords.ANY));
        }
        Integrations integrations = integrations(new Placeholders(environment, base), words.vendor(), findings);
        return settings.isEmpty() || words.answers().isEmpty()
                ? Optional.empty()
                : Optional.of(new Configuration(
                        directory, settings.get(), values, words.answers().get(), integrations));
    }

    private record AnswersAndVendor(Optional<AnswerTable> answers, VendorWords vendor) {}

    /** The integrations with another text in place of each secret that is not to be had: where nothing is sent. */
    Integrations integrationsWithoutSecrets(String standIn, Findings findings) {
        return integrations(new Placeholders(environment, base).otherwise(standIn), VendorWords.ANY, findings);
    }

    /** The directory of the integrations. */
    Path integrations() {
        return settings.map(Settings::integrations)
                .or(() -> path(Property.INTEGRATIONS))
                .orElse(directory.toAbsolutePath().normalize().resolve("integrations"));
    }

    /** The profile that is named; empty if it is the shipped one. */
    Optional<Path> profile() {
        return settings.isPresent()
                ? Optional.ofNullable(settings.get().delivery().profile())
                : path(Property.PROFILE);
    }

    private Optional<Path> path(Property property) {
        try {
            return values.get(property).map(value -> base.resolve(value.text()).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Integrations integrations(Placeholders placeholders, VendorWords vendor, Findings findings) {
        UrlScrubber scrubber =
                new UrlScrubber(settings.map(Settings::urlRemoveParameters).orElse(List.of()));
        return Integrations.read(
                integrations(),
                new IntegrationReader(placeholders, blueprint -> new PayloadMapper(blueprint, scrubber), vendor),
                findings);
    }
}

package io.github.podsights.camel.cli;

import io.github.podsights.camel.route.ChangeableReader;
import io.github.podsights.camel.settings.PropertyValues;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.settings.SettingsReader;
import io.github.podsights.camel.yaml.Findings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Reads a directory of configuration: first the properties, which say where the rest lies. */
final class ConfigurationReader {

    private final PropertyValues values;
    private final Optional<Settings> settings;
    private final ChangeableReader rest;

    /**
     * Reads the properties.
     *
     * @param directory one that is there
     * @param system looks up a system property, null where it is not set
     * @param environment looks up an environment variable, null where it is not set
     */
    ConfigurationReader(
            Path directory, Function<String, String> system, Function<String, String> environment, Findings findings) {
        Path base = Configuration.base(directory);
        values = PropertyValues.read(directory.resolve("application.properties"), system, environment, findings)
                .with(Configuration.FUNCTIONS);
        CamelProperties.check(values, findings);
        settings = new SettingsReader(values, base, directory.toAbsolutePath().normalize(), findings).read();
        rest = new ChangeableReader(directory, base, values, settings, Configuration.surroundings(system, environment));
    }

    /** The properties as they were written. */
    PropertyValues values() {
        return values;
    }

    /** The properties; empty if a finding says why not. */
    Optional<Settings> settings() {
        return settings;
    }

    /** Reads what may be changed while it runs. */
    ChangeableReader rest() {
        return rest;
    }
}

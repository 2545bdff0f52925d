package io.github.podsights.camel.cli;

import io.github.podsights.camel.identity.UrlScrubber;
import io.github.podsights.camel.integration.IntegrationReader;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.integration.Placeholders;
import io.github.podsights.camel.mapping.PayloadMapper;
import io.github.podsights.camel.settings.PropertyValues;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.settings.SettingsReader;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a directory of configuration says: properties and integrations, read and checked.
 *
 * @param directory the directory, {@code config}
 * @param settings the properties
 * @param integrations the integrations
 */
record Configuration(Path directory, Settings settings, Integrations integrations) {

    /**
     * Reads a directory of configuration.
     *
     * @param warnings where what should be changed is written
     * @throws Problem if anything in it can't be used; it names everything at once
     */
    static Configuration read(Path directory, PrintWriter warnings) throws Problem {
        return read(directory, System::getProperty, System::getenv, warnings);
    }

    static Configuration read(
            Path directory, Function<String, String> system, Function<String, String> environment, PrintWriter warnings)
            throws Problem {
        if (!Files.isDirectory(directory)) {
            throw Problem.usage(directory + ": found no directory; expected one with application.properties and"
                    + " integrations/; name it with --config");
        }
        Findings findings = new Findings();
        Optional<Settings> settings = settings(directory, system, environment, findings);
        Optional<Integrations> integrations = settings.map(known -> {
            UrlScrubber scrubber = new UrlScrubber(known.urlRemoveParameters());
            Placeholders placeholders = new Placeholders(environment, base(directory));
            return Integrations.read(
                    known.integrations(),
                    new IntegrationReader(placeholders, blueprint -> new PayloadMapper(blueprint, scrubber)),
                    findings);
        });
        if (findings.hasErrors()) {
            throw Problem.findings(findings.list());
        }
        findings.list().stream()
                .filter(finding -> finding.severity() == Finding.Severity.WARNING)
                .forEach(warnings::println);
        return new Configuration(directory, settings.orElseThrow(), integrations.orElseThrow());
    }

    private static Optional<Settings> settings(
            Path directory, Function<String, String> system, Function<String, String> environment, Findings findings)
            throws Problem {
        Path file = directory.resolve("application.properties");
        try {
            PropertyValues values = PropertyValues.read(file, system, environment);
            return new SettingsReader(values, base(directory), findings).read();
        } catch (IOException | IllegalArgumentException e) {
            throw Problem.usage(file + ": found what can't be read (" + e.getMessage()
                    + "); expected a properties file in UTF-8; mend or remove it");
        }
    }

    /** Where a relative path is taken from: the directory that holds the one of the configuration. */
    private static Path base(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        return Optional.ofNullable(absolute.getParent()).orElse(absolute);
    }
}

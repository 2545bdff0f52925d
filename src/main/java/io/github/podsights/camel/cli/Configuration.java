package io.github.podsights.camel.cli;

import io.github.podsights.camel.delivery.AnswerTable;
import io.github.podsights.camel.delivery.AnswerTableReader;
import io.github.podsights.camel.identity.UrlScrubber;
import io.github.podsights.camel.integration.IntegrationReader;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.integration.PlaceholderFunctions;
import io.github.podsights.camel.integration.Placeholders;
import io.github.podsights.camel.integration.Secret;
import io.github.podsights.camel.mapping.PayloadMapper;
import io.github.podsights.camel.route.CamelFunctions;
import io.github.podsights.camel.settings.Property;
import io.github.podsights.camel.settings.PropertyValues;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.settings.SettingsReader;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a directory of configuration says: properties and integrations, read and checked.
 *
 * @param directory the directory, {@code config}
 * @param settings the properties
 * @param values the properties as they were written
 * @param answers how the collector's answers are taken
 * @param integrations the integrations
 */
record Configuration(
        Path directory, Settings settings, PropertyValues values, AnswerTable answers, Integrations integrations) {

    /** They are asked before there is anything that could be started. */
    private static final PlaceholderFunctions FUNCTIONS = CamelFunctions.alone();

    /** Whatever Camel or Kafka are told of them, they write down nothing of it. */
    Configuration {
        Stream.of(settings.duplicates().database(), settings.identity().database())
                .flatMap(Optional::stream)
                .flatMap(database -> database.password().stream())
                .map(Secret::value)
                .forEach(KnownSecrets::add);
        settings.admin().token().ifPresent(KnownSecrets::add);
        integrations
                .list()
                .forEach(integration -> KnownSecrets.add(integration.key().value()));
    }

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
        requireDirectory(directory);
        Findings findings = new Findings();
        PropertyValues values = PropertyValues.read(
                        directory.resolve("application.properties"), system, environment, findings)
                .with(FUNCTIONS);
        Optional<Settings> settings = new SettingsReader(
                        values, base(directory), directory.toAbsolutePath().normalize(), findings)
                .read();
        Optional<Integrations> integrations = settings.map(known -> {
            UrlScrubber scrubber = new UrlScrubber(known.urlRemoveParameters());
            Placeholders placeholders = new Placeholders(environment, base(directory)).with(FUNCTIONS);
            return Integrations.read(
                    known.integrations(),
                    new IntegrationReader(placeholders, blueprint -> new PayloadMapper(blueprint, scrubber)),
                    findings);
        });
        Optional<AnswerTable> answers =
                settings.flatMap(known -> known.delivery().profile() == null
                        ? Optional.of(AnswerTableReader.shipped())
                        : AnswerTableReader.read(known.delivery().profile(), findings));
        if (findings.hasErrors()) {
            throw Problem.findings(findings.list());
        }
        findings.list().stream()
                .filter(finding -> finding.severity() == Finding.Severity.WARNING)
                .forEach(warnings::println);
        return new Configuration(
                directory, settings.orElseThrow(), values, answers.orElseThrow(), integrations.orElseThrow());
    }

    /**
     * Reads the properties of a directory alone: for what needs no integration, and so no key.
     *
     * @throws Problem if anything in them can't be used
     */
    static Configuration readProperties(Path directory) throws Problem {
        requireDirectory(directory);
        Findings findings = new Findings();
        PropertyValues values = PropertyValues.read(
                        directory.resolve("application.properties"), System::getProperty, System::getenv, findings)
                .with(FUNCTIONS);
        Optional<Settings> settings = new SettingsReader(
                        values, base(directory), directory.toAbsolutePath().normalize(), findings)
                .read();
        if (findings.hasErrors()) {
            throw Problem.findings(findings.list());
        }
        return new Configuration(
                directory, settings.orElseThrow(), values, AnswerTableReader.shipped(), new Integrations(List.of()));
    }

    /** The same without any source: only what is handed to {@code direct:podsights} is taken. */
    Configuration withoutSources() {
        return new Configuration(directory, settings.withoutSources(), values, answers, integrations);
    }

    private static void requireDirectory(Path directory) throws Problem {
        if (!Files.isDirectory(directory)) {
            throw Problem.usage(directory + ": found no directory; expected one with application.properties and"
                    + " integrations/; name it with --config");
        }
    }

    /** The problem that the value of a property turned out to be when it was tried; it is shown if it stands here. */
    Problem problem(Property property, String found, String expected, String todo) {
        String shown = values.isPlaceholder(property) ? PropertyValues.HIDDEN : found;
        return Problem.findings(List.of(Finding.error(values.place(property), shown, expected, todo)));
    }

    /** Where a relative path is taken from: the directory that holds the one of the configuration. */
    static Path base(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        return Optional.ofNullable(absolute.getParent()).orElse(absolute);
    }
}

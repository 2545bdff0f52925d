package io.github.podsights.camel.cli;

import io.github.podsights.camel.delivery.AnswerTableReader;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.integration.PlaceholderFunctions;
import io.github.podsights.camel.integration.Secret;
import io.github.podsights.camel.reload.Recording;
import io.github.podsights.camel.reload.SeenFiles;
import io.github.podsights.camel.route.CamelContexts;
import io.github.podsights.camel.route.CamelFunctions;
import io.github.podsights.camel.route.ChangeableReader;
import io.github.podsights.camel.route.Reconfiguration;
import io.github.podsights.camel.route.RouteFiles;
import io.github.podsights.camel.route.Surroundings;
import io.github.podsights.camel.settings.Property;
import io.github.podsights.camel.settings.PropertyValues;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.yaml.Contents;
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
 * What a directory of configuration says: properties, integrations and routes, read and checked.
 *
 * @param directory the directory, {@code config}
 * @param settings the properties
 * @param values the properties as they were written
 * @param changeable what may be changed while it runs
 * @param seen what that was read from
 */
record Configuration(
        Path directory, Settings settings, PropertyValues values, Reconfiguration changeable, SeenFiles seen) {

    /** They are asked before there is anything that could be started. */
    static final PlaceholderFunctions FUNCTIONS = CamelFunctions.alone();

    /** Whatever Camel or Kafka are told of them, they write down nothing of it. */
    Configuration {
        Stream.of(settings.duplicates().database(), settings.identity().database())
                .flatMap(Optional::stream)
                .flatMap(database -> database.password().stream())
                .map(Secret::value)
                .forEach(KnownSecrets::add);
        settings.admin().token().ifPresent(KnownSecrets::add);
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
        ConfigurationReader reader = new ConfigurationReader(directory, system, environment, findings);
        boolean readable = !findings.hasErrors();
        Recording recording = new Recording(Contents.DISK);
        Optional<Reconfiguration> changeable = reader.rest().read(recording, findings);
        if (findings.hasErrors()) {
            throw readable
                    ? Problem.ofChangeable(findings.list(), recording.seen())
                    : Problem.findings(findings.list());
        }
        findings.list().stream().map(FindingText::line).forEach(warnings::println);
        return new Configuration(
                directory,
                reader.settings().orElseThrow(),
                reader.values(),
                changeable.orElseThrow(),
                recording.seen());
    }

    /**
     * Reads the properties of a directory alone: for what needs no integration, and so no key.
     *
     * @throws Problem if anything in them can't be used
     */
    static Configuration readProperties(Path directory) throws Problem {
        requireDirectory(directory);
        Findings findings = new Findings();
        ConfigurationReader reader = new ConfigurationReader(directory, System::getProperty, System::getenv, findings);
        if (findings.hasErrors()) {
            throw Problem.findings(findings.list());
        }
        return new Configuration(
                directory,
                reader.settings().orElseThrow(),
                reader.values(),
                new Reconfiguration(new Integrations(List.of()), AnswerTableReader.shipped(), RouteFiles.NONE),
                new Recording(Contents.DISK).seen());
    }

    /** The integrations. */
    Integrations integrations() {
        return changeable.integrations();
    }

    /** The same without any source: only what is handed to {@code direct:podsights} is taken. */
    Configuration withoutSources() {
        return new Configuration(directory, settings.withoutSources(), values, changeable, seen);
    }

    /** The same without databases: for what sends nothing. */
    Configuration withoutDatabases() {
        return new Configuration(directory, settings.withoutDatabases(), values, changeable, seen);
    }

    /** The same, but for what may be changed while it runs. */
    Configuration with(Reconfiguration other, SeenFiles otherSeen) {
        return new Configuration(directory, settings, values, other, otherSeen);
    }

    /** Reads what may be changed while it runs. */
    ChangeableReader reader() {
        return new ChangeableReader(
                directory,
                base(directory),
                values,
                Optional.of(settings),
                surroundings(System::getProperty, System::getenv));
    }

    /** What is configured on the command line, and where it is looked up. */
    static Surroundings surroundings(Function<String, String> system, Function<String, String> environment) {
        return new Surroundings(system, environment, FUNCTIONS, CamelContexts.PLAIN, KnownSecrets::add);
    }

    /** @throws Problem if there is no such directory */
    static void requireDirectory(Path directory) throws Problem {
        if (!Files.isDirectory(directory)) {
            throw Problem.usage(directory + ": found no directory; expected one with application.properties and"
                    + " integrations/; name it with --config");
        }
    }

    /** The problem that the value of a property turned out to be when it was tried; it is shown if it stands here. */
    Problem problem(Property property, String found, String expected, String todo) {
        return Problem.findings(List.of(Finding.error(values.place(property), shown(property, found), expected, todo)));
    }

    /** What was found at a property, if it stands here. */
    String shown(Property property, String found) {
        return values.isPlaceholder(property) ? PropertyValues.HIDDEN : found;
    }

    /** Where a relative path is taken from: the directory that holds the one of the configuration. */
    static Path base(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        return Optional.ofNullable(absolute.getParent()).orElse(absolute);
    }
}

package io.github.podsights.camel.cli;

import io.github.podsights.camel.delivery.AnswerTable;
import io.github.podsights.camel.delivery.AnswerTableReader;
import io.github.podsights.camel.identity.UrlScrubber;
import io.github.podsights.camel.integration.IntegrationReader;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.integration.Placeholders;
import io.github.podsights.camel.mapping.PayloadMapper;
import io.github.podsights.camel.route.Reconfiguration;
import io.github.podsights.camel.route.RouteFiles;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.yaml.Contents;
import io.github.podsights.camel.yaml.Findings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Reads what may be changed while it runs: integrations, the profile, and the files of routes. */
final class ChangeableReader {

    private final Path directory;
    private final Path base;
    private final Settings settings;
    private final Function<String, String> environment;

    /**
     * @param directory of the configuration
     * @param base what a relative path is taken from
     * @param environment looks up an environment variable
     */
    ChangeableReader(Path directory, Path base, Settings settings, Function<String, String> environment) {
        this.directory = directory;
        this.base = base;
        this.settings = settings;
        this.environment = environment;
    }

    /** Reads it; not to be used if an error was found. */
    Optional<Reconfiguration> read(Contents contents, Findings findings) {
        UrlScrubber scrubber = new UrlScrubber(settings.urlRemoveParameters());
        Placeholders placeholders = new Placeholders(environment, base, contents);
        Integrations integrations = Integrations.read(
                settings.integrations(),
                contents,
                new IntegrationReader(placeholders, blueprint -> new PayloadMapper(blueprint, scrubber)),
                findings);
        Path profile = settings.delivery().profile();
        Optional<AnswerTable> answers = profile == null
                ? Optional.of(AnswerTableReader.shipped())
                : AnswerTableReader.read(profile, contents, findings);
        RouteFiles routes = RouteFiles.read(directory.resolve("routes"), contents, findings);
        return answers.map(table -> new Reconfiguration(integrations, table, routes));
    }
}

package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.AnswerTable;
import io.github.podsights.camel.delivery.AnswerTableReader;
import io.github.podsights.camel.identity.UrlScrubber;
import io.github.podsights.camel.integration.IntegrationReader;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.integration.Placeholders;
import io.github.podsights.camel.mapping.PayloadMapper;
import io.github.podsights.camel.mapping.VendorWords;
import io.github.podsights.camel.route.check.RouteCheck;
import io.github.podsights.camel.settings.Property;
import io.github.podsights.camel.settings.PropertyValues;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.yaml.Contents;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.YamlFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what may be changed while it runs: integrations, the profile, and the files of routes. Whatever is wrong with one
 * of them, or with the properties, the others are read as well, so that one reading finds everything.
 */
public final class ChangeableReader {

    private final Path directory;
    private final Path base;
    private final PropertyValues values;
    private final Optional<Settings> settings;
    private final Surroundings surroundings;

    /**
     * @param directory of the configuration
     * @param base what a relative path is taken from
     * @param values the properties as they were written
     * @param settings the properties; empty if something is wrong with them
     * @param surroundings what it is read in
     */
    public ChangeableReader(
            Path directory, Path base, PropertyValues values, Optional<Settings> settings, Surroundings surroundings) {
        this.directory = directory;
        this.base = base;
        this.values = values;
        this.settings = settings;
        this.surroundings = surroundings;
    }

    /** Reads it; not to be used if an error was found. */
    public Optional<Reconfiguration> read(Contents contents, Findings findings) {
        Optional<Path> profile = profile();
        AnswersAndVendor words = new AnswersAndVendor(
                Optional.of(AnswerTableReader.shipped()), profile.isEmpty() ? VendorWords.shipped() : VendorWords.ANY);
        if (profile.isPresent()) {
            words = YamlFile.read(profile.get(), contents, findings)
                    .map(map ->
                            new AnswersAndVendor(AnswerTableReader.read(map, findings), VendorWords.of(map, findings)))
                    .orElse(new AnswersAndVendor(Optional.empty(), VendorWords.ANY));
        }
        Integrations integrations = integrations(
                contents,
                new Placeholders(surroundings.environment(), base, contents).with(surroundings.functions()),
                words.vendor(),
                findings);
        RouteFiles routes = routes(contents, findings);
        if (checksRoutes() && !RouteCheck.keepContract(routes)) {
            // All that is known of them: a mistyped name is the reason for a step that is not found.
            var unused = routeCheck().check(routes, findings);
        }
        return words.answers().map(answers -> new Reconfiguration(integrations, answers, routes));
    }

    private record AnswersAndVendor(Optional<AnswerTable> answers, VendorWords vendor) {}

    /** The integrations with another text in place of each secret that is not to be had: where nothing is sent. */
    public Integrations integrationsWithoutSecrets(String standIn, Findings findings) {
        return integrations(
                Contents.DISK,
                new Placeholders(surroundings.environment(), base)
                        .with(surroundings.functions())
                        .otherwise(standIn),
                VendorWords.ANY,
                findings);
    }

    /** The files of routes. */
    public RouteFiles routes(Contents contents, Findings findings) {
        return RouteFiles.read(directory.resolve("routes"), contents, findings);
    }

    /** Whether what does not keep the settlement contract is refused. */
    public boolean checksRoutes() {
        return settings.map(all -> all.reload().checksRoutes()).orElse(true);
    }

    /** What looks at the files of routes without starting any. */
    public RouteCheck routeCheck() {
        Set<String> properties = new HashSet<>(Property.keys());
        properties.addAll(values.names());
        return new RouteCheck(
                properties,
                name -> surroundings.system().apply(name) != null
                        || surroundings.environment().apply(Property.variable(name)) != null,
                surroundings.contexts());
    }

    /** The directory of the integrations. */
    public Path integrations() {
        return settings.map(Settings::integrations)
                .or(() -> path(Property.INTEGRATIONS))
                .orElse(directory.toAbsolutePath().normalize().resolve("integrations"));
    }

    /** The profile that is named; empty if it is the shipped one. */
    public Optional<Path> profile() {
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

    private Integrations integrations(
            Contents contents, Placeholders placeholders, VendorWords vendor, Findings findings) {
        UrlScrubber scrubber =
                new UrlScrubber(settings.map(Settings::urlRemoveParameters).orElse(List.of()));
        Integrations read = Integrations.read(
                integrations(),
                contents,
                new IntegrationReader(placeholders, blueprint -> new PayloadMapper(blueprint, scrubber), vendor),
                findings);
        // Whatever Camel is told of a key, also of one that came while it runs, it writes down nothing of it.
        read.list()
                .forEach(integration ->
                        surroundings.secrets().accept(integration.key().value()));
        return read;
    }
}

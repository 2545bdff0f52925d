package io.github.podsights.camel.cli;

import io.github.podsights.camel.deadletter.DeadLetter;
import io.github.podsights.camel.golden.GoldenTests;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.reload.Recording;
import io.github.podsights.camel.route.ChangeableReader;
import io.github.podsights.camel.route.Reconfiguration;
import io.github.podsights.camel.route.RouteFiles;
import io.github.podsights.camel.route.RouteRehearsal;
import io.github.podsights.camel.yaml.Contents;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import io.github.podsights.camel.yaml.YamlFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything that can be found in a directory of configuration without starting it: by what reads it at a start, and by
 * the golden tests.
 */
final class Validation {

    private final Path directory;
    private final Function<String, String> system;
    private final Function<String, String> environment;
    private final Findings findings = new Findings();
    private int files;

    /**
     * @param directory one that is there
     * @param system looks up a system property, null where it is not set
     * @param environment looks up an environment variable, null where it is not set
     */
    Validation(Path directory, Function<String, String> system, Function<String, String> environment) {
        this.directory = directory;
        this.system = system;
        this.environment = environment;
    }

    /**
     * Looks at everything.
     *
     * @throws Exception if the pipeline, which the golden tests run, can't be built
     */
    void run() throws Exception {
        ConfigurationReader reader = new ConfigurationReader(directory, system, environment, findings);
        ChangeableReader rest = reader.rest();
        Recording recording = new Recording(Contents.DISK);
        Optional<Reconfiguration> changeable = rest.read(recording, findings);
        List<Path> tests = YamlFiles.in(directory.resolve("tests"), findings);
        files += tests.size()
                + YamlFiles.in(rest.integrations(), new Findings()).size()
                + (rest.profile().isPresent() ? 1 : 0)
                + (Files.isRegularFile(directory.resolve("application.properties")) ? 1 : 0);
        if (reader.settings().isPresent() && changeable.isPresent()) {
            StartChecks.find(
                    new Configuration(
                            directory, reader.settings().get(), reader.values(), changeable.get(), recording.seen()),
                    StartChecks.Mode.LOOK,
                    findings);
        }
        routes(reader);
        goldenTests(reader, tests);
    }

    private void routes(ConfigurationReader reader) {
        RouteFiles routes = reader.rest().routes(Contents.DISK, new Findings()); // what is wrong with them was said
        Findings ofRoutes = new Findings();
        files += reader.rest().routeCheck().check(routes, ofRoutes);
        List<Finding> known = findings.list();
        ofRoutes.list().stream().filter(finding -> !known.contains(finding)).forEach(findings::add);
        boolean mayRun = !ofRoutes.hasErrors() || !reader.rest().checksRoutes();
        if (mayRun && !routes.equals(RouteFiles.NONE)) {
            reader.settings().ifPresent(settings -> new RouteRehearsal(settings)
                    .check(routes, directory.resolve("application.properties"), findings));
        }
    }

    private void goldenTests(ConfigurationReader reader, List<Path> tests) throws Exception {
        Findings own = new Findings();
        Integrations integrations = reader.rest().integrationsWithoutSecrets(DeadLetter.MASK, own);
        if (reader.settings().isEmpty() || own.hasErrors()) {
            tests.forEach(this::notRun);
        } else {
            GoldenTests.run(tests, integrations, reader.settings().get().eventMaxBytes(), findings);
        }
    }

    private void notRun(Path file) {
        findings.warning(
                Place.of(file.toString()),
                "tests that were not run",
                "properties and integrations without an error",
                "correct these first");
    }

    /** What was found. */
    Findings findings() {
        return findings;
    }

    /** How many files were looked at. */
    int files() {
        return files;
    }
}

package io.github.podsights.camel.cli;

import io.github.podsights.camel.reload.LastGood;
import io.github.podsights.camel.reload.Recording;
import io.github.podsights.camel.reload.SeenFiles;
import io.github.podsights.camel.route.Reconfiguration;
import io.github.podsights.camel.yaml.Contents;
import io.github.podsights.camel.yaml.Findings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code run} begins with: what stands in the files; or, if that is refused, what was in force last.
 *
 * @param configuration what is in force
 * @param files what stands in the files
 * @param savedAt since when that was kept that is in force; empty if it is what stands in the files
 * @param refused why what stands in the files is refused; null if it is not
 * @param hasFallback whether what was in force last may take the place of this, if its routes can't be built
 */
record Beginning(
        Configuration configuration, SeenFiles files, Optional<Instant> savedAt, String refused, boolean hasFallback) {

    private static final Logger LOG = LoggerFactory.getLogger(Beginning.class);

    /**
     * Reads a directory of configuration.
     *
     * @throws Problem if it can't be used, and nothing was kept that can be
     */
    static Beginning read(Path directory, PrintWriter warnings) throws Problem {
        try {
            return ofFiles(directory, warnings, true);
        } catch (Problem e) {
            if (e.changeable().isEmpty()) {
                throw e;
            }
            return lastGood(
                    Configuration.readProperties(directory), e.changeable().get(), e);
        }
    }

    /**
     * Reads a directory of configuration, for who would rather end than go on with another one than stands there.
     *
     * @throws Problem if it can't be used
     */
    static Beginning readWithoutFallback(Path directory, PrintWriter warnings) throws Problem {
        return ofFiles(directory, warnings, false);
    }

    private static Beginning ofFiles(Path directory, PrintWriter warnings, boolean hasFallback) throws Problem {
        Configuration configuration = Configuration.read(directory, warnings);
        return new Beginning(configuration, configuration.seen(), Optional.empty(), null, hasFallback);
    }

    /**
     * The last good one in place of this, whose routes can't be built.
     *
     * @throws Problem the given one, if there is none
     */
    Beginning instead(Problem refused) throws Problem {
        if (!hasFallback || refused.changeable().isEmpty()) {
            throw refused;
        }
        return lastGood(configuration, files, refused);
    }

    private static Beginning lastGood(Configuration configuration, SeenFiles files, Problem refused) throws Problem {
        LastGood.Kept kept = kept(configuration).orElseThrow(() -> refused);
        Findings findings = new Findings();
        Recording recording = new Recording(kept.files().over(Contents.DISK));
        Optional<Reconfiguration> changeable = configuration.reader().read(recording, findings);
        if (findings.hasErrors() || changeable.isEmpty()) {
            LOG.error("The configuration that was in force last can't be used here either:");
            findings.list().forEach(finding -> LOG.error("{}", finding));
            throw refused;
        }
        LOG.error("THE CONFIGURATION IS REFUSED, AND WHAT WAS IN FORCE LAST IS USED, OF {}:", kept.savedAt());
        refused.getMessage().lines().forEach(line -> LOG.error("{}", line));
        return new Beginning(
                configuration.with(changeable.get(), recording.seen()),
                files,
                Optional.of(kept.savedAt()),
                refused.getMessage().lines().findFirst().orElse(""),
                false);
    }

    private static Optional<LastGood.Kept> kept(Configuration configuration) {
        Optional<LastGood> store = store(configuration);
        try {
            return store.isEmpty() ? Optional.empty() : store.get().load();
        } catch (IOException e) {
            LOG.error(
                    "{}: the configuration that was in force last can't be read ({})",
                    configuration.settings().reload().lastGood().orElseThrow(),
                    e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    /** Where what is in force is kept; empty if it is not. */
    static Optional<LastGood> store(Configuration configuration) {
        return configuration
                .settings()
                .reload()
                .lastGood()
                .map(directory ->
                        new LastGood(directory, Configuration.base(configuration.directory()), Clock.systemUTC()));
    }
}

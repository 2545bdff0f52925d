package io.github.podsights.camel.cli;

import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.route.PodsightsBundle;
import io.github.podsights.camel.route.SettlementListener;
import io.github.podsights.camel.route.file.FileEvents;
import io.github.podsights.camel.settings.FileUri;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.settlement.Balance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** The bundle on its own, on camel-main: from its start to an orderly stop. */
final class Standalone implements AutoCloseable {

    private final Main main = new Main();
    private final Settings settings;
    private PodsightsBundle bundle;
    private boolean closed;

    private Standalone(Settings settings) {
        this.settings = settings;
    }

    /**
     * Starts the bundle.
     *
     * @param config the directory of the configuration, whose properties camel-main reads too; empty for none
     * @throws Problem if what it needs is not to be had: a directory that can't be written, or is in use
     */
    static Standalone start(
            Settings settings, Integrations integrations, Optional<Path> config, SettlementListener listener)
            throws Problem {
        Standalone standalone = new Standalone(settings);
        try {
            standalone.checkDirectories();
            standalone.configure(integrations, config, listener);
            standalone.main.start();
            return standalone;
        } catch (Problem e) {
            standalone.close();
            throw e;
        } catch (Exception e) {
            standalone.close();
            throw Problem.usage(Problem.describe(e));
        }
    }

    private void configure(Integrations integrations, Optional<Path> config, SettlementListener listener) {
        main.configure().withName("podsights").withShutdownTimeout(30);
        main.setDefaultPropertyPlaceholderLocation(
                config.map(directory -> "file:" + directory.resolve("application.properties") + ";optional=true")
                        .orElse("false"));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(org.apache.camel.main.BaseMainSupport configured) {
                try {
                    bundle = PodsightsBundle.install(configured.getCamelContext(), settings, integrations, listener);
                } catch (Exception e) {
                    throw new IllegalStateException(Problem.describe(e), e);
                }
            }
        });
    }

    /** Found out before anything is consumed. */
    private void checkDirectories() throws Problem {
        if (settings.sources().contains("file")) {
            checkWritable(settings.fileSource().directory(), "podsights.source.file.directory");
        }
        checkWritable(FileUri.directory(settings.deadLetterUri()), "podsights.dead-letter.uri");
    }

    private static void checkWritable(Path directory, String property) throws Problem {
        try {
            Files.createDirectories(directory);
            Path probe = Files.createTempFile(directory, ".podsights", ".tmp");
            Files.delete(probe);
        } catch (IOException e) {
            throw Problem.usage(property + ": found " + directory + ", which can't be written ("
                    + e.getClass().getSimpleName()
                    + "); expected a directory that this user may write; change its permissions, or the property");
        }
    }

    Balance.Line total() {
        return bundle.balance().total();
    }

    Balance balance() {
        return bundle.balance();
    }

    /** The file source; null if it is not configured. */
    FileEvents fileEvents() {
        return bundle.fileEvents();
    }

    /** Stops in order: settles what is in flight, lets go what waits. Once only. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (bundle != null) {
            bundle.stop();
        }
        main.stop();
    }
}

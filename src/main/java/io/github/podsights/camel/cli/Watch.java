package io.github.podsights.camel.cli;

import io.github.podsights.camel.reload.LastGood;
import io.github.podsights.camel.reload.Reloader;
import io.github.podsights.camel.route.BundleConfiguration;
import io.github.podsights.camel.route.PodsightsBundle;
import io.github.podsights.camel.route.Reconfiguration;
import io.github.podsights.camel.route.Timers;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** Looks after the configuration of a bundle that runs: puts changes in force, and keeps what is. */
final class Watch implements AutoCloseable {

    private final ScheduledExecutorService timer = Timers.daemon("podsights-reload");

    private final Reloader<Reconfiguration> reloader;

    private Watch(Reloader<Reconfiguration> reloader) {
        this.reloader = reloader;
    }

    /** Keeps what the bundle has begun with, and looks for changes from now on if that is wanted. */
    static Watch over(PodsightsBundle bundle, Beginning beginning, boolean looks) {
        Configuration configuration = beginning.configuration();
        Optional<LastGood> lastGood = Beginning.store(configuration);
        if (beginning.savedAt().isPresent()) {
            bundle.reloads().beganWithLastGood(beginning.savedAt().get(), beginning.refused());
        } else {
            lastGood.ifPresent(store -> Reloader.keep(store, configuration.seen()));
        }
        Watch watch = new Watch(new Reloader<>(
                new BundleConfiguration(configuration.reader(), bundle),
                beginning.files(),
                configuration.seen(),
                configuration.directory().resolve("application.properties"),
                bundle.reloads(),
                lastGood,
                System::nanoTime));
        if (looks && configuration.settings().reload().isOn()) {
            watch.reloader.start(watch.timer);
        }
        return watch;
    }

    /** Looks once, whether or not it is time. */
    void look() {
        reloader.look();
    }

    /** A change that is being put in force is brought to its end; none is begun any more. */
    @Override
    public void close() {
        timer.shutdown();
    }
}

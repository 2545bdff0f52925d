package io.github.podsights.camel.karaf;

import io.github.podsights.camel.reload.Reloader;
import io.github.podsights.camel.route.BundleConfiguration;
import io.github.podsights.camel.route.PodsightsBundle;
import io.github.podsights.camel.route.RouteFault;
import io.github.podsights.camel.route.Safe;
import io.github.podsights.camel.route.SettlementListener;
import io.github.podsights.camel.route.Timers;
import io.github.podsights.camel.settings.Settings;
import io.github.podsights.camel.yaml.Finding;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.support.SimpleUuidGenerator;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bundle in a CamelContext of its own in Karaf, from its start to an orderly stop. */
final class KarafInstance implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KarafInstance.class);

    private static final long SHUTDOWN_SECONDS = 30;

    private final CamelContext context;
    private final ScheduledExecutorService timer = Timers.daemon("podsights-reload");
    private PodsightsBundle bundle;

    private KarafInstance(CamelContext context) {
        this.context = context;
    }

    /**
     * Starts it.
     *
     * @param osgi the context of this bundle
     * @param written the properties as they were written
     * @throws RefusedException if it can't be started; what was begun is ended
     */
    static KarafInstance start(BundleContext osgi, KarafPlaces places, Map<String, String> written)
            throws RefusedException {
        KarafInstance instance = new KarafInstance(new KarafContext(osgi));
        try {
            instance.begin(places, written);
            return instance;
        } catch (RefusedException e) {
            instance.close();
            throw e;
        } catch (Exception | LinkageError e) {
            try {
                throw new RefusedException(instance.message(e));
            } finally {
                instance.close();
            }
        }
    }

    private void begin(KarafPlaces places, Map<String, String> written) throws Exception {
        context.getCamelContextExtension().setName("podsights");
        context.setUuidGenerator(new SimpleUuidGenerator());
        context.getShutdownStrategy().setTimeout(SHUTDOWN_SECONDS);
        Properties known = new Properties();
        known.putAll(written);
        context.getPropertiesComponent().setInitialProperties(known);

        KarafConfiguration configuration = KarafConfiguration.read(context, places, written);
        Settings settings = configuration.settings();
        bundle = PodsightsBundle.install(context, settings, configuration.changeable(), SettlementListener.NONE);
        context.start();
        if (settings.reload().isOn()) {
            watch(configuration);
        }
        LOG.info(
                "podsights-camel delivers to {}; sources: {}",
                settings.collector().url(),
                String.join(", ", settings.sources()));
    }

    /** Integrations and routes are looked at once a second; a change of the properties is a restart, which ConfigAdmin asks for. */
    private void watch(KarafConfiguration configuration) {
        new Reloader<>(
                        new BundleConfiguration(configuration.reader(), bundle),
                        configuration.seen(),
                        configuration.seen(),
                        null,
                        bundle.reloads(),
                        Optional.empty(),
                        System::nanoTime)
                .start(timer);
    }

    /** What a failure says for itself: the finding in a file of routes, or the message of what caused it. */
    private String message(Throwable failure) {
        Optional<Finding> unstarted = bundle == null ? Optional.empty() : bundle.faultOf(failure);
        if (unstarted.isPresent()) {
            return Safe.text(unstarted.get());
        }
        Throwable cause = failure;
        while (!(cause instanceof RouteFault) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Safe.text(
                cause instanceof RouteFault fault
                        ? fault.finding()
                        : cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }

    /** Stops in order: settles what is in flight, lets go what waits. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            if (bundle != null) {
                bundle.stop();
            }
        } finally {
            context.stop();
        }
    }
}

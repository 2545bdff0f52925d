package io.github.podsights.camel.cli;

import io.github.podsights.camel.admin.AdminStartException;
import io.github.podsights.camel.route.PodsightsBundle;
import io.github.podsights.camel.route.ReplayLetters;
import io.github.podsights.camel.route.RouteFault;
import io.github.podsights.camel.route.SettlementListener;
import io.github.podsights.camel.route.file.FileEvents;
import io.github.podsights.camel.route.file.Inbox;
import io.github.podsights.camel.route.file.Spool;
import io.github.podsights.camel.route.jms.NoDelayException;
import io.github.podsights.camel.route.kafka.KafkaParts;
import io.github.podsights.camel.settings.AdminSettings;
import io.github.podsights.camel.settings.Property;
import io.github.podsights.camel.settlement.Balance;
import io.github.podsights.camel.yaml.Finding;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.SimpleUuidGenerator;
import org.apache.camel.util.SensitiveUtils;

/** The bundle on its own, on camel-main: from its start to an orderly stop. */
final class Standalone implements AutoCloseable {

    private final Main main = new Main();
    private final Configuration configuration;
    private final AdminPort admin;
    private PodsightsBundle bundle;
    private Watch watch;
    private boolean closed;

    private Standalone(Configuration configuration, AdminSettings admin) {
        this.configuration = configuration;
        this.admin = new AdminPort(admin);
    }

    /** Starts the bundle without an admin port. */
    static Standalone start(Configuration configuration, SettlementListener listener) throws Problem {
        return start(configuration, configuration.settings().admin().withoutPort(), listener);
    }

    /**
     * Starts the bundle.
     *
     * @param admin the admin port; with none, nothing is measured either
     * @throws Problem if what it needs is not to be had: a directory that can't be written, or is in use
     */
    static Standalone start(Configuration configuration, AdminSettings admin, SettlementListener listener)
            throws Problem {
        StartChecks.check(configuration);
        Standalone standalone = new Standalone(configuration, admin);
        try {
            standalone.configure(listener);
            standalone.main.start();
            return standalone;
        } catch (Exception | LinkageError | StackOverflowError e) {
            standalone.close();
            throw standalone.problem(e);
        }
    }

    /**
     * Starts the bundle of {@code run}, with what was in force last if the routes of its files can't be built.
     *
     * @param looks whether changes of the configuration are looked for
     * @throws Problem if it can't be started
     */
    static Standalone run(Beginning beginning, AdminSettings admin, boolean looks) throws Problem {
        try {
            return start(beginning.configuration(), admin, SettlementListener.NONE)
                    .watched(beginning, looks);
        } catch (Problem e) {
            return run(beginning.instead(e), admin, looks);
        }
    }

    private Standalone watched(Beginning beginning, boolean looks) {
        watch = Watch.over(bundle, beginning, looks);
        return this;
    }

    private void configure(SettlementListener listener) {
        // What is configured may be secret, by whatever name: nothing lists it.
        main.configure().withName("podsights").withShutdownTimeout(30).withAutoConfigurationLogSummary(false);
        // camel-main reads the file too: what it says of Camel itself, and what a route names.
        main.setDefaultPropertyPlaceholderLocation(
                "file:" + configuration.directory().resolve("application.properties") + ";optional=true");
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport configured) {
                CamelContext context = configured.getCamelContext();
                context.getPropertiesComponent()
                        .addPropertiesFunction(new FileFunction(
                                Configuration.base(configuration.directory()), configuration.values()));
                SecretFunction.before(context, configuration.values().functionNames());
                configuration.values().ofCamel().forEach((key, value) -> {
                    if (SensitiveUtils.containsSensitive(key)) {
                        KnownSecrets.add(value.text());
                    }
                });
                // What the file says of camel.component.podsights-kafka finds it there.
                boolean isNamed = configuration.values().ofCamel().keySet().stream()
                        .anyMatch(key -> key.startsWith("camel.component." + KafkaParts.SCHEME + "."));
                if (isNamed || configuration.settings().usesKafka()) {
                    KafkaParts.addComponent(
                            configured.getCamelContext(),
                            configuration.settings().kafkaSource());
                }
            }

            @Override
            public void afterConfigure(BaseMainSupport configured) {
                try {
                    // Nobody outside sees the ids of exchanges: a counter will do, for each event has five of them.
                    configured.getCamelContext().setUuidGenerator(new SimpleUuidGenerator());
                    admin.measure(configured.getCamelContext());
                    bundle = PodsightsBundle.install(
                            configured.getCamelContext(),
                            configuration.settings(),
                            configuration.changeable(),
                            listener);
                    admin.open(configuration, bundle, configured.getCamelContext());
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }

    private Problem problem(Throwable failure) {
        Optional<Finding> unstarted = bundle == null ? Optional.empty() : bundle.faultOf(failure);
        if (unstarted.isPresent()) {
            return Problem.ofChangeable(List.of(unstarted.get()), configuration.seen());
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Inbox.InUseException) {
                return configuration.problem(
                        Property.FILE_DIRECTORY,
                        configuration.settings().fileSource().directory() + ", the inbox of another running instance",
                        "a directory of its own for each instance",
                        "stop the other one, or name another directory");
            }
            if (cause instanceof RouteFault fault) {
                return Problem.ofChangeable(List.of(fault.finding()), configuration.seen());
            }
            if (cause instanceof AdminStartException admin) {
                return configuration.problem(
                        admin.property(),
                        admin.getMessage(),
                        admin.property() == Property.ADMIN_PORT
                                ? "a port that is free, and that this user may listen on"
                                : "an address of this machine",
                        admin.property() == Property.ADMIN_PORT
                                ? "name another one, 0 for any that is free, or off for none"
                                : "name another one, 127.0.0.1 for this machine alone, or 0.0.0.0 for all of its addresses");
            }
            if (cause instanceof NoDelayException) {
                return configuration.problem(
                        Property.PARK_URI, NoDelayException.FOUND, NoDelayException.EXPECTED, NoDelayException.TODO);
            }
            if (cause instanceof Spool.InUseException) {
                return configuration.problem(
                        Property.PARK_URI,
                        configuration.settings().parking().directory().orElseThrow()
                                + ", which holds the parked deliveries of another running instance",
                        "a directory of its own for each instance",
                        "stop the other one, or name another directory");
            }
            if (cause instanceof PropertyBindingException binding) {
                // Camel's own message quotes the value, which may be a secret.
                return Problem.usage(configuration.directory().resolve("application.properties") + ": "
                        + binding.getOptionPrefix().replaceAll("\\.+$", "") + "." + binding.getPropertyName()
                        + ": found an option or a value that Camel can't set; expected one that its component has;"
                        + " correct it, or remove it");
            }
        }
        return Problem.usage(Problem.message(failure));
    }

    /** What replays dead letters through the bundle. */
    ReplayLetters replay() throws Exception {
        return bundle.replay();
    }

    /** What looks after its configuration; null unless it was started by {@link #run}. */
    Watch watch() {
        return watch;
    }

    PodsightsBundle bundle() {
        return bundle;
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    /** Where its admin port is to be asked; empty if it has none. */
    Optional<String> adminUrl() {
        return admin.url();
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
        if (watch != null) {
            watch.close();
        }
        if (bundle != null) {
            bundle.stop();
        }
        main.stop();
        admin.close();
    }
}

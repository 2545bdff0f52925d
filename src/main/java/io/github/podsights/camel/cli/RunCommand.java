package io.github.podsights.camel.cli;

import io.github.podsights.camel.settings.AdminSettings;
import io.github.podsights.camel.settings.KafkaSourceSettings;
import io.github.podsights.camel.settings.Property;
import io.github.podsights.camel.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: the bundle with the configuration of a directory, until it is stopped. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs the bundle with the configuration in DIR, until Ctrl-C.")
final class RunCommand implements Callable<Integer> {

    private static final long POLL_MILLIS = 50;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(names = "--once", description = "Takes the files that lie in the inbox now, settles them and ends.")
    private boolean once;

    @Override
    public Integer call() throws Problem, IOException, InterruptedException {
        var out = spec.commandLine().getOut();
        var warnings = spec.commandLine().getErr();
        // A service goes on with what was in force last; whoever runs it once learns that the files are wrong.
        Beginning beginning = once
                ? Beginning.readWithoutFallback(config.directory(), warnings)
                : Beginning.read(config.directory(), warnings);
        Configuration configuration = beginning.configuration();
        if (once && !configuration.settings().sources().contains("file")) {
            throw configuration.problem(
                    Property.SOURCE,
                    "'"
                            + String.join(
                                    ",", new TreeSet<>(configuration.settings().sources())) + "' and the option --once",
                    "file, whose end --once waits for; a topic or a queue has none",
                    "set it to file, or leave --once out");
        }
        try (StopOnSignal running =
                StopOnSignal.over(Standalone.run(beginning, admin(configuration), !once), out, () -> {})) {
            out.println("Delivering to " + configuration.settings().collector().url() + "; "
                    + sources(configuration.settings()));
            running.standalone().adminUrl().ifPresent(url -> out.println("Metrics, health and status at " + url));
            try (ProgressLine progress = ProgressLine.start(running.standalone(), warnings)) {
                if (once) {
                    awaitDone(
                            running,
                            List.copyOf(running.standalone().fileEvents().filesWaiting()));
                } else {
                    running.awaitSignal();
                }
            }
            running.stop();
            return running.standalone().fileEvents() != null
                            && running.standalone().fileEvents().failedFiles() > 0
                    ? Podsights.FAILED
                    : Podsights.DONE;
        }
    }

    /** Many may run once beside each other: none takes a port that nobody named. */
    private AdminSettings admin(Configuration configuration) {
        AdminSettings admin = configuration.settings().admin();
        return once && configuration.values().get(Property.ADMIN_PORT).isEmpty() ? admin.withoutPort() : admin;
    }

    private static String sources(Settings settings) {
        List<String> sources = new ArrayList<>();
        if (settings.sources().contains("file")) {
            sources.add(
                    "files of events are taken from " + settings.fileSource().directory());
        }
        if (settings.sources().contains("kafka")) {
            KafkaSourceSettings kafka = settings.kafkaSource();
            sources.add("events come from Kafka " + kafka.brokers() + ", topic " + kafka.topic() + ", as group "
                    + kafka.groupId());
        }
        if (settings.sources().contains("jms")) {
            sources.add("events come from " + settings.jmsSource().described());
        }
        return sources.isEmpty() ? "events come from direct:podsights" : String.join("; ", sources);
    }

    private static void awaitDone(StopOnSignal running, List<Path> files) throws IOException, InterruptedException {
        while (!running.isStopped()
                && running.standalone().fileEvents().filesWaiting().stream().anyMatch(files::contains)) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}

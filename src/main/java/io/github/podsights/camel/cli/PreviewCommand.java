package io.github.podsights.camel.cli;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.MaxAge;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.route.PreviewBundle;
import io.github.podsights.camel.settings.Settings;
import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code preview}: what would be sent of each event of a file, or why nothing would. */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Shows the payload that would be sent for each event of a file, or why none would. Sends nothing.")
final class PreviewCommand implements Callable<Integer> {

    private static final int BUFFER = 64 * 1024;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "A file of events: .json is one event or an array, anything else has one on each line; also .gz;"
                            + " - reads lines of standard input.")
    private String file;

    @Option(names = "--json", description = "One JSON object a line for each delivery.")
    private boolean json;

    @Option(
            names = "--explain",
            description =
                    "Why it is so: what each step decided, and of each field where its value comes from, or why it is"
                            + " left out.")
    private boolean explain;

    @Option(
            names = "--diff",
            paramLabel = "OTHER-CONFIG",
            description = "Only what would be different with the configuration of another directory; exit code 1 if"
                    + " anything is.")
    private Path other;

    @Override
    public Integer call() throws Exception {
        if (explain && other != null) {
            throw Problem.usage(
                    "preview: found --explain and --diff; expected one of them, since a difference is of two"
                            + " explanations; leave one out, and explain each configuration on its own");
        }
        Configuration configuration =
                Configuration.read(config.directory(), spec.commandLine().getErr());
        PrintWriter out = new PrintWriter(new BufferedWriter(spec.commandLine().getOut(), BUFFER));
        try {
            return other == null ? show(configuration, out) : compare(configuration, out);
        } finally {
            out.flush();
        }
    }

    private int show(Configuration configuration, PrintWriter out) throws Exception {
        Explanation.Explainer explainer = explain ? new Explanation.Explainer(configuration.integrations()) : null;
        int maxBytes = configuration.settings().eventMaxBytes();
        try (EventInput events = EventInput.open(file, maxBytes);
                PreviewBundle preview = bundle(configuration)) {
            for (Optional<Received> event = events.next(); event.isPresent(); event = events.next()) {
                preview.previewWithIdentity(
                        event.get(), (delivery, identity) -> out.println(text(delivery, identity, explainer)));
            }
        }
        return Podsights.DONE;
    }

    private String text(Delivery delivery, Optional<String> identity, Explanation.Explainer explainer) {
        if (explainer == null) {
            return json ? DeliveryText.forPrograms(delivery) : DeliveryText.forPeople(delivery);
        }
        Explanation explanation = explainer.of(delivery, identity);
        return json ? DeliveryText.forPrograms(delivery, explanation) : DeliveryText.forPeople(delivery, explanation);
    }

    private static PreviewBundle bundle(Configuration configuration) throws Exception {
        Settings settings = configuration.settings();
        return new PreviewBundle(
                settings.eventMaxBytes(),
                configuration.integrations(),
                settings.identity().isOn(),
                new MaxAge(settings.maxAge(), Clock.systemUTC()));
    }

    private int compare(Configuration configuration, PrintWriter out) throws Exception {
        Configuration changed = Configuration.read(other, spec.commandLine().getErr());
        int maxBytes = configuration.settings().eventMaxBytes();
        int changedMaxBytes = changed.settings().eventMaxBytes();
        PreviewDiff diff = new PreviewDiff(json);
        try (EventInput events = EventInput.open(file, Math.max(maxBytes, changedMaxBytes));
                PreviewBundle before = bundle(configuration);
                PreviewBundle after = bundle(changed)) {
            for (Optional<Received> event = events.next(); event.isPresent(); event = events.next()) {
                diff.compare(before, after, event.get(), out);
            }
        }
        out.println(diff.summary());
        return diff.isDifferent() ? Podsights.FAILED : Podsights.DONE;
    }
}

package io.github.podsights.camel.cli;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.event.Origin;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.integration.Integration;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.route.PreviewBundle;
import io.github.podsights.camel.route.SendTestBundle;
import io.github.podsights.camel.yaml.Finding;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code send-test}: one event to the pixel of an integration, and what came back. */
@Command(
        name = "send-test",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Sends one test event to an integration's pixel, once, and shows what went out and what came back.",
            "Podsights counts it like any other event. Its ids say that it is a test. Exit code 0 only if it was accepted."
        })
final class SendTestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(
            names = "--integration",
            paramLabel = "ID",
            description = "The integration; not needed if there is only one. It may be one that is not enabled.")
    private String id;

    @Option(
            names = "--event",
            paramLabel = "NAME|FILE",
            description =
                    "The test event's name, or a file with one event, which is sent as it stands there (default: Order"
                            + " Completed, or else the first event that the integration maps).")
    private String event;

    @Option(names = "--yes", description = "Does not ask.")
    private boolean yes;

    @Option(names = "--json", description = "One JSON object a line for each call.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Configuration configuration = Configuration.read(
                        config.directory(), spec.commandLine().getErr())
                .withoutSources();
        Integration integration = integration(configuration.integrations());
        Integrations only = new Integrations(List.of(integration));
        Received received = received(integration, configuration.settings().eventMaxBytes());
        PrintWriter out = spec.commandLine().getOut();
        List<Delivery> calls = preview(received, configuration, only);
        if (!json) {
            out.println(SendTestText.line("Integration", integration.id()));
            out.println(SendTestText.line(
                    "Collector", configuration.settings().collector().url().toString()));
        }
        boolean isSent = calls.stream().anyMatch(delivery -> delivery.outcome() == Outcome.DELIVERED);
        if (isSent && !isConfirmed(question(calls, configuration))) {
            spec.commandLine().getErr().println("Nothing is sent");
            return Podsights.FAILED;
        }
        return send(received, configuration, only) ? Podsights.DONE : Podsights.FAILED;
    }

    /** Whether each call was accepted. */
    private boolean send(Received received, Configuration configuration, Integrations only) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (SendTestBundle bundle = new SendTestBundle(
                configuration.settings(), configuration.changeable().answers(), only)) {
            List<SendTestBundle.Call> calls = bundle.send(received);
            for (SendTestBundle.Call call : calls) {
                if (json) {
                    out.println(SendTestText.forPrograms(call));
                } else {
                    request(call.delivery(), out);
                    out.println(SendTestText.forPeople(call));
                }
            }
            return calls.stream().allMatch(call -> call.delivery().outcome() == Outcome.DELIVERED);
        }
    }

    private static void request(Delivery delivery, PrintWriter out) {
        out.println();
        out.println(SendTestText.line("Event", DeliveryText.event(delivery.event())));
        if (delivery.payload() != null) {
            out.println(SendTestText.line("Request", DeliveryText.payload(delivery)));
        }
    }

    private Integration integration(Integrations integrations) throws Problem {
        if (id == null && integrations.list().size() == 1) {
            return enabled(integrations.list().get(0));
        }
        String ids = integrations.list().stream().map(Integration::id).collect(Collectors.joining(", "));
        if (id == null) {
            throw Problem.usage(
                    "send-test: found several integrations (" + ids + "); expected one; name it with --integration");
        }
        return enabled(integrations
                .byId(id)
                .orElseThrow(() -> Problem.usage("--integration: found " + Finding.quoted(LetterText.safe(id))
                        + ", which is none; expected one of " + ids)));
    }

    /** One is tried before it is enabled. */
    private static Integration enabled(Integration one) {
        return new Integration(
                one.id(), one.name(), one.vendor(), true, one.sourceId(), one.key(), one.consent(), one.mapper());
    }

    private Received received(Integration integration, int maxBytes) throws Exception {
        Instant now = Clock.systemUTC().instant();
        if (event != null && isFile(event)) {
            return onlyEvent(maxBytes);
        }
        String name = event == null
                ? TestEvent.name(integration, now)
                        .orElseThrow(() -> Problem.usage("send-test: the integration " + integration.id()
                                + " maps no event that a test event could be; expected one; name a file with an event with"
                                + " --event"))
                : event;
        return TestEvent.of(name, TestEvent.MARK + "-" + now.toEpochMilli(), integration, now);
    }

    private static boolean isFile(String text) {
        return text.contains("/") || text.matches("(?i).*\\.(jsonl?|ndjson)(\\.gz)?") || Files.exists(Path.of(text));
    }

    private Received onlyEvent(int maxBytes) throws Exception {
        try (EventInput events = EventInput.open(event, maxBytes)) {
            Optional<Received> first = events.next();
            if (first.isEmpty() || events.next().isPresent()) {
                throw Problem.usage("--event: found " + (first.isEmpty() ? "no event" : "several events") + " in "
                        + LetterText.safe(event) + "; expected one; write it into a file of its own");
            }
            return Received.of(first.get().bytes(), Origin.DIRECT);
        }
    }

    private static List<Delivery> preview(Received received, Configuration configuration, Integrations only)
            throws Exception {
        List<Delivery> calls = new ArrayList<>();
        try (PreviewBundle preview = new PreviewBundle(configuration.settings().eventMaxBytes(), only)) {
            preview.preview(received, calls::add);
        }
        return calls;
    }

    private boolean isConfirmed(String question) throws Exception {
        if (yes) {
            return true;
        }
        if (!Question.canBeAsked()) {
            throw Problem.usage("send-test: found no terminal to ask on (" + question
                    + "); expected --yes, which sends without asking");
        }
        return Question.isYes(question, spec.commandLine().getErr(), System.in);
    }

    private static String question(List<Delivery> calls, Configuration configuration) {
        String payloads = calls.stream()
                .filter(delivery -> delivery.payload() != null)
                .map(DeliveryText::payload)
                .collect(Collectors.joining(" and "));
        return "Send " + payloads + " to "
                + configuration.settings().collector().url() + "? Podsights counts it like any other event.";
    }
}

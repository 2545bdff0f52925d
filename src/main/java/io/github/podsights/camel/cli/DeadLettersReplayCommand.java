package io.github.podsights.camel.cli;

import io.github.podsights.camel.deadletter.DeadLetterStore;
import io.github.podsights.camel.deadletter.DeadLetterStore.State;
import io.github.podsights.camel.deadletter.LetterFilter;
import io.github.podsights.camel.route.ReplayLetters;
import io.github.podsights.camel.route.SettlementListener;
import io.github.podsights.camel.yaml.Finding;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dead-letters replay}: sends dead letters again, through the very routes that {@code run} runs. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Sends dead letters again, each once: those that are chosen, or --all.",
            "Consent and mapping are those of today. What fails again is a dead letter anew.",
            "The instance that runs with the configuration in DIR does it, where one is found on its admin port."
        })
final class DeadLettersReplayCommand implements Callable<Integer> {

    private static final Pattern RATE = Pattern.compile("(\\d{1,7}(?:\\.\\d{1,6})?)(?:/(s|m|h))?");

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Mixin
    private LetterChoice letters;

    @Option(
            names = "--claimed",
            description =
                    "Those, too, that a replay had claimed when its process died: they may be sent a second time.")
    private boolean claimed;

    @Option(names = "--dry-run", description = "Says what would become of each; sends nothing and changes nothing.")
    private boolean dryRun;

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            description = "At most so many dead letters a second (10/s, or 0.5), minute (100/m) or hour (100/h).")
    private String rate;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() throws Exception {
        Instant now = Clock.systemUTC().instant();
        LetterFilter filter = letters.filter("replay", false, "", now);
        double perSecond = perSecond();
        Configuration properties = Configuration.readProperties(config.directory());
        OpenLetters.requireStore(properties);
        ReplayOutput output = new ReplayOutput(spec.commandLine(), json.isGiven(), dryRun, properties.settings(), now);
        Set<String> missing = dryRun
                ? ReplayRehearsal.run(configuration(), filter, claimed, output)
                : replay(properties, new ReplayLetters.Order(filter, claimed, perSecond, now), output);
        missing.forEach(id -> err().println("podsights: --id: found no dead letter " + id + " that is open"));
        return output.tally().hasFailures() || !missing.isEmpty() ? Podsights.FAILED : Podsights.DONE;
    }

    private Configuration configuration() throws Problem {
        return Configuration.read(config.directory(), err()).withoutSources();
    }

    /** Through the running instance where there is one, which needs no key here; else by a bundle of its own. */
    private Set<String> replay(Configuration properties, ReplayLetters.Order order, ReplayOutput output)
            throws Exception {
        Optional<RunningInstance> instance = RunningInstance.find(properties, err());
        return instance.isPresent()
                ? InstanceReplay.print(instance.get().url(), instance.get().replay(order), output)
                : replayHere(configuration(), order, output);
    }

    private static Set<String> replayHere(Configuration configuration, ReplayLetters.Order order, ReplayOutput output)
            throws Exception {
        StartChecks.databases(configuration);
        Standalone standalone = Standalone.start(configuration, SettlementListener.NONE);
        DeadLetterStore store = OpenLetters.within(configuration, standalone.context());
        // The balance is for people; the lines of a program hold what there is to know.
        try (StopOnSignal running = StopOnSignal.over(standalone, output.forPeople(), () -> {
                    output.summary();
                    store.close();
                });
                ProgressLine progress = output.progress(store.count(EnumSet.of(State.OPEN)), "the log says")) {
            return running.standalone().replay().run(store, order, output.through(progress));
        }
    }

    private double perSecond() throws Problem {
        if (rate == null) {
            return Double.POSITIVE_INFINITY;
        }
        Matcher matcher = RATE.matcher(rate);
        double number = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
        if (number == 0) {
            throw Problem.usage("--rate: found " + Finding.quoted(LetterText.safe(rate))
                    + "; expected a number above 0, of a second unless it says otherwise, such as 10/s, 100/m or 0.5");
        }
        String unit = matcher.group(2);
        return "m".equals(unit) ? number / 60 : "h".equals(unit) ? number / 3_600 : number;
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}

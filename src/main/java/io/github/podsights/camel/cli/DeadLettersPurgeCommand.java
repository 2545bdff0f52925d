package io.github.podsights.camel.cli;

import io.github.podsights.camel.deadletter.BrokenLetterException;
import io.github.podsights.camel.deadletter.DeadLetterStore;
import io.github.podsights.camel.deadletter.LetterFilter;
import io.github.podsights.camel.deadletter.LetterSubject;
import io.github.podsights.camel.settings.Durations;
import io.github.podsights.camel.yaml.Finding;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dead-letters purge}: erases dead letters, also those that were replayed. */
@Command(
        name = "purge",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Erases dead letters for good, replayed ones too: those that are chosen, or --all. Asks first.",
            "Of a topic of Kafka what is old goes as a whole: --older-than, or --all."
        })
final class DeadLettersPurgeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Mixin
    private LetterChoice letters;

    @Option(names = "--older-than", paramLabel = "DURATION", description = "Those written longer ago, such as 90d.")
    private String olderThan;

    @Option(
            names = "--subject",
            paramLabel = "WHO",
            description = "Those of a person: an anonymous_id, a user_id, or an e-mail hash (an address is hashed).")
    private String subject;

    @Option(names = "--yes", description = "Does not ask.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Says which would be erased; erases nothing.")
    private boolean dryRun;

    private long broken;

    @Override
    public Integer call() throws Exception {
        Instant now = Clock.systemUTC().instant();
        LetterFilter filter =
                letters.filter("purge", olderThan != null || subject != null, "--older-than, --subject, ", now);
        Instant before = olderThan == null ? now : now.minus(duration());
        PurgeChoice choice = new PurgeChoice(
                letters.isFilter() ? filter : null, subject == null ? null : LetterSubject.of(subject), before);
        try (OpenLetters open = OpenLetters.of(Configuration.readProperties(config.directory()))) {
            DeadLetterStore store = open.store();
            if (!store.erasesSingly() && !choice.isByAgeAlone()) {
                throw Problem.usage("purge: found a filter or a subject, and dead letters in " + store.place()
                        + "; expected --older-than or --all alone, since a topic can only be cut off at its old end");
            }
            return purge(store, choice);
        }
    }

    private int purge(DeadLetterStore store, PurgeChoice choice) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PurgeChoice.Counted counted = choice.count(store, dryRun ? out::println : row -> {}, this::broken);
        counted.missing()
                .forEach(id ->
                        spec.commandLine().getErr().println("podsights: --id: found no dead letter " + id + " there"));
        long count = counted.letters();
        if (dryRun) {
            out.println(letters(count) + " in " + store.place() + " would be erased");
        } else if (count == 0) {
            out.println("0 dead letters in " + store.place() + " are to be erased");
        } else if (isConfirmed("Erase " + letters(count) + " in " + store.place() + " for good?")) {
            out.println(letters(choice.erase(store)) + " erased");
        } else {
            out.println("Nothing is erased");
            return Podsights.FAILED;
        }
        return broken > 0 || !counted.missing().isEmpty() ? Podsights.FAILED : Podsights.DONE;
    }

    private boolean isConfirmed(String question) throws Exception {
        if (yes) {
            return true;
        }
        if (!Question.canBeAsked()) {
            throw Problem.usage("purge: found no terminal to ask on (" + question
                    + "); expected --yes, which erases without asking, or --dry-run");
        }
        return Question.isYes(question, spec.commandLine().getErr(), System.in);
    }

    private void broken(BrokenLetterException e) {
        broken++;
        spec.commandLine().getErr().println("podsights: " + e.getMessage());
    }

    private Duration duration() throws Problem {
        if (!Durations.is(olderThan)) {
            throw Problem.usage("--older-than: found " + Finding.quoted(LetterText.safe(olderThan))
                    + "; expected a duration such as 90d or 12h");
        }
        return Durations.parse(olderThan);
    }

    private static String letters(long count) {
        return count + (count == 1 ? " dead letter" : " dead letters");
    }
}

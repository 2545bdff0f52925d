package io.github.podsights.camel.cli;

import io.github.podsights.camel.deadletter.DeadLetterStore;
import io.github.podsights.camel.deadletter.DeadLetterStore.State;
import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dead-letters list}: a row for each dead letter. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Lists dead letters: those that are not replayed yet, unless told otherwise.")
final class DeadLettersListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Mixin
    private LetterOptions letters;

    @Option(names = "--all", description = "Those that were replayed, too.")
    private boolean all;

    @Mixin
    private JsonOption json;

    private long found;
    private long broken;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = new PrintWriter(new BufferedWriter(spec.commandLine().getOut()));
        PrintWriter err = spec.commandLine().getErr();
        Configuration configuration = Configuration.readProperties(config.directory());
        Set<State> states = all ? EnumSet.allOf(State.class) : EnumSet.of(State.OPEN, State.CLAIMED);
        try (OpenLetters open = OpenLetters.of(configuration)) {
            DeadLetterStore store = open.store();
            Set<String> missing = letters.filter(Instant.now())
                    .visit(
                            store,
                            states,
                            (entry, letter) -> {
                                if (found++ == 0 && !json.isGiven()) {
                                    out.println(LetterText.header());
                                }
                                out.println(
                                        json.isGiven()
                                                ? LetterText.json(letter, entry.state())
                                                : LetterText.row(letter, entry.state()));
                                return !out.checkError();
                            },
                            e -> {
                                broken++;
                                err.println("podsights: " + e.getMessage());
                            });
            if (!json.isGiven()) {
                out.println(found + (found == 1 ? " dead letter in " : " dead letters in ") + store.place());
            }
            missing.forEach(id -> err.println("podsights: --id: found no dead letter " + id + " there"));
            return broken > 0 || !missing.isEmpty() ? Podsights.FAILED : Podsights.DONE;
        } finally {
            out.flush();
        }
    }
}

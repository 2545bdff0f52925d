package io.github.podsights.camel.cli;

import io.github.podsights.camel.deadletter.BrokenLetterException;
import io.github.podsights.camel.deadletter.DeadLetterStore;
import io.github.podsights.camel.deadletter.DeadLetterStore.Entry;
import io.github.podsights.camel.deadletter.KeptLetter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dead-letters show}: all of one dead letter. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Shows all of one dead letter, also of one that was replayed.")
final class DeadLettersShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Parameters(paramLabel = "ID", description = "The id of the dead letter, as list prints it.")
    private String id;

    @Option(names = "--json", description = "On one line, as it was written.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        LetterOptions.requireId("show", id);
        try (OpenLetters open = OpenLetters.of(Configuration.readProperties(config.directory()))) {
            DeadLetterStore store = open.store();
            Optional<Entry> entry = store.find(id);
            Optional<KeptLetter> letter = entry.isPresent() ? entry.get().read() : Optional.empty();
            if (letter.isEmpty()) {
                throw Problem.failure("show: found no dead letter " + id + " in " + store.place()
                        + "; expected one that dead-letters list --all prints");
            }
            spec.commandLine()
                    .getOut()
                    .println(
                            json
                                    ? PrettyJson.line(letter.get().json())
                                    : PrettyJson.lines(letter.get().json()));
            return Podsights.DONE;
        } catch (BrokenLetterException e) {
            throw Problem.failure(e.getMessage());
        }
    }
}

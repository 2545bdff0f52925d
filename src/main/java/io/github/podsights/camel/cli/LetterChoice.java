package io.github.podsights.camel.cli;

import io.github.podsights.camel.deadletter.LetterFilter;
import java.time.Instant;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which dead letters a command that changes something is about: some, or all, but never all by a slip of the pen. */
final class LetterChoice {

    @Mixin
    private LetterOptions letters;

    @Option(names = "--all", description = "All dead letters; to be replayed, those that are not yet.")
    private boolean all;

    /**
     * The letters that are chosen.
     *
     * @param command its name
     * @param otherwise whether they are chosen by other options, too
     * @param others those options
     * @throws Problem if nothing is chosen, or all and some, or a value can't be
     */
    LetterFilter filter(String command, boolean otherwise, String others, Instant now) throws Problem {
        if (all == (letters.isGiven() || otherwise)) {
            throw Problem.usage(command + ": found "
                    + (all ? "--all and a filter" : "nothing that chooses dead letters") + "; expected --all, or one or"
                    + " more of " + others + "--id, --integration, --outcome, --reason and --since");
        }
        return letters.filter(now);
    }

    /** Whether letters are chosen by what stands in them. */
    boolean isFilter() {
        return letters.isGiven();
    }
}

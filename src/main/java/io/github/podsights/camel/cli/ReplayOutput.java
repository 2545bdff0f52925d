package io.github.podsights.camel.cli;

import io.github.podsights.camel.deadletter.BrokenLetterException;
import io.github.podsights.camel.deadletter.KeptLetter;
import io.github.podsights.camel.route.ReplayLetters;
import io.github.podsights.camel.route.ReplayResult;
import io.github.podsights.camel.settings.Settings;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine;

/** What a replay prints: a line for each dead letter, how far it is, and in the end what there is to say of all. */
final class ReplayOutput implements ReplayLetters.Listener {

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final boolean dryRun;
    private final Settings settings;
    private final Instant now;
    private final ReplayTally tally = new ReplayTally();
    private volatile ProgressLine progress;

    ReplayOutput(CommandLine commandLine, boolean json, boolean dryRun, Settings settings, Instant now) {
        this.out = commandLine.getOut();
        this.err = commandLine.getErr();
        this.json = json;
        this.dryRun = dryRun;
        this.settings = settings;
        this.now = now;
    }

    ReplayTally tally() {
        return tally;
    }

    /** Where the balance goes: nowhere if a program reads. */
    PrintWriter forPeople() {
        return json ? new PrintWriter(Writer.nullWriter()) : out;
    }

    /**
     * Begins to show how far it is, of about so many.
     *
     * @param where to look why nothing goes on
     */
    ProgressLine progress(long total, String where) {
        boolean bar = Boolean.getBoolean(ProgressLine.TERMINAL);
        return ProgressLine.start(new ReplayNews(tally, total, where, bar, System::nanoTime)::get, err);
    }

    /** The same, its lines printed above one that is written over. */
    ReplayOutput through(ProgressLine line) {
        progress = line;
        return this;
    }

    @Override
    public void began(KeptLetter letter) {
        tally.began(letter.id());
    }

    @Override
    public void result(ReplayResult result) {
        result(ReplayedLetter.of(result));
    }

    void result(ReplayedLetter letter) {
        tally.add(letter);
        warnOfAge(letter);
        if (json) {
            print(out, letter.json(dryRun));
        } else {
            letter.text(dryRun).forEach(line -> print(out, line));
        }
    }

    private void warnOfAge(ReplayedLetter letter) {
        Duration age = Duration.between(letter.happened(), now);
        if (age.compareTo(settings.maxAge()) > 0 && tally.old()) {
            print(
                    err,
                    "podsights: " + letter.id() + ": its event happened " + age.toDays()
                            + " days ago, but the collector dates what it gets to the day it comes"
                            + " (podsights.delivery.max-age); of more such letters only the number is told");
        }
    }

    @Override
    public void abandoned(KeptLetter letter) {
        abandoned(letter.id());
    }

    void abandoned(String id) {
        tally.abandoned(id);
    }

    @Override
    public void broken(BrokenLetterException broken) {
        broken(broken.getMessage());
    }

    void broken(String message) {
        tally.broken();
        print(err, "podsights: " + message);
    }

    /** What there is to say in the end. */
    void summary() {
        (json ? err : out).println(tally.summary(dryRun));
    }

    /** Something beside it. */
    void note(String line) {
        print(err, line);
    }

    private void print(PrintWriter writer, String line) {
        ProgressLine shown = progress;
        if (shown != null) {
            shown.print(writer, line);
        } else {
            writer.println(line);
        }
    }
}

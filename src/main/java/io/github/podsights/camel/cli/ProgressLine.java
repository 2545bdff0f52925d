package io.github.podsights.camel.cli;

import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.route.file.FileEvents;
import io.github.podsights.camel.settlement.Balance;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how far it is: on a terminal a line with a bar that is written over, elsewhere a log line every ten seconds in
 * which something happened.
 */
final class ProgressLine implements AutoCloseable {

    /** Set by the launcher when standard error is a terminal: Java can't tell it apart from standard output. */
    static final String TERMINAL = "podsights.cli.terminal";

    private static final Logger LOG = LoggerFactory.getLogger(ProgressLine.class);

    private static final int BAR = 20;

    private final Standalone standalone;
    private final PrintWriter err;
    private final boolean terminal = Boolean.getBoolean(TERMINAL);
    private final long began = System.nanoTime();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "podsights-progress");
        thread.setDaemon(true);
        return thread;
    });
    private long shown;

    private ProgressLine(Standalone standalone, PrintWriter err) {
        this.standalone = standalone;
        this.err = err;
    }

    static ProgressLine start(Standalone standalone, PrintWriter err) {
        ProgressLine line = new ProgressLine(standalone, err);
        long period = line.terminal ? 200 : 10_000;
        var unused = line.timer.scheduleAtFixedRate(line::show, period, period, TimeUnit.MILLISECONDS);
        return line;
    }

    private void show() {
        Balance.Line total = standalone.total();
        if (total.received() == shown && total.inFlight() == 0) {
            return;
        }
        shown = total.received();
        FileEvents.ReadSoFar read = standalone.fileEvents() == null
                ? new FileEvents.ReadSoFar(0, 0)
                : standalone.fileEvents().readSoFar();
        String text = text(total, read, Duration.ofNanos(System.nanoTime() - began), terminal);
        if (terminal) {
            err.print("\r\u001b[2K" + text);
            err.flush();
        } else {
            LOG.info(text);
        }
    }

    /** Such as {@code [########------------]  40% 12,345 events 5,000/s delivered 12,000 consent_denied 345 0:07 left}. */
    static String text(Balance.Line total, FileEvents.ReadSoFar read, Duration since, boolean bar) {
        StringBuilder text = new StringBuilder();
        if (read.size() > 0) {
            int percent = (int) (100 * read.read() / read.size());
            if (bar) {
                int done = BAR * percent / 100;
                text.append('[')
                        .append("#".repeat(done))
                        .append("-".repeat(BAR - done))
                        .append("] ");
            }
            text.append(String.format(Locale.ROOT, "%3d%% ", percent));
        }
        double seconds = Math.max(since.toMillis(), 1) / 1000.0;
        text.append(
                String.format(Locale.ROOT, "%,d events, %,d/s", total.ended(), Math.round(total.ended() / seconds)));
        for (Outcome outcome : Outcome.values()) {
            if (total.of(outcome) > 0) {
                text.append(String.format(Locale.ROOT, ", %s %,d", outcome.word(), total.of(outcome)));
            }
        }
        if (read.read() > 0 && read.size() > read.read()) {
            long left = Math.round(seconds * (read.size() - read.read()) / read.read());
            text.append(String.format(Locale.ROOT, ", %d:%02d left", left / 60, left % 60));
        }
        return text.toString();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        if (terminal && shown > 0) {
            err.print("\r\u001b[2K");
            err.flush();
        }
    }
}

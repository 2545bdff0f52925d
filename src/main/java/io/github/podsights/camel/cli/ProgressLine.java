package io.github.podsights.camel.cli;

import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.route.Timers;
import io.github.podsights.camel.route.file.FileEvents;
import io.github.podsights.camel.settlement.Balance;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
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

    private static final String CLEAR = "\r\u001b[2K";

    private final Supplier<Optional<String>> news;
    private final PrintWriter err;
    private final boolean terminal = Boolean.getBoolean(TERMINAL);
    private final ScheduledExecutorService timer = Timers.daemon("podsights-progress");
    private boolean shown;

    private ProgressLine(Supplier<Optional<String>> news, PrintWriter err) {
        this.news = news;
        this.err = err;
    }

    /** Shows what a bundle is about. */
    static ProgressLine start(Standalone standalone, PrintWriter err) {
        long began = System.nanoTime();
        AtomicLong shown = new AtomicLong();
        return start(
                () -> {
                    Balance.Line total = standalone.total();
                    if (total.received() == shown.getAndSet(total.received()) && total.inFlight() == 0) {
                        return Optional.empty();
                    }
                    FileEvents.ReadSoFar read = standalone.fileEvents() == null
                            ? new FileEvents.ReadSoFar(0, 0)
                            : standalone.fileEvents().readSoFar();
                    return Optional.of(text(
                            total, read, Duration.ofNanos(System.nanoTime() - began), Boolean.getBoolean(TERMINAL)));
                },
                err);
    }

    /**
     * Shows what there is to be told.
     *
     * @param news the line; empty if nothing happened since
     */
    static ProgressLine start(Supplier<Optional<String>> news, PrintWriter err) {
        ProgressLine line = new ProgressLine(news, err);
        long period = line.terminal ? 200 : 10_000;
        var unused = line.timer.scheduleAtFixedRate(line::show, period, period, TimeUnit.MILLISECONDS);
        return line;
    }

    private synchronized void show() {
        Optional<String> text = news.get();
        if (text.isEmpty()) {
            return;
        }
        if (terminal) {
            err.print(CLEAR + text.get());
            err.flush();
            shown = true;
        } else {
            LOG.info(text.get());
        }
    }

    /** Prints a line that stays, not into the one that is written over. */
    synchronized void print(PrintWriter out, String line) {
        clear();
        out.println(line);
        out.flush();
    }

    private void clear() {
        if (shown) {
            err.print(CLEAR);
            err.flush();
            shown = false;
        }
    }

    /** Such as {@code [########------------]  40% 12,345 events 5,000/s delivered 12,000 consent_denied 345 0:07 left}. */
    static String text(Balance.Line total, FileEvents.ReadSoFar read, Duration since, boolean bar) {
        StringBuilder text = new StringBuilder();
        if (read.size() > 0) {
            int percent = (int) (100 * read.read() / read.size());
            if (bar) {
                text.append(bar(percent));
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

    /** A bar of so many per cent, and a blank. */
    static String bar(int percent) {
        int done = BAR * percent / 100;
        return "[" + "#".repeat(done) + "-".repeat(BAR - done) + "] ";
    }

    @Override
    public synchronized void close() {
        timer.shutdownNow();
        clear();
    }
}

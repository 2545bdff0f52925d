package io.github.podsights.bench;

import io.github.podsights.camel.collector.Behaviour;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorOptions;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.collector.Reply;
import io.github.podsights.camel.collector.Stats;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The collector in a process of its own, only counting. It prints its URL, then takes commands from standard input, and
 * answers each with one line; it ends with its standard input, so that it is never left over.
 *
 * <p>{@code begin COUNT DELAY STRAGGLE} counts from zero: that many events are to come, each answered after so many
 * milliseconds, and one in a thousand after others ({@code -}: none). {@code share} in place of these answers one request in
 * twenty with 503, at random, and {@code poison} every request of one event in a thousand. {@code timed} after it keeps how long ago each event
 * was produced, see {@link Latencies}. {@code report} tells: ids accepted, ids that came twice, seconds from the first to
 * the last request, seconds until 99 in 100 were accepted, and latencies in microseconds: median, 99 in 100, how many.
 *
 * <p>{@code storm RETRY_AFTER} answers everything with 429 from now on, as late as before, and {@code calm} ends that.
 * {@code counts} tells how many requests came since {@code begin} and how many ids were accepted; then, of the last storm,
 * how many came during it, and how many of these after the first round trip.
 */
public final class Collector {

    private static final int STRAGGLE_EVERY = 1000;

    private static final int POISON_EVERY = 1000;

    private final CollectorStandIn standIn;
    private volatile Progress progress;
    private volatile Storm storm;
    private volatile boolean isStorming;

    private Collector(CollectorStandIn standIn) {
        this.standIn = standIn;
    }

    /** Starts it, and serves until the end of standard input. */
    public static void main(String[] args) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (CollectorStandIn standIn = CollectorStandIn.start(CollectorOptions.counting())) {
            Collector collector = new Collector(standIn);
            collector.begin("begin 0 0 -".split(" ", -1));
            System.out.println(standIn.url());
            String line = commands.readLine();
            while (line != null) {
                System.out.println(collector.execute(line.split(" ", -1)));
                line = commands.readLine();
            }
        }
    }

    private String execute(String[] command) {
        return switch (command[0]) {
            case "begin" -> begin(command);
            case "report" -> report();
            case "storm" -> storm(command[1]);
            case "calm" -> calm();
            case "counts" -> counts();
            default -> throw new IllegalArgumentException("there is no command " + command[0]);
        };
    }

    private String begin(String[] command) {
        boolean timed = command.length > 4 && command[4].equals("timed");
        Duration delay = Duration.ofMillis(Long.parseLong(command[2]));
        Progress begun = new Progress(Integer.parseInt(command[1]), delay, timed ? new Latencies() : null);
        Behaviour accept = (call, otherwise) -> call.whenRead(() -> {
            call.accept();
            begun.accepted(call.body());
        });
        Behaviour usual = accept.delayed(delay);
        Behaviour behaviour =
                switch (command[3]) {
                    case "share" -> Behaviours.status(503)
                            .delayed(delay)
                            .share(0.05, new Random(1))
                            .or(usual);
                    case "poison" -> poison().or(usual);
                    case "-" -> usual;
                    default -> straggling(begun, usual, accept.delayed(Duration.ofMillis(Long.parseLong(command[3]))));
                };
        standIn.behave((call, otherwise) -> {
            begun.arrived();
            (isStorming ? storm.behaviour() : behaviour).answer(call, otherwise);
        });
        standIn.clear();
        progress = begun;
        return "ready";
    }

    private String storm(String retryAfter) {
        storm = new Storm(retryAfter, progress.delay);
        isStorming = true;
        return "ready";
    }

    private String calm() {
        isStorming = false;
        return "ready";
    }

    private String counts() {
        Stats stats = standIn.stats();
        Storm last = storm;
        return String.format(
                Locale.ROOT,
                "%d %d %d %d",
                stats.requests(),
                stats.acceptedIds(),
                last == null ? 0 : last.requests(),
                last == null ? 0 : last.late());
    }

    private static Behaviour straggling(Progress begun, Behaviour usual, Behaviour straggler) {
        return (call, otherwise) -> (begun.isStraggler() ? straggler : usual).answer(call, otherwise);
    }

    /** The same event has the same body at each attempt. */
    private static Behaviour poison() {
        return (call, otherwise) -> call.whenRead(() -> {
            if (Math.floorMod(Arrays.hashCode(call.body()), POISON_EVERY) == 0) {
                call.reply(Reply.of(503));
            } else {
                otherwise.run();
            }
        });
    }

    private String report() {
        Stats stats = standIn.stats();
        Progress now = progress;
        Latencies latencies = now.latencies == null ? new Latencies() : now.latencies;
        return String.format(
                Locale.ROOT,
                "%d %d %.3f %.3f %d %d %d",
                stats.acceptedIds(),
                stats.twice(),
                stats.seconds(),
                now.secondsOfMost(),
                latencies.percentile(50),
                latencies.percentile(99),
                latencies.count());
    }

    /** From one {@code begin} to the next. */
    private static final class Progress {
        private final long most;
        private final Duration delay;
        private final Latencies latencies;
        private final AtomicLong arrived = new AtomicLong();
        private final AtomicLong accepted = new AtomicLong();
        private volatile long firstNanos;
        private volatile long mostNanos;

        Progress(long expected, Duration delay, Latencies latencies) {
            this.most = expected - expected / 100;
            this.delay = delay;
            this.latencies = latencies;
        }

        void arrived() {
            if (arrived.incrementAndGet() == 1) {
                firstNanos = System.nanoTime();
            }
        }

        boolean isStraggler() {
            return arrived.get() % STRAGGLE_EVERY == 0;
        }

        void accepted(byte[] body) {
            if (accepted.incrementAndGet() == most) {
                mostNanos = System.nanoTime();
            }
            if (latencies != null) {
                latencies.add(body);
            }
        }

        double secondsOfMost() {
            return mostNanos == 0 ? 0 : (mostNanos - firstNanos) / 1e9;
        }
    }
}

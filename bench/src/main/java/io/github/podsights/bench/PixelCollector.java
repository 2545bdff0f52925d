package io.github.podsights.bench;

import io.github.podsights.camel.collector.Behaviour;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorOptions;
import io.github.podsights.camel.collector.CollectorStandIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A collector of several pixels in a process of its own, of which one can fall silent: what comes for it is never answered.
 * It knows of each pixel which events were accepted. It prints its URL, then takes commands from standard input, and
 * answers each with one line; it ends with its standard input.
 *
 * <p>{@code silence KEY}: nothing is answered for that key from now on. {@code speak}: all is answered again.
 * {@code report} tells: milliseconds of its clock, how many requests came for the silent key since it fell silent, how
 * many events were accepted more than once, and how many different ones were accepted for each key, in the order of the
 * keys.
 */
public final class PixelCollector {

    private static final Pattern KEY = Pattern.compile("\"key\":\"([^\"]+)\"");

    private static final Pattern ORDER_ID = Pattern.compile("\"order_id\":\"([^\"]+)\"");

    private final Map<String, Set<String>> accepted = new ConcurrentSkipListMap<>();
    private final AtomicLong twice = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    private final CollectorStandIn standIn;
    private final Behaviour accept;

    private PixelCollector(CollectorStandIn standIn, Duration delay) {
        Behaviour atOnce = (call, otherwise) -> call.whenRead(() -> {
            call.accept();
            accepted(new String(call.body(), StandardCharsets.UTF_8));
        });
        this.standIn = standIn;
        this.accept = atOnce.delayed(delay);
        standIn.behave(accept);
    }

    /**
     * Starts it, and serves until the end of standard input.
     *
     * @param args after how many milliseconds it answers
     */
    public static void main(String[] args) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (CollectorStandIn standIn = CollectorStandIn.start(CollectorOptions.counting())) {
            PixelCollector collector = new PixelCollector(standIn, Duration.ofMillis(Long.parseLong(args[0])));
            System.out.println(standIn.url());
            String line = commands.readLine();
            while (line != null) {
                System.out.println(collector.execute(line.split(" ", -1)));
                line = commands.readLine();
            }
        }
    }

    private String execute(String[] command) {
        switch (command[0]) {
            case "silence" -> {
                unanswered.set(0);
                standIn.behave(silence().forKey(command[1]).or(accept));
            }
            case "speak" -> standIn.behave(accept);
            case "report" -> {
                return report();
            }
            default -> throw new IllegalArgumentException("there is no command " + command[0]);
        }
        return "ready";
    }

    private Behaviour silence() {
        Behaviour silence = Behaviours.silence();
        return (call, otherwise) -> {
            unanswered.incrementAndGet();
            silence.answer(call, otherwise);
        };
    }

    private String report() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime()) + " " + unanswered + " " + twice + " "
                + accepted.values().stream().map(ids -> String.valueOf(ids.size())).collect(Collectors.joining(" "));
    }

    private void accepted(String body) {
        Set<String> ids = accepted.computeIfAbsent(first(KEY, body), key -> ConcurrentHashMap.newKeySet());
        if (!ids.add(first(ORDER_ID, body))) {
            twice.incrementAndGet();
        }
    }

    private static String first(Pattern pattern, String body) {
        Matcher matcher = pattern.matcher(body);
        if (!matcher.find()) {
            throw new IllegalStateException("a request without " + pattern);
        }
        return matcher.group(1);
    }
}

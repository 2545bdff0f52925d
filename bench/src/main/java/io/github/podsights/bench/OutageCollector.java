package io.github.podsights.bench;

import io.github.podsights.camel.collector.Behaviour;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorOptions;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.collector.PortInUseException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A collector that goes away and comes back on the same port, in a process of its own, and knows of each event how often
 * it was accepted. It prints its URL, then takes commands from standard input, and answers each with one line; it ends with
 * its standard input.
 *
 * <p>{@code refuse}: answers 503. {@code down}: nobody listens. {@code up}: accepts again. {@code report} tells: requests
 * since the last of these commands, different events accepted since the start, how many were accepted more than once, and
 * milliseconds from the last {@code up} to the first one accepted after it (-1: none yet).
 */
public final class OutageCollector implements AutoCloseable {

    private static final Pattern ORDER_ID = Pattern.compile("\"order_id\":\"([^\"]+)\"");

    private final Map<String, Integer> accepted = new ConcurrentHashMap<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong twice = new AtomicLong();
    private final AtomicLong firstMillis = new AtomicLong(-1);
    private volatile long upNanos = System.nanoTime();
    private CollectorStandIn standIn;
    private final int port;

    private OutageCollector() {
        standIn = onAPortThatNoClientGets();
        port = standIn.port();
        standIn.behave(accept());
    }

    /** Starts it, and serves until the end of standard input. */
    public static void main(String[] args) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (OutageCollector collector = new OutageCollector()) {
            System.out.println(collector.standIn.url());
            String line = commands.readLine();
            while (line != null) {
                System.out.println(collector.execute(line));
                line = commands.readLine();
            }
        }
    }

    private String execute(String command) {
        if (command.equals("report")) {
            return requests + " " + accepted.size() + " " + twice + " " + firstMillis;
        }
        requests.set(0);
        switch (command) {
            case "refuse" -> standIn.behave(counting(Behaviours.status(503)));
            case "down" -> close();
            case "up" -> up();
            default -> throw new IllegalArgumentException("there is no command " + command);
        }
        return "ready";
    }

    private void up() {
        firstMillis.set(-1);
        upNanos = System.nanoTime();
        standIn = CollectorStandIn.start(CollectorOptions.counting().withPort(port));
        standIn.behave(accept());
    }

    @Override
    public void close() {
        standIn.close();
    }

    private Behaviour counting(Behaviour behaviour) {
        return (call, otherwise) -> {
            requests.incrementAndGet();
            behaviour.answer(call, otherwise);
        };
    }

    private Behaviour accept() {
        return counting((call, otherwise) -> call.whenRead(() -> {
            firstMillis.compareAndSet(-1, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - upNanos));
            if (accepted.merge(orderId(call.body()), 1, Integer::sum) == 2) {
                twice.incrementAndGet();
            }
            call.accept();
        }));
    }

    private static String orderId(byte[] body) {
        Matcher matcher = ORDER_ID.matcher(new String(body, StandardCharsets.UTF_8));
        if (!matcher.find()) {
            throw new IllegalStateException("a request without an order id");
        }
        return matcher.group(1);
    }

    /** A system may give the ports above these to whoever connects while nobody listens. */
    private static CollectorStandIn onAPortThatNoClientGets() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
            try {
                return CollectorStandIn.start(CollectorOptions.counting().withPort(port));
            } catch (PortInUseException e) {
                // another one
            }
        }
    }
}

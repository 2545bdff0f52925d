package io.github.podsights.bench;

import io.github.podsights.camel.broker.EmbeddedArtemis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An ActiveMQ Artemis broker with a queue, and one that can take its place, in a process of their own. It prints where both
 * can be reached, then takes commands from standard input, and answers each with one line; it ends with its standard input,
 * so that it is never left over.
 *
 * <p>{@code load COUNT} puts so many events into the queue, and {@code depth} tells how many it holds. {@code restart} stops
 * the broker and starts it again at the same port; {@code fail-over} stops it, and the other one goes on with its data.
 */
public final class JmsQueue {

    private static final int AT_A_TIME = 1_000;

    private final String queue;
    private final SplittableRandom random = new SplittableRandom(1);
    private EmbeddedArtemis live;
    private EmbeddedArtemis standby;
    private int loaded;

    private JmsQueue(String queue, EmbeddedArtemis live, EmbeddedArtemis standby) {
        this.queue = queue;
        this.live = live;
        this.standby = standby;
    }

    /**
     * Starts it, and serves until the end of standard input.
     *
     * @param args the directory of the data, and the queue
     */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        JmsQueue jms = new JmsQueue(args[1], EmbeddedArtemis.start(directory), EmbeddedArtemis.standby(directory));
        try {
            System.out.println("(" + jms.live.url() + "," + jms.standby.url() + ")");
            String line = commands.readLine();
            while (line != null) {
                System.out.println(jms.execute(line.split(" ", -1)));
                line = commands.readLine();
            }
        } finally {
            jms.live.close();
        }
        System.exit(0);
    }

    private String execute(String[] command) throws IOException {
        switch (command[0]) {
            case "load" -> load(Integer.parseInt(command[1]));
            case "restart" -> live.restart();
            case "fail-over" -> failOver();
            case "depth" -> {
                return Long.toString(live.depth(queue));
            }
            default -> throw new IllegalArgumentException("there is no command " + command[0]);
        }
        return "ready";
    }

    private void load(int count) throws IOException {
        List<byte[]> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String event = EventFile.event(String.format("ORD-%09d", loaded), loaded, random);
            loaded++;
            events.add(event.stripTrailing().getBytes(StandardCharsets.UTF_8));
            if (events.size() == AT_A_TIME || i == count - 1) {
                live.send(queue, events);
                events.clear();
            }
        }
    }

    private void failOver() throws IOException {
        live.close();
        EmbeddedArtemis next = standby;
        next.restart();
        standby = live;
        live = next;
    }
}

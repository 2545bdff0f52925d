package io.github.podsights.camel.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lines of JSON on their way to whoever asked, written by one thread, told by many. While there is none, an empty line goes
 * out each second: so both sides see in time that the other one is gone.
 */
final class Lines implements Replays.Told {

    private static final String END = "";

    private static final int WAITING = 256;

    private static final long LOOK_MILLIS = 100;

    private static final long SILENCE_MILLIS = 1_000;

    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(WAITING);
    private volatile boolean gone;

    @Override
    public void line(ObjectNode line) {
        put(line.toString());
    }

    /** There is no further line. */
    void end() {
        put(END);
    }

    private void put(String text) {
        boolean interrupted = false;
        try {
            while (!gone) {
                try {
                    if (waiting.offer(text, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                } catch (InterruptedException e) {
                    // A stop of the instance: what became of a letter is to be told all the same.
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isGone() {
        return gone;
    }

    /** Writes them until their end, or until nobody takes them any more. */
    void writeTo(OutputStream out) {
        try {
            out.write('\n'); // what is to come may take a while
            out.flush();
            for (String line = next(); !line.equals(END); line = next()) {
                out.write(line.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException e) {
            gone = true;
        } catch (InterruptedException e) {
            gone = true;
            Thread.currentThread().interrupt();
        }
    }

    private String next() throws InterruptedException {
        String line = waiting.poll(SILENCE_MILLIS, TimeUnit.MILLISECONDS);
        return line == null ? "\n" : line.equals(END) ? END : line + "\n";
    }
}

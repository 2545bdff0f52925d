package io.github.podsights.camel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.route.Timers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Prints what a running instance tells of a replay, as it comes. Ctrl-C ends the replay there: what is not sent by then is
 * open again.
 */
final class InstanceReplay implements AutoCloseable {

    /** It says each second that it is still there. */
    private static final long SILENCE_SECONDS = 60;

    private final String url;
    private final InputStream lines;
    private final ReplayOutput output;
    private final Thread hook = new Thread(this::onSignal, "podsights-stop");
    private final ScheduledExecutorService timer = Timers.daemon("podsights-replay-silence");
    private volatile long heard = System.nanoTime();
    private volatile boolean signalled;
    private ReplayLines.Ended end;
    private String failure;

    /** @param lines closed with this */
    private InstanceReplay(String url, InputStream lines, ReplayOutput output) {
        this.url = url;
        this.lines = lines;
        this.output = output;
    }

    /**
     * Prints it to its end.
     *
     * @return the ids that were not found
     * @throws Problem if it failed, or was ended there
     */
    static Set<String> print(String url, InputStream lines, ReplayOutput output) throws Problem {
        try (InstanceReplay replay = new InstanceReplay(url, lines, output)) {
            Runtime.getRuntime().addShutdownHook(replay.hook);
            output.forPeople().println("By the running instance at " + url);
            replay.read();
            return replay.missing();
        }
    }

    private void read() {
        var unused = timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
        ProgressLine progress = null;
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null && end == null; line = reader.readLine()) {
                heard = System.nanoTime();
                Optional<JsonNode> json = ReplayLines.read(line);
                if (json.isPresent() && json.get().has(ReplayLines.LETTERS)) {
                    progress =
                            output.progress(json.get().get(ReplayLines.LETTERS).asLong(), "./podsights status shows");
                    output.through(progress);
                } else {
                    json.ifPresent(this::take);
                }
            }
        } catch (IOException e) {
            // Said below: it came to no end.
        } finally {
            if (progress != null) {
                progress.close();
            }
        }
    }

    private void take(JsonNode line) {
        for (Map.Entry<String, JsonNode> told : line.properties()) {
            switch (told.getKey()) {
                case ReplayLines.LETTER -> output.result(ReplayLines.letter(told.getValue()));
                case ReplayLines.BEGAN -> output.tally().began(told.getValue().asText());
                case ReplayLines.ABANDONED -> output.abandoned(told.getValue().asText());
                case ReplayLines.BROKEN ->
                    output.broken(LetterText.safe(told.getValue().asText()));
                case ReplayLines.FAILED ->
                    failure = LetterText.safe(told.getValue().asText());
                case ReplayLines.END -> end = ReplayLines.end(told.getValue());
                default -> {
                    // Of a newer version.
                }
            }
        }
    }

    /** A peer whose machine is gone says nothing for ever. */
    private void look() {
        if (System.nanoTime() - heard > TimeUnit.SECONDS.toNanos(SILENCE_SECONDS)) {
            closeLines();
        }
    }

    private Set<String> missing() throws Problem {
        if (signalled) {
            return Set.of(); // the other thread says what there is to say
        }
        output.summary();
        if (failure != null) {
            throw Problem.failure(failure);
        }
        if (end == null) {
            throw Problem.failure("replay: the running instance at " + url
                    + " broke off, and nobody knows what became of at most 64 more dead letters; ./podsights dead-letters"
                    + " list shows what is open; --claimed takes up what it had claimed");
        }
        if (end.stopped()) {
            throw Problem.failure(
                    "replay: the running instance at " + url + " was stopped; what was not replayed is open as before");
        }
        return end.missing();
    }

    private void onSignal() {
        signalled = true;
        closeLines();
        output.summary();
        output.note("podsights: replay: ended; what the running instance has begun to send it ends, the rest is open");
    }

    private void closeLines() {
        try {
            lines.close();
        } catch (IOException e) {
            // It is closed then.
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        closeLines();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // A signal came: the hook runs.
        }
    }
}

package io.github.podsights.camel.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A command in a process of its own, started by the launcher. Closing it ends it, whatever it does. */
final class PodsightsProcess implements AutoCloseable {

    private static final int SECONDS = 180;

    private static final Pattern ADMIN = Pattern.compile("(?m)^Metrics, health and status at (\\S+)$");

    private final Process process;
    private final Path out;
    private final Path err;

    private PodsightsProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts the launcher of a clone.
     *
     * @param logs a directory for what it prints
     */
    static PodsightsProcess start(Path logs, Object... arguments) throws IOException {
        return start(Path.of("podsights").toAbsolutePath(), Path.of(""), logs, arguments);
    }

    /** Starts a launcher, in a working directory. */
    static PodsightsProcess start(Path launcher, Path workingDirectory, Path logs, Object... arguments)
            throws IOException {
        List<String> words = new ArrayList<>(List.of(launcher.toString()));
        List.of(arguments).forEach(argument -> words.add(String.valueOf(argument)));
        Path out = Files.createTempFile(logs, "podsights", ".out");
        Path err = Files.createTempFile(logs, "podsights", ".err");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(workingDirectory.toAbsolutePath().toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // Compiled but lightly: most of the time that it lives is its start.
        builder.environment().put("JAVA_OPTS", "-Xmx256m -XX:TieredStopAtLevel=1");
        // Whatever else runs here: a port that is free, which it prints.
        builder.environment().put("PODSIGHTS_ADMIN_PORT", "0");
        return new PodsightsProcess(builder.start(), out, err);
    }

    /** Writes all of its standard input. */
    PodsightsProcess input(String text) throws IOException {
        try (var stream = process.getOutputStream()) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Waits for its end; its exit code. */
    int exitCode() throws InterruptedException, IOException {
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still runs after " + SECONDS + " s; it wrote\n" + out() + err());
        }
        return process.exitValue();
    }

    /** What it wrote to standard output so far. */
    String out() throws IOException {
        return Files.readString(out);
    }

    /** Where its admin port is to be asked; waits until it says so. */
    String adminUrl() {
        await().until(() -> ADMIN.matcher(out()).find());
        try {
            return ADMIN.matcher(out()).results().findFirst().orElseThrow().group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it wrote to standard error so far, the log included. */
    String err() throws IOException {
        return Files.readString(err);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(SECONDS, TimeUnit.SECONDS);
    }
}

package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.cli.Podsights;
import io.github.podsights.camel.settings.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bundle as a process of its own, as the launcher starts it: {@code run}, with a small heap, and compiled but lightly,
 * since most of the time that such a process lives is its start.
 */
public final class BundleProcess implements AutoCloseable {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private final Process process;
    private final Path output;

    private BundleProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Writes the configuration of a bundle into a directory. */
    public static void configure(Path directory, Map<Property, String> properties) throws IOException {
        StringBuilder text = new StringBuilder();
        properties.forEach((property, value) ->
                text.append(property.key()).append('=').append(value).append('\n'));
        Files.createDirectories(directory.resolve("config/integrations"));
        Files.writeString(directory.resolve("config/application.properties"), text);
        Files.writeString(
                directory.resolve("config/integrations/test.yaml"),
                "name: Test\nvendor: podsights\nconfig: {key: \"{{env:KEY}}\"}\n");
    }

    /** Starts it with {@code --once} and the configuration of the directory. */
    public static BundleProcess start(Path directory) throws IOException {
        return start(directory, Map.of());
    }

    /** Starts it with {@code --once} and more in its environment. */
    public static BundleProcess start(Path directory, Map<String, String> environment) throws IOException {
        return start(directory, environment, "--once");
    }

    /**
     * Starts it with the configuration of the directory; it runs until it is stopped or killed. What lies in the directory
     * {@code classes} beside the configuration goes before what the bundle has itself.
     */
    public static BundleProcess startToStay(Path directory) throws IOException {
        return start(directory, Map.of(), new String[0]);
    }

    /** The same, by another command, which gets this one as its arguments. */
    public static BundleProcess startToStay(Path directory, List<String> by) throws IOException {
        return start(by, directory, Map.of(), new String[0]);
    }

    private static BundleProcess start(Path directory, Map<String, String> environment, String... options)
            throws IOException {
        return start(List.of(), directory, environment, options);
    }

    private static BundleProcess start(
            List<String> by, Path directory, Map<String, String> environment, String... options) throws IOException {
        assertThat(TARGET.resolve("lib")).as("made in the phase package").isDirectory();
        Path output = Files.createTempFile(directory, "run-", ".txt");
        String separator = System.getProperty("path.separator");
        List<String> command = new ArrayList<>(by);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                directory.resolve("classes") + separator + TARGET.resolve("classes") + separator + TARGET.resolve("lib")
                        + "/*",
                Podsights.class.getName(),
                "run",
                "--config",
                directory.resolve("config").toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("KEY", "canary-pixel-key");
        builder.environment().put("PODSIGHTS_ADMIN_PORT", "0");
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        return new BundleProcess(builder.start(), output);
    }

    /** The id of the process. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as {@code kill -9} does: it can't do anything any more. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Asks it to stop in order, as SIGTERM does; it may take a while. */
    public void stop() {
        process.destroy();
    }

    /** Waits for its end; its exit code. */
    public int exitCode() throws InterruptedException {
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("it ends").isTrue();
        return process.exitValue();
    }

    /** What it printed. */
    public String output() throws IOException {
        return Files.readString(output);
    }

    /** A figure of the balance that it printed. */
    public long printed(String figure) throws IOException {
        Matcher matcher = Pattern.compile("^ {2}" + figure + " +(\\d+)$", Pattern.MULTILINE)
                .matcher(output());
        assertThat(matcher.find()).as("%s in:%n%s", figure, output()).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

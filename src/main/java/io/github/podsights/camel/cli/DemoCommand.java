package io.github.podsights.camel.cli;

import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.settings.Property;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code demo}: the main job on embedded defaults. The very routes that {@code run} runs take the sample events from a
 * directory and deliver them over HTTP, to a stand-in for the collector in the same process.
 */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Delivers the sample events to a local stand-in for the collector, and shows what became of each.")
final class DemoCommand implements Callable<Integer> {

    private static final String SAMPLES = "events.jsonl";

    private static final long POLL_MILLIS = 50;

    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // every command takes it; this one has nothing to read there
    private ConfigOption config;

    @Option(names = "--once", description = "Ends after the last sample event.")
    private boolean once;

    @Override
    public Integer call() throws Problem, IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Path directory = Files.createTempDirectory("podsights-demo");
        CollectorStandIn collector = CollectorStandIn.start();
        Configuration configuration = prepare(directory, collector);
        out.println("A stand-in for the collector runs at " + collector.url());
        out.println("The sample events lie in "
                + configuration.settings().fileSource().directory());
        out.println();
        try (StopOnSignal running = StopOnSignal.over(
                Standalone.start(configuration, delivery -> out.println(DeliveryText.forPeople(delivery))),
                out,
                () -> end(out, collector, directory))) {
            if (once) {
                awaitEmpty(running);
            } else {
                out.println("Put files of events there to see what becomes of them. Ctrl-C ends.");
                out.println();
                running.awaitSignal();
            }
            out.println();
        }
        return Podsights.DONE;
    }

    private static void end(PrintWriter out, CollectorStandIn collector, Path directory) {
        out.println("  " + collector.stats().requests() + " requests came to the collector");
        collector.close();
        try {
            delete(directory);
        } catch (IOException e) {
            out.println("podsights: " + directory + " can't be removed ("
                    + e.getClass().getSimpleName() + "); remove it by hand");
        }
    }

    private static void awaitEmpty(StopOnSignal running) throws IOException, InterruptedException {
        while (!running.isStopped()
                && !running.standalone().fileEvents().filesWaiting().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static Configuration prepare(Path directory, CollectorStandIn collector) throws IOException, Problem {
        Path config = Files.createDirectories(directory.resolve("config"));
        Path integrations = Files.createDirectories(config.resolve("integrations"));
        Files.writeString(
                integrations.resolve("podsights.yaml"),
                "name: Demo\nvendor: podsights\nconfig:\n  key: \"{{env:PODSIGHTS_KEY}}\"\n");
        Path inbox = Files.createDirectories(directory.resolve(Property.FILE_DIRECTORY.defaultText()));
        try (InputStream samples = DemoCommand.class.getResourceAsStream("/samples/" + SAMPLES)) {
            Files.copy(samples, inbox.resolve(SAMPLES));
        }
        // One event in flight keeps what is printed in the order of the file.
        Map<String, String> properties = Map.of(
                Property.COLLECTOR_URL.key(), collector.url(),
                Property.FILE_QUIET.key(), "0s",
                Property.FILE_IN_FLIGHT.key(), "1");
        PrintWriter warnings = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return Configuration.read(config, properties::get, Map.of("PODSIGHTS_KEY", "demo-pixel-key")::get, warnings);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}

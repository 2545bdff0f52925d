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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
 * directory, from a Kafka topic or from a JMS queue, and deliver them over HTTP, to a stand-in for the collector in the same process.
 */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Delivers the sample events to a local stand-in for the collector, and shows what became of each.")
final class DemoCommand implements Callable<Integer> {

    static final String SAMPLES = "events.jsonl";

    private static final long POLL_MILLIS = 50;

    /** Where the sample events come from. */
    enum Kind {
        FILE,
        KAFKA,
        JMS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // every command takes it; this one has nothing to read there
    private ConfigOption config;

    @Option(
            names = "--source",
            paramLabel = "KIND",
            defaultValue = "file",
            description = "Where the sample events come from: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE});"
                    + " kafka and jms start a broker, which only a clone has.")
    private Kind kind;

    @Option(names = "--once", description = "Ends after the last sample event.")
    private boolean once;

    @Override
    public Integer call() throws Exception {
        if (kind == Kind.KAFKA) {
            DemoTopic.check();
        } else if (kind == Kind.JMS) {
            DemoQueue.check();
        }
        PrintWriter out = spec.commandLine().getOut();
        Path directory = Files.createTempDirectory("podsights-demo");
        DemoSource source = source(directory);
        CollectorStandIn collector = CollectorStandIn.start();
        Configuration configuration = prepare(directory, collector, source);
        out.println("A stand-in for the collector runs at " + collector.url());
        out.println(source.place());
        out.println();
        try (StopOnSignal running = StopOnSignal.over(
                Standalone.start(configuration, delivery -> out.println(DeliveryText.forPeople(delivery))),
                out,
                () -> end(out, collector, source, directory))) {
            if (once) {
                awaitDone(running, source);
            } else {
                out.println(source.invitation());
                out.println();
                running.awaitSignal();
            }
            out.println();
        }
        return Podsights.DONE;
    }

    private DemoSource source(Path directory) throws IOException {
        return switch (kind) {
            case FILE -> DemoFile.in(directory);
            case KAFKA -> DemoTopic.in(directory);
            case JMS -> DemoQueue.in(directory);
        };
    }

    /** The sample events, an event a line. */
    static InputStream samples() {
        return DemoCommand.class.getResourceAsStream("/samples/" + SAMPLES);
    }

    private static void end(PrintWriter out, CollectorStandIn collector, DemoSource source, Path directory) {
        out.println("  " + collector.stats().requests() + " requests came to the collector");
        collector.close();
        source.close();
        try {
            delete(directory);
        } catch (IOException e) {
            out.println("podsights: " + directory + " can't be removed ("
                    + e.getClass().getSimpleName() + "); remove it by hand");
        }
    }

    private static void awaitDone(StopOnSignal running, DemoSource source) throws Exception {
        while (!running.isStopped() && !source.isDone(running.standalone())) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static Configuration prepare(Path directory, CollectorStandIn collector, DemoSource source)
            throws IOException, Problem {
        Path config = Files.createDirectories(directory.resolve("config"));
        Path integrations = Files.createDirectories(config.resolve("integrations"));
        Files.writeString(
                integrations.resolve("podsights.yaml"),
                "name: Demo\nvendor: podsights\nconfig:\n  key: \"{{env:PODSIGHTS_KEY}}\"\n");
        Map<String, String> properties = new HashMap<>(source.properties());
        properties.put(Property.COLLECTOR_URL.key(), collector.url());
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

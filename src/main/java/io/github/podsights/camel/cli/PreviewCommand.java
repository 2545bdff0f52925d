package io.github.podsights.camel.cli;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.event.FileOrigin;
import io.github.podsights.camel.event.Frame;
import io.github.podsights.camel.event.Frames;
import io.github.podsights.camel.event.JsonFrames;
import io.github.podsights.camel.event.LineFrames;
import io.github.podsights.camel.event.Position;
import io.github.podsights.camel.event.Printable;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.identity.Redaction;
import io.github.podsights.camel.route.PreviewBundle;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code preview}: what would be sent of each event of a file, or why nothing would. */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Shows the payload that would be sent for each event of a file, or why none would. Sends nothing.")
final class PreviewCommand implements Callable<Integer> {

    private static final int BUFFER = 64 * 1024;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "A file of events: .json is one event or an array, anything else has one on each line; also .gz;"
                            + " - reads lines of standard input.")
    private String file;

    @Option(names = "--json", description = "One JSON object a line for each delivery.")
    private boolean json;

    @Option(
            names = "--explain",
            description =
                    "Why it is so: what each step decided, and of each field where its value comes from, or why it is"
                            + " left out.")
    private boolean explain;

    private Explanation.Explainer explainer;

    @Override
    public Integer call() throws Exception {
        Configuration configuration =
                Configuration.read(config.directory(), spec.commandLine().getErr());
        explainer = explain ? new Explanation.Explainer(configuration.integrations()) : null;
        int maxBytes = configuration.settings().eventMaxBytes();
        PrintWriter out = new PrintWriter(new BufferedWriter(spec.commandLine().getOut(), BUFFER));
        try (InputStream in = open();
                PreviewBundle preview = new PreviewBundle(maxBytes, configuration.integrations())) {
            Frames frames = file.toLowerCase(Locale.ROOT).matches(".*\\.json(\\.gz)?")
                    ? new JsonFrames(in, Position.START, maxBytes)
                    : new LineFrames(in, Position.START, maxBytes);
            for (Optional<Frame> frame = next(frames); frame.isPresent(); frame = next(frames)) {
                preview.preview(received(frame.get()), delivery -> out.println(text(delivery)));
            }
        } finally {
            out.flush();
        }
        return Podsights.DONE;
    }

    private Optional<Frame> next(Frames frames) throws Problem {
        try {
            return frames.next();
        } catch (EOFException e) {
            throw broken("gzip that ends too early");
        } catch (ZipException e) {
            throw broken("gzip that is damaged");
        } catch (IOException e) {
            throw broken("what can't be read any further (" + e.getClass().getSimpleName() + ")");
        }
    }

    private Problem broken(String found) {
        return Problem.usage(
                name() + ": found " + found
                        + "; expected a whole file of events; write it or copy it anew (what is printed is what could be read)");
    }

    private String name() {
        return Printable.escape(Redaction.redact(file));
    }

    private String text(Delivery delivery) {
        if (explainer == null) {
            return json ? DeliveryText.forPrograms(delivery) : DeliveryText.forPeople(delivery);
        }
        Explanation explanation = explainer.of(delivery);
        return json ? DeliveryText.forPrograms(delivery, explanation) : DeliveryText.forPeople(delivery, explanation);
    }

    private Received received(Frame frame) {
        String name = file.equals("-")
                ? "standard input"
                : Path.of(file).getFileName().toString();
        return Received.of(frame, new FileOrigin(name, frame.line()));
    }

    private InputStream open() throws Problem {
        if (file.equals("-")) {
            return new BufferedInputStream(System.in, BUFFER);
        }
        Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw unreadable("a directory");
        }
        try {
            InputStream in = Files.newInputStream(path);
            return file.toLowerCase(Locale.ROOT).endsWith(".gz")
                    ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER)
                    : in;
        } catch (NoSuchFileException e) {
            throw unreadable("no such file");
        } catch (ZipException | EOFException e) {
            throw unreadable("what is not gzip, although its name ends in .gz");
        } catch (IOException e) {
            throw unreadable("what can't be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private Problem unreadable(String found) {
        return Problem.usage(
                name() + ": found " + found + "; expected a file of events; check its name and its permissions");
    }
}

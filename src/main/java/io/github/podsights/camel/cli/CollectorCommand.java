package io.github.podsights.camel.cli;

import io.github.podsights.camel.collector.CollectorOptions;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.collector.PortInUseException;
import io.github.podsights.camel.yaml.Finding;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code collector}: the stand-in for the vendor's collector. */
@Command(
        name = "collector",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Runs the stand-in for the collector: it records what comes in, and misbehaves as it is told to.",
            "Ask it with GET /received and GET /stats; tell it with PUT /behaviour, such as {\"status\": 503, \"share\": 0.1}."
        })
final class CollectorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // every command takes it; this one has nothing to read there
    private ConfigOption config;

    @Option(
            names = "--port",
            defaultValue = "8085",
            description = "The port, 0 for any that is free (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description =
                    "The address to listen on (default: ${DEFAULT-VALUE}). What came in can be read by anyone there.")
    private String host;

    @Option(
            names = "--behaviour",
            paramLabel = "JSON",
            description = "How it answers from the start, as for PUT /behaviour.")
    private String behaviour;

    @Option(
            names = "--keep",
            defaultValue = "10000",
            description = "How many of the newest requests are kept whole; 0 only counts (default: ${DEFAULT-VALUE}).")
    private int keep;

    @Override
    public Integer call() throws Problem, InterruptedException {
        CollectorOptions options;
        try {
            options = CollectorOptions.defaults()
                    .withPort(port)
                    .withHost(host)
                    .withKeep(keep)
                    .withCheck(keep > 0)
                    .withBehaviour(behaviour);
        } catch (IllegalArgumentException e) {
            throw Problem.usage("collector: " + e.getMessage());
        }
        try (CollectorStandIn collector = CollectorStandIn.start(options)) {
            spec.commandLine().getOut().println("The stand-in for the collector takes events at " + collector.url());
            new CountDownLatch(1).await();
        } catch (PortInUseException e) {
            throw Problem.usage("--port: found " + port + ", where another process listens; expected a free port; take"
                    + " another one, or 0 for any");
        } catch (IllegalArgumentException e) {
            throw Problem.usage("--behaviour: " + e.getMessage());
        } catch (IllegalStateException e) {
            throw Problem.usage("--host: found " + Finding.quoted(host) + " (" + Problem.message(e)
                    + "); expected an address of this machine; take 127.0.0.1, or 0.0.0.0 for all of them");
        }
        return Podsights.DONE;
    }
}

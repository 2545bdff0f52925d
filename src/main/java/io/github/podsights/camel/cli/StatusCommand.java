package io.github.podsights.camel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: what a running instance says of itself on its admin port. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Asks the running instance with the configuration in DIR how it is: its balance and its checks."
                + " Exits with 0 if it is ready, with 1 if it is not, or nobody answers.")
final class StatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(names = "--json", description = "What it answers, one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Problem, IOException, InterruptedException {
        AdminClient client = AdminClient.of(Configuration.readProperties(config.directory()));
        JsonNode status = client.status();
        spec.commandLine().getOut().println(json ? status.toString() : StatusText.of(status, client.url()));
        return status.path("ready").asBoolean() ? Podsights.DONE : Podsights.FAILED;
    }
}

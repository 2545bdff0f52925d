package io.github.podsights.camel.cli;

import picocli.CommandLine.Option;

/** The option of commands that print a line for each dead letter. */
final class JsonOption {

    @Option(names = "--json", description = "One JSON object a line for each dead letter.")
    private boolean json;

    boolean isGiven() {
        return json;
    }
}

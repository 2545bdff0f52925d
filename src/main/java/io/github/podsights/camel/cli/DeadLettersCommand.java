package io.github.podsights.camel.cli;

import picocli.CommandLine.Command;

/** {@code dead-letters}: looks into dead letters, sends them again, and erases them. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Looks into dead letters, sends them again, and erases them.",
        subcommands = {
            DeadLettersListCommand.class,
            DeadLettersShowCommand.class,
            DeadLettersReplayCommand.class,
            DeadLettersPurgeCommand.class
        })
final class DeadLettersCommand {}

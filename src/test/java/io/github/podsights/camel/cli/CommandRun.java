package io.github.podsights.camel.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * A command that ran in this JVM, through the real command line.
 *
 * @param exitCode its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error, without the log
 */
record CommandRun(int exitCode, String out, String err) {

    /** Runs a command and waits for its end. */
    static CommandRun of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Podsights.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] words = List.of(arguments).stream().map(String::valueOf).toArray(String[]::new);
        int exitCode = commandLine.execute(words);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    /** Runs a command that is told by a property where the running instance is to be asked. */
    static CommandRun at(String url, Supplier<CommandRun> command) {
        System.setProperty(
                "podsights.admin.port", String.valueOf(URI.create(url).getPort()));
        try {
            return command.get();
        } finally {
            System.clearProperty("podsights.admin.port");
        }
    }
}

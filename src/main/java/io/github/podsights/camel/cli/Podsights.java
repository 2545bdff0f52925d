package io.github.podsights.camel.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code podsights}. */
@Command(
        name = "podsights",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Delivers conversion events to the Podsights server-side collector.",
        subcommands = {
            RunCommand.class,
            DemoCommand.class,
            ValidateCommand.class,
            PreviewCommand.class,
            SendTestCommand.class,
            StatusCommand.class,
            CollectorCommand.class,
            DeadLettersCommand.class
        })
public final class Podsights {

    /** Nothing went wrong. */
    static final int DONE = 0;

    /** Something was found, or failed. */
    static final int FAILED = 1;

    /** The command or the configuration is wrong; nothing was done. */
    static final int USAGE = 2;

    private static final String LOGGING = "logback.configurationFile";

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "podsights-logback.xml");
        }
        int code = commandLine().execute(arguments);
        System.out.flush();
        System.exit(code);
    }

    /** The command line, its output on standard output and its errors on standard error, both in UTF-8. */
    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Podsights());
        commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((e, line, result) -> {
            line.getErr().println(Problem.describe(e));
            return e instanceof Problem problem ? problem.exitCode() : FAILED;
        });
        commandLine.setExecutionStrategy(parsed -> {
            try {
                return new CommandLine.RunLast().execute(parsed);
            } catch (Error e) { // which that handler is not given
                commandLine.getErr().println(Problem.describe(e));
                return FAILED;
            }
        });
        return commandLine;
    }

    private Podsights() {}
}

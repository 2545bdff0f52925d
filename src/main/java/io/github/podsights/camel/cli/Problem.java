package io.github.podsights.camel.cli;

import io.github.podsights.camel.yaml.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** Something that a person has to mend before a command can do its work; its message is all that is shown. */
final class Problem extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private Problem(String message, int exitCode) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    /** A configuration, or a use of a command, that can't be. */
    static Problem usage(String message) {
        return new Problem(message, Podsights.USAGE);
    }

    /** A configuration with findings, each a line. */
    static Problem findings(List<Finding> findings) {
        return usage(findings.size()
                + (findings.size() == 1 ? " problem" : " problems")
                + " in the configuration\n"
                + findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
    }

    int exitCode() {
        return exitCode;
    }

    /** What a person is shown of a failure: never a stack trace. */
    static String describe(Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem.getMessage();
        }
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return io.github.podsights.camel.identity.Redaction.redact(
                message == null ? cause.getClass().getSimpleName() : message);
    }
}

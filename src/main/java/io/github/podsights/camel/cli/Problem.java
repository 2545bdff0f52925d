package io.github.podsights.camel.cli;

import io.github.podsights.camel.identity.Redaction;
import io.github.podsights.camel.reload.SeenFiles;
import io.github.podsights.camel.route.ClassFault;
import io.github.podsights.camel.yaml.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Something that a person has to mend before a command can do its work; its message is all that is shown. */
final class Problem extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final transient SeenFiles changeable;

    private Problem(String message, int exitCode) {
        this(message, exitCode, null);
    }

    private Problem(String message, int exitCode, SeenFiles changeable) {
        super(message, null, false, false);
        this.exitCode = exitCode;
        this.changeable = changeable;
    }

    /** A configuration, or a use of a command, that can't be. */
    static Problem usage(String message) {
        return new Problem(message, Podsights.USAGE);
    }

    /** Something that can't be done as things are. */
    static Problem failure(String message) {
        return new Problem(message, Podsights.FAILED);
    }

    /** A configuration with findings, each a line. */
    static Problem findings(List<Finding> findings) {
        return usage(findings.stream().map(FindingText::line).collect(Collectors.joining("\n")));
    }

    /**
     * Findings in what may be changed while it runs, and is kept while it is good.
     *
     * @param seen what was read of it
     */
    static Problem ofChangeable(List<Finding> findings, SeenFiles seen) {
        return new Problem(findings(findings).getMessage(), Podsights.USAGE, seen);
    }

    /** What was read of what may be changed while it runs; empty if it is not a problem of that. */
    Optional<SeenFiles> changeable() {
        return Optional.ofNullable(changeable);
    }

    int exitCode() {
        return exitCode;
    }

    /** What a person is shown of a failure, each line with the program's name: never a stack trace. */
    static String describe(Throwable failure) {
        return message(failure).lines().map(line -> "podsights: " + line).collect(Collectors.joining("\n"));
    }

    /** What a failure says for itself: the message of what caused it. */
    static String message(Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem.getMessage();
        }
        Optional<ClassFault> ofClass = ClassFault.of(failure);
        if (ofClass.isPresent()) {
            return "found " + ofClass.get().found() + "; " + ofClass.get().todo();
        }
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause instanceof Error ? cause.toString() : cause.getMessage();
        return Redaction.redact(
                KnownSecrets.masked(message == null ? cause.getClass().getSimpleName() : message));
    }
}

package io.github.podsights.camel.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.event.Printable;
import io.github.podsights.camel.identity.Redaction;
import io.github.podsights.camel.mapping.PayloadJson;
import io.github.podsights.camel.yaml.Finding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Findings as {@code validate} prints them: a list for people, or a line of JSON. */
final class FindingText {

    private final Path workingDirectory;

    /** @param workingDirectory files below it are named from there */
    FindingText(Path workingDirectory) {
        this.workingDirectory = workingDirectory.toAbsolutePath().normalize();
    }

    /** One line, as it is told at a start. */
    static String line(Finding finding) {
        return KnownSecrets.masked(Redaction.redact(finding.toString()));
    }

    /** For people: where it is as editors and terminals open it, how bad, what, and below it what to do. */
    String forPeople(Finding finding) {
        return safe(file(finding)) + (finding.line() > 0 ? ":" + finding.line() : "")
                + "  " + severity(finding)
                + (finding.path().isEmpty() ? "" : "  " + safe(finding.path()))
                + "\n    found     " + safe(finding.found())
                + "\n    expected  " + safe(finding.expected())
                + "\n    to do     " + safe(finding.todo());
    }

    /** One object on one line. */
    String forPrograms(Finding finding) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("file", file(finding));
        if (finding.line() > 0) {
            json.put("line", finding.line());
        } else {
            json.putNull("line");
        }
        json.put("path", finding.path());
        json.put("severity", severity(finding));
        json.put("found", finding.found());
        json.put("expected", finding.expected());
        json.put("todo", finding.todo());
        return Printable.escape(KnownSecrets.masked(
                new String(PayloadJson.bytes((ObjectNode) Redaction.redact(json)), StandardCharsets.UTF_8)));
    }

    /** {@code 2 errors, 1 warning in 4 files}. */
    static String summary(List<Finding> findings, int files) {
        long errors = findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .count();
        return count(errors, "error") + ", " + count(findings.size() - errors, "warning") + " in "
                + count(files, "file");
    }

    private static String count(long number, String word) {
        return number + " " + word + (number == 1 ? "" : "s");
    }

    private String file(Finding finding) {
        Path file = Path.of(finding.file());
        return file.isAbsolute() && file.startsWith(workingDirectory)
                ? workingDirectory.relativize(file).toString()
                : finding.file();
    }

    private static String severity(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }

    private static String safe(String text) {
        return Printable.escape(KnownSecrets.masked(Redaction.redact(text)));
    }
}

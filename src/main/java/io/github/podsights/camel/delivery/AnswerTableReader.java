package io.github.podsights.camel.delivery;

import io.github.podsights.camel.yaml.Contents;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import io.github.podsights.camel.yaml.YamlFile;
import io.github.podsights.camel.yaml.YamlMap;
import io.github.podsights.camel.yaml.YamlNode;
import io.github.podsights.camel.yaml.YamlScalar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the answer table of a profile: what is particular to the vendor's collector, and no part of the code. */
public final class AnswerTableReader {

    private static final String SHIPPED = "profiles/podsights.yaml";

    private static final Pattern STATUS = Pattern.compile("([1-9])xx|([1-9]\\d\\d)(?:-([1-9]\\d\\d))?");

    private static final String EXPECTED = "a status such as 200, a range such as 500-599, or 5xx";

    private AnswerTableReader() {}

    /** The table that is shipped. */
    public static AnswerTable shipped() {
        Findings findings = new Findings();
        return YamlFile.read(SHIPPED, content(), findings)
                .flatMap(map -> read(map, findings))
                .orElseThrow(() -> new IllegalStateException(text(findings)));
    }

    /**
     * The table of a file, or the shipped one.
     *
     * @param file null for the shipped one
     * @throws IllegalArgumentException if it can't be read; the message says where and why
     */
    public static AnswerTable of(Path file) {
        Findings findings = new Findings();
        return file == null
                ? shipped()
                : read(file, findings).orElseThrow(() -> new IllegalArgumentException(text(findings)));
    }

    private static String text(Findings findings) {
        return findings.list().stream().map(Finding::toString).collect(Collectors.joining("\n"));
    }

    private static byte[] content() {
        try (InputStream stream = AnswerTableReader.class.getResourceAsStream("/" + SHIPPED)) {
            if (stream == null) {
                throw new IllegalStateException(SHIPPED + " is not in the jar");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(SHIPPED + " can't be read", e);
        }
    }

    /** Reads a file; empty if there is an error. */
    public static Optional<AnswerTable> read(Path file, Findings findings) {
        return read(file, Contents.DISK, findings);
    }

    /** Reads a file as it stands in {@code contents}; empty if there is an error. */
    public static Optional<AnswerTable> read(Path file, Contents contents, Findings findings) {
        return YamlFile.read(file, contents, findings).flatMap(map -> read(map, findings));
    }

    /** Reads a profile, of which others read what else is in it; empty if there is an error. */
    public static Optional<AnswerTable> read(YamlMap profile, Findings findings) {
        int errors = findings.errors();
        profile.onlyKeys(List.of("answers", "vendor"), findings);
        List<AnswerRule> rules = new ArrayList<>();
        if (profile.get("answers").isEmpty()) {
            findings.error(
                    profile.place("answers"), "no answers", "a list of rows", "write one for each kind of answer");
        }
        profile.list("answers", findings).ifPresent(list -> {
            for (YamlNode row : list.elements()) {
                if (row instanceof YamlMap map) {
                    rule(map, findings).ifPresent(rules::add);
                } else {
                    findings.error(
                            row.place(),
                            row.kind(),
                            "a row with status and class",
                            "write {status: 2xx, class: accepted}");
                }
            }
        });
        if (findings.errors() == errors
                && rules.stream().noneMatch(rule -> rule.answerClass() == AnswerClass.ACCEPTED)) {
            findings.error(
                    profile.place("answers"),
                    "no row by which anything is accepted",
                    "one at least: what no row fits is rejected",
                    "write {status: 2xx, class: accepted}");
        }
        return findings.errors() > errors ? Optional.empty() : Optional.of(new AnswerTable(rules));
    }

    private static Optional<AnswerRule> rule(YamlMap row, Findings findings) {
        int errors = findings.errors();
        row.onlyKeys(List.of("status", "body", "class", "throttle"), findings);
        List<AnswerRule.Statuses> statuses = new ArrayList<>();
        row.scalars("status", findings).orElse(List.of()).forEach(status -> statuses(status, findings)
                .ifPresent(statuses::add));
        if (row.get("status").isEmpty()) {
            findings.error(row.place("status"), "no status", EXPECTED, "write the statuses that the row is for");
        }
        Optional<AnswerClass> answerClass =
                row.choice("class", List.of(AnswerClass.values()), AnswerClass::word, findings);
        if (row.get("class").isEmpty()) {
            findings.error(
                    row.place("class"), "no class", "accepted, transient, set-up or rejected", "write one of these");
        }
        boolean throttles = row.bool("throttle", findings).orElse(false);
        if (throttles && answerClass.filter(c -> c != AnswerClass.TRANSIENT).isPresent()) {
            findings.error(
                    row.place("throttle"), "true beside another class", "class: transient", "remove one of the two");
        }
        Optional<AnswerRule.Body> body = row.map("body", findings).flatMap(map -> body(map, findings));
        return findings.errors() > errors || statuses.isEmpty() || answerClass.isEmpty()
                ? Optional.empty()
                : Optional.of(new AnswerRule(statuses, body, answerClass.get(), throttles));
    }

    private static Optional<AnswerRule.Statuses> statuses(YamlScalar status, Findings findings) {
        Matcher matcher = STATUS.matcher(status.text());
        if (!matcher.matches()) {
            findings.error(status.place(), Finding.quoted(status.text()), EXPECTED, "correct it");
            return Optional.empty();
        }
        if (matcher.group(1) != null) {
            int hundreds = 100 * Integer.parseInt(matcher.group(1));
            return Optional.of(new AnswerRule.Statuses(hundreds, hundreds + 99));
        }
        int from = Integer.parseInt(matcher.group(2));
        int to = matcher.group(3) == null ? from : Integer.parseInt(matcher.group(3));
        if (to < from) {
            findings.error(status.place(), Finding.quoted(status.text()), "the lower number first", "turn them round");
            return Optional.empty();
        }
        return Optional.of(new AnswerRule.Statuses(from, to));
    }

    private static Optional<AnswerRule.Body> body(YamlMap body, Findings findings) {
        body.onlyKeys(List.of("path", "is"), findings);
        Optional<String> path = body.text("path", findings).filter(text -> !text.isBlank());
        List<String> values = body.scalars("is", findings).orElse(List.of()).stream()
                .map(YamlScalar::text)
                .toList();
        if (path.isEmpty()) {
            Place place = body.place("path");
            findings.error(place, "no path", "names parted by dots, such as error.code", "write where to look");
        }
        return path.map(text -> new AnswerRule.Body(List.of(text.split("\\.", -1)), values));
    }
}

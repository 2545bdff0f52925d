package io.github.podsights.camel.cli;

import io.github.podsights.camel.deadletter.LetterFilter;
import io.github.podsights.camel.deadletter.LetterId;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.identity.Redaction;
import io.github.podsights.camel.settings.Durations;
import io.github.podsights.camel.yaml.Finding;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options by which dead letters are chosen: all that are given must be true of a letter. */
final class LetterOptions {

    @Option(names = "--id", paramLabel = "ID", description = "That dead letter; may be given several times.")
    private Set<String> ids = new LinkedHashSet<>();

    @Option(names = "--integration", paramLabel = "ID", description = "Those of an integration, or of none.")
    private String integration;

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            description = "Those with an outcome: invalid, rejected or exhausted.")
    private String outcome;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Those in whose reason a text stands.")
    private String reason;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description = "Those written since a day or moment (2026-11-01, 2026-11-01T12:00:00Z; UTC), or for so long"
                    + " (24h).")
    private String since;

    /** Whether any is given. */
    boolean isGiven() {
        return !ids.isEmpty() || integration != null || outcome != null || reason != null || since != null;
    }

    /** The ids given. */
    Set<String> ids() {
        return ids;
    }

    /** @throws Problem if a value can't be */
    LetterFilter filter(Instant now) throws Problem {
        for (String id : ids) {
            requireId("--id", id);
        }
        return new LetterFilter(
                ids,
                integration,
                outcome == null ? null : outcome(),
                // A reason has hashes in place of addresses.
                Redaction.redact(reason),
                since == null ? Instant.MIN : moment("--since", since, now));
    }

    /** @throws Problem if a text is no id of a dead letter */
    static void requireId(String where, String id) throws Problem {
        if (!LetterId.is(id)) {
            throw Problem.usage(where + ": found " + Finding.quoted(Redaction.redact(id))
                    + "; expected the id of a dead letter, such as 20261124T140240251Z-1d94f75fc817; dead-letters list"
                    + " prints them");
        }
    }

    private Outcome outcome() throws Problem {
        return Outcome.ofDeadLetter(outcome)
                .orElseThrow(() -> Problem.usage("--outcome: found " + Finding.quoted(Redaction.redact(outcome))
                        + "; expected "
                        + Arrays.stream(Outcome.values())
                                .filter(Outcome::isDeadLetter)
                                .map(Outcome::word)
                                .collect(Collectors.joining(" or "))
                        + "; no other outcome makes a dead letter"));
    }

    /** A day, a moment, or how long ago. */
    static Instant moment(String option, String text, Instant now) throws Problem {
        try {
            if (Durations.is(text)) {
                return now.minus(Durations.parse(text));
            }
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw Problem.usage(option + ": found " + Finding.quoted(Redaction.redact(text))
                    + "; expected a day or a moment in UTC, or a duration, such as 2026-11-01, 2026-11-01T12:00:00Z or"
                    + " 24h");
        }
    }
}

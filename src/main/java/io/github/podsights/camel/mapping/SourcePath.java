package io.github.podsights.camel.mapping;

import io.github.podsights.camel.event.FieldPath;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Suggestion;
import io.github.podsights.camel.yaml.Words;
import io.github.podsights.camel.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;

/** Reads the path of a source, and says so if it looks mistyped: a wrong one has no value, and nobody notices. */
final class SourcePath {

    /** What paths begin with: the envelope, and what is not in an event. */
    private static final List<String> ROOTS = List.of(
            "properties",
            "traits",
            "context",
            "item",
            "identity",
            "anonymous_id",
            "user_id",
            "message_id",
            "source_id",
            "timestamp",
            "type",
            "event",
            "name",
            "consent");

    private static final List<String> CONTEXT = List.of("ip", "user_agent", "page", "traits", "consent");

    private SourcePath() {}

    /** The path; empty, and a finding, if it is none. */
    static Optional<FieldPath> read(YamlScalar scalar, Findings findings) {
        FieldPath path;
        try {
            path = FieldPath.of(scalar.text());
        } catch (IllegalArgumentException e) {
            findings.error(
                    scalar.place(),
                    Finding.quoted(scalar.text()),
                    "field names parted by dots",
                    "write a path such as properties.order_id");
            return Optional.empty();
        }
        List<String> names = path.names();
        if (names.get(0).equals("identity") && !path.text().equals(Source.IDENTITY)) {
            findings.error(scalar.place(), Finding.quoted(path.text()), Source.IDENTITY, "write " + Source.IDENTITY);
            return Optional.empty();
        }
        warnOfTyping(scalar, names.get(0), ROOTS, findings);
        if (names.size() > 1 && names.get(0).equals("context")) {
            warnOfTyping(scalar, names.get(1), CONTEXT, findings);
        }
        return Optional.of(path);
    }

    /** No error: an event may have fields of its own beside the known ones. */
    private static void warnOfTyping(YamlScalar scalar, String name, List<String> known, Findings findings) {
        if (!known.contains(name)) {
            Suggestion.closest(name, known)
                    .ifPresent(close -> findings.warning(
                            scalar.place(),
                            Finding.quoted(name) + " in " + Finding.quoted(scalar.text()),
                            Words.or(known),
                            "check the path (did you mean '" + close + "'?)"));
        }
    }
}

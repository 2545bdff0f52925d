package io.github.podsights.camel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.consent.CategoryDecision;
import io.github.podsights.camel.consent.ConsentDecision;
import io.github.podsights.camel.mapping.FieldExplanation;
import io.github.podsights.camel.mapping.MappingExplanation;
import io.github.podsights.camel.mapping.SourceExplanation;
import io.github.podsights.camel.mapping.SourceExplanation.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An explanation for people: what each step decided, and a table of the fields. */
final class ExplanationText {

    private static final String INDENT = "        ";

    private ExplanationText() {}

    /** The lines, each with a line end before it. */
    static String of(Explanation explanation) {
        StringBuilder text = new StringBuilder();
        explanation.integration().ifPresent(integration -> step(text, "integration", integration));
        explanation.consent().ifPresent(consent -> step(text, "consent", consent(consent, explanation.categories())));
        explanation.mapping().ifPresent(mapping -> step(text, "mapping", mapping(mapping)));
        if (!explanation.fields().isEmpty()) {
            Table table = new Table("field", "from", "transform", "sent, or why not");
            explanation.fields().forEach(field -> add(table, field, ""));
            table.lines()
                    .forEach(line ->
                            text.append('\n').append(INDENT).append("  ").append(line));
        }
        return text.toString();
    }

    private static void step(StringBuilder text, String step, String decided) {
        text.append(String.format(Locale.ROOT, "\n%s- %-12s %s", INDENT, step, DeliveryText.safe(decided)));
    }

    private static String consent(ConsentDecision decision, List<CategoryDecision> categories) {
        return (decision.granted() ? "granted" : "denied")
                + (decision.reason() == ConsentDecision.Reason.MISSING_ALLOWED
                                || decision.reason() == ConsentDecision.Reason.MISSING
                        ? " (" + decision.text() + ")"
                        : "")
                + ": " + categories.stream().map(ExplanationText::category).collect(Collectors.joining("; "));
    }

    private static String category(CategoryDecision category) {
        String name = "'" + category.category() + "'";
        if (category.place() == null) {
            return name + (category.granted() ? " is always granted" : " stands nowhere");
        }
        return name + " is " + DeliveryText.json(category.value()) + " in " + category.place()
                + (category.granted() ? "" : ", which does not grant it");
    }

    private static String mapping(MappingExplanation mapping) {
        String found = mapping.found()
                .map(one -> one.event()
                                .map(event -> "'" + one.by() + "' is listed as '" + event + "'")
                                .orElse("'" + one.by() + "' is not listed, and defaults: action is send")
                        + one.vendorEvent()
                                .map(name -> ", sent as '" + name + "'")
                                .orElse(""))
                .orElse("");
        if (mapping.unmapped() == null) {
            return found;
        }
        return found.isEmpty() ? mapping.unmapped() : found + "; " + mapping.unmapped();
    }

    private static void add(Table table, FieldExplanation field, String prefix) {
        String name = prefix + field.target();
        table.row(
                DeliveryText.safe(name),
                DeliveryText.safe(field.from().orElse("")),
                String.join(", ", field.transforms()),
                result(field));
        if (field.sources().stream().anyMatch(source -> source.verdict() == Verdict.NOT_ACCEPTED)) {
            for (SourceExplanation source : field.sources()) {
                if (source.why() != null) {
                    table.row("", DeliveryText.safe(source.path()), "", "· " + DeliveryText.safe(source.why()));
                }
            }
        }
        field.elements().forEach(element -> element.fields()
                .forEach(inner -> add(table, inner, name + "[" + element.number() + "].")));
    }

    private static String result(FieldExplanation field) {
        List<String> notes = new ArrayList<>();
        switch (field.origin()) {
            case MAPPINGS -> notes.add("by the integration's mappings");
            case OVERRIDDEN -> notes.add("by the integration's mappings, in place of the preset's");
            default -> {
                // The preset is what nobody asks about, and of a removal it is said anyway.
            }
        }
        if (field.redacted()) {
            notes.add("an e-mail address in it is replaced by its hash");
        }
        String note = notes.isEmpty() ? "" : "  (" + String.join("; ", notes) + ")";
        return field.value()
                        .map(ExplanationText::value)
                        .orElseGet(() -> "left out: " + DeliveryText.safe(leftOut(field)))
                + note;
    }

    /** Where nothing was found at all, that is said in one row. */
    private static String leftOut(FieldExplanation field) {
        boolean nothing = field.from().isEmpty()
                && !field.sources().isEmpty()
                && field.sources().stream().allMatch(source -> source.verdict() == Verdict.NO_VALUE);
        return nothing
                ? field.sources().stream().map(ExplanationText::nothing).collect(Collectors.joining("; "))
                        + field.leftOut().substring(FieldExplanation.NO_VALUE.length())
                : field.leftOut();
    }

    private static String nothing(SourceExplanation source) {
        return source.why() + " at " + source.path();
    }

    /** A list is shown by its elements. */
    private static String value(JsonNode value) {
        return value.isArray()
                ? value.size() + (value.size() == 1 ? " element" : " elements")
                : DeliveryText.json(value);
    }

    /** Columns that are as wide as what stands in them, the last one as it is. */
    private static final class Table {

        private final List<String[]> rows = new ArrayList<>();

        Table(String... header) {
            rows.add(header);
        }

        void row(String... cells) {
            rows.add(cells);
        }

        List<String> lines() {
            int[] widths = new int[rows.get(0).length];
            for (String[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    widths[i] = Math.max(widths[i], row[i].length());
                }
            }
            return rows.stream().map(row -> line(row, widths)).toList();
        }

        private static String line(String[] row, int[] widths) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length - 1; i++) {
                line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
            }
            return line.append(row[row.length - 1]).toString().stripTrailing();
        }
    }
}

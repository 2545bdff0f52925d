package io.github.podsights.camel.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.podsights.camel.event.Printable;
import io.github.podsights.camel.identity.Redaction;
import java.io.IOException;
import java.io.StringWriter;
import java.util.stream.Collectors;

/** JSON of a dead letter for a terminal: every number as it is written, and nothing that a terminal would obey. */
final class PrettyJson {

    /** What could be written as a dead letter can be shown. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1_000)
                    .maxNumberLength(100_000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private PrettyJson() {}

    /** On one line. */
    static String line(String json) throws IOException {
        return Printable.escape(copy(json, false));
    }

    /** On a line for each value. */
    static String lines(String json) throws IOException {
        return copy(json, true).lines().map(Printable::escape).collect(Collectors.joining("\n"));
    }

    private static String copy(String json, boolean pretty) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonParser parser = JSON.createParser(json);
                JsonGenerator out = JSON.createGenerator(text)) {
            if (pretty) {
                DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
                out.setPrettyPrinter(
                        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
            }
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case FIELD_NAME -> out.writeFieldName(Redaction.redact(parser.currentName()));
                    case VALUE_STRING -> out.writeString(Redaction.redact(parser.getText()));
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(parser.getText());
                    default -> out.copyCurrentEvent(parser);
                }
            }
        }
        return text.toString();
    }
}

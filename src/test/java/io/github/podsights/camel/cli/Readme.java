package io.github.podsights.camel.cli;

import io.github.podsights.camel.metrics.Meter;
import io.github.podsights.camel.settings.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The README, or another document, by its parts. */
final class Readme {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$");

    private static final Pattern TABLE = Pattern.compile("(?s)<!-- properties -->\n(.*?)<!-- /properties -->");

    private static final Pattern METERS = Pattern.compile("(?s)<!-- metrics -->\n(.*?)<!-- /metrics -->");

    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)\\)");

    private final String text;

    private Readme(String text) {
        this.text = text;
    }

    static Readme read() throws IOException {
        return read(Path.of("README.md"));
    }

    static Readme read(Path document) throws IOException {
        return new Readme(Files.readString(document));
    }

    /** All of it. */
    String text() {
        return text;
    }

    /** The blocks of code of a language, in their order. */
    List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** What its links point to. */
    List<String> links() {
        return LINK.matcher(text).results().map(link -> link.group(1)).toList();
    }

    /** The table of properties as it stands there. */
    String propertyTable() {
        return TABLE.matcher(text).results().map(table -> table.group(1)).collect(Collectors.joining());
    }

    /** The table of properties as it should stand there. */
    static String expectedPropertyTable() {
        return Stream.of(Property.values())
                .map(property ->
                        "| `" + property.key() + "` | " + value(property) + " | " + property.description() + " |\n")
                .collect(Collectors.joining("", "| property | default | |\n|---|---|---|\n", ""));
    }

    /** The table of meters as it stands there. */
    String meterTable() {
        return METERS.matcher(text).results().map(table -> table.group(1)).collect(Collectors.joining());
    }

    /** The table of meters as it should stand there. */
    static String expectedMeterTable() {
        return Stream.of(Meter.values())
                .map(meter -> "| `" + meter.prometheusName() + "` | " + meter.type() + " | "
                        + meter.labels().stream()
                                .map(label -> "`" + label + "`")
                                .collect(Collectors.joining(", "))
                        + " | " + meter.description() + " |\n")
                .collect(Collectors.joining("", "| metric | type | labels | |\n|---|---|---|---|\n", ""));
    }

    /** Words that are no value are not written as one. */
    private static String value(Property property) {
        String text = property.defaultText();
        return text.equals("none") || text.contains(" ") ? text : "`" + text + "`";
    }
}

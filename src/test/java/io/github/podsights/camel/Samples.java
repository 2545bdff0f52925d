package io.github.podsights.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The table that explains the sample events. */
public final class Samples {

    /** Where they lie. */
    public static final Path DIRECTORY = Path.of("config/samples");

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (\\d+) \\| ([a-z-]+) \\| .* \\| ([a-z_]+) \\| (?:.* )?\\|$");

    private Samples() {}

    /** Its rows: line, name and outcome are the groups 1 to 3. */
    public static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(DIRECTORY.resolve("README.md")))
                .results()
                .toList();
    }

    /** The outcome that it gives for each line. */
    public static Map<Integer, String> outcomes() throws IOException {
        Map<Integer, String> outcomes = new TreeMap<>();
        rows().forEach(row -> outcomes.put(Integer.valueOf(row.group(1)), row.group(3)));
        return outcomes;
    }
}

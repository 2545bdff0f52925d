package io.github.podsights.camel.yaml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.LoadSettingsBuilder;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads a YAML file that holds one map, strictly: YAML 1.2, UTF-8, one document, no key twice, no tags, at most
 * {@value #DEEPEST} levels, {@value #MOST_ALIASES} aliases of lists and maps, and {@value #LARGEST} characters.
 */
public final class YamlFile {

    private static final int DEEPEST = 50;
    private static final int MOST_ALIASES = 50;
    private static final int LARGEST = 1_000_000;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final LoadSettings SETTINGS = anyKeys(
                    LoadSettings.builder().setSchema(new CoreSchema()).setMaxAliasesForCollections(MOST_ALIASES))
            .build();

    private YamlFile() {}

    /**
     * Refused later, with a better word: an unquoted {{env:NAME}} is a map that is a key. Before version 3, which Camel in
     * Karaf does not have, they are always allowed, and can't be.
     */
    private static LoadSettingsBuilder anyKeys(LoadSettingsBuilder builder) {
        try {
            LoadSettingsBuilder.class
                    .getMethod("setAllowNonScalarKeys", boolean.class)
                    .invoke(builder, true);
        } catch (NoSuchMethodException e) {
            return builder;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a public method can be called", e);
        }
        return builder;
    }

    /** Reads a file; empty if it can't be read, is no YAML, or no map, which is then a finding. */
    public static Optional<YamlMap> read(Path file, Findings findings) {
        return read(file, Contents.DISK, findings);
    }

    /** Reads a file as it stands in {@code contents}; empty if it can't be read, is no YAML, or no map. */
    public static Optional<YamlMap> read(Path file, Contents contents, Findings findings) {
        return readDocument(file, contents, findings).flatMap(root -> map(root, findings));
    }

    /** Reads a file whose document may be something else than a map; empty, and a finding, if it can't be read. */
    public static Optional<YamlNode> readDocument(Path file, Findings findings) {
        return readDocument(file, Contents.DISK, findings);
    }

    /** Reads a file as it stands in {@code contents}, whose document may be something else than a map. */
    private static Optional<YamlNode> readDocument(Path file, Contents contents, Findings findings) {
        try {
            return readDocument(file.toString(), contents.read(file), findings);
        } catch (NoSuchFileException e) {
            findings.error(Place.of(file.toString()), "no such file", "a YAML file", "create it");
        } catch (IOException e) {
            String why = "a file that can't be read (" + e.getClass().getSimpleName() + ")";
            findings.error(Place.of(file.toString()), why, "a YAML file", "check its permissions");
        }
        return Optional.empty();
    }

    /** Reads a file's content, which must be UTF-8; {@code file} is its name for findings. */
    public static Optional<YamlMap> read(String file, byte[] content, Findings findings) {
        return readDocument(file, content, findings).flatMap(root -> map(root, findings));
    }

    /** Reads a file's content whose document may be something else than a map. */
    public static Optional<YamlNode> readDocument(String file, byte[] content, Findings findings) {
        return readDocument(file, content, "a map", findings);
    }

    /** Reads a file's content; {@code expected} is what an empty one should have. */
    public static Optional<YamlNode> readDocument(String file, byte[] content, String expected, Findings findings) {
        try {
            return readText(
                    file,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(content))
                            .toString(),
                    expected,
                    findings);
        } catch (CharacterCodingException e) {
            findings.error(Place.of(file), "bytes that are no UTF-8", "a text in UTF-8", "save the file as UTF-8");
            return Optional.empty();
        }
    }

    /** Reads a text; {@code file} is its name for findings. */
    public static Optional<YamlMap> read(String file, String text, Findings findings) {
        return readText(file, text, "a map", findings).flatMap(root -> map(root, findings));
    }

    private static Optional<YamlMap> map(YamlNode root, Findings findings) {
        return YamlMap.is(YamlMap.class, root, "a map", findings);
    }

    private static Optional<YamlNode> readText(String file, String text, String expected, Findings findings) {
        String yaml = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        Place document = new Place(file, 1, "");
        if (yaml.length() > LARGEST) {
            String most = "at most " + LARGEST;
            findings.error(document, yaml.length() + " characters", most, "check that it is the right file");
            return Optional.empty();
        }
        try {
            if (isTooDeep(document, yaml, findings)) {
                return Optional.empty();
            }
            return compose(document, yaml, expected, findings);
        } catch (MarkedYamlEngineException e) {
            syntaxError(new Place(file, line(e), ""), e.getProblem(), findings);
        } catch (ReaderException e) {
            int line = lineAt(yaml, Math.min(e.getPosition(), yaml.length()));
            syntaxError(new Place(file, line, ""), "a control character", findings);
        } catch (YamlEngineException e) {
            String most = "at most " + MOST_ALIASES;
            findings.error(document, "too many aliases of lists and maps", most, "write them without aliases");
        }
        return Optional.empty();
    }

    private static Optional<YamlNode> compose(Place document, String yaml, String expected, Findings findings) {
        Optional<Node> node = new Compose(SETTINGS).composeString(yaml);
        if (node.isEmpty()) {
            findings.error(document, "an empty file", expected, "write what should be configured");
            return Optional.empty();
        }
        int errors = findings.errors();
        Optional<YamlNode> root = new NodeReader(findings).read(node.get(), document);
        // What such an error left out would be reported as missing as well.
        return findings.errors() > errors ? Optional.empty() : root;
    }

    /** The composer calls itself for each level: what is too deep must not get there. */
    private static boolean isTooDeep(Place document, String yaml, Findings findings) {
        int depth = 0;
        for (Event event : new Parse(SETTINGS).parseString(yaml)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            if (depth > DEEPEST) {
                int line = event.getStartMark().map(Mark::getLine).orElse(0) + 1;
                findings.error(
                        new Place(document.file(), line, ""),
                        "more than " + DEEPEST + " levels",
                        "fewer levels",
                        "check the brackets");
                return true;
            }
        }
        return false;
    }

    private static int line(MarkedYamlEngineException e) {
        return e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0) + 1;
    }

    private static int lineAt(String yaml, int position) {
        return 1
                + (int) yaml.substring(0, position)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    private static void syntaxError(Place place, String problem, Findings findings) {
        String found = problem;
        if (problem.startsWith("found undefined alias")) {
            // What follows is what was written: a secret that begins with an asterisk.
            found = "an alias of no anchor";
        } else if (problem.startsWith("found undefined tag handle")) {
            found = "an unknown tag";
        } else if (problem.contains("found another document")) {
            found = "a second document";
        } else if (problem.startsWith("found ")) {
            found = problem.substring("found ".length());
        }
        findings.error(
                place, found, "YAML", "correct the syntax in this line or the one before, or put the value in quotes");
    }
}

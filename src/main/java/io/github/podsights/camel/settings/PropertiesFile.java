package io.github.podsights.camel.settings;

import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of properties, with the line that each stands in. */
final class PropertiesFile {

    /** A backslash and a u, but not four hexadecimal digits behind them. */
    private static final Pattern BROKEN_ESCAPE =
            Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*(\\\\u(?![0-9a-fA-F]{4}).{0,4})");

    private final Path path;
    private final Findings findings;

    PropertiesFile(Path path, Findings findings) {
        this.path = path;
        this.findings = findings;
    }

    /** What stands in it, white space taken off; nothing if there is no file, or if a finding says what is wrong. */
    Map<String, PropertyValues.Value> read() {
        if (Files.notExists(path)) {
            return Map.of();
        }
        try {
            return text(Files.readAllBytes(path)).map(this::values).orElse(Map.of());
        } catch (IOException e) {
            findings.error(
                    Place.of(path.toString()),
                    "what can't be read (" + e.getClass().getSimpleName() + ")",
                    "a properties file",
                    "check what it is and its permissions, or remove it");
            return Map.of();
        }
    }

    private Optional<String> text(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        if (decoder.decode(in, out, true).isError()) {
            findings.error(
                    at(new String(bytes, 0, in.position(), StandardCharsets.UTF_8).split("\\R", -1).length),
                    "bytes that are no UTF-8",
                    "a text in UTF-8",
                    "save the file as UTF-8");
            return Optional.empty();
        }
        return Optional.of(out.flip().toString());
    }

    private Map<String, PropertyValues.Value> values(String text) {
        List<String> lines = text.lines().toList();
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory could not be read", e);
        } catch (IllegalArgumentException e) {
            brokenEscape(lines);
            return Map.of();
        }
        Map<String, PropertyValues.Value> values = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            values.put(
                    key,
                    new PropertyValues.Value(properties.getProperty(key).strip(), path.toString(), lineOf(key, lines)));
        }
        return values;
    }

    private void brokenEscape(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = BROKEN_ESCAPE.matcher(lines.get(i));
            boolean comment = lines.get(i).strip().matches("[#!].*");
            if (!comment && matcher.find()) {
                findings.error(
                        at(i + 1),
                        "the broken escape " + Finding.quoted(matcher.group(1)),
                        "\\u and four hexadecimal digits",
                        "write \\\\ for a backslash, or / in a path");
                return;
            }
        }
        findings.error(at(0), "a broken escape", "\\u and four hexadecimal digits", "write \\\\ for a backslash");
    }

    private Place at(int line) {
        return new Place(path.toString(), line, "");
    }

    /** The last line that begins with the key: the last one is the one that counts. */
    private static int lineOf(String key, List<String> lines) {
        int found = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).stripLeading();
            if (line.startsWith(key) && line.substring(key.length()).matches("(\\s|[=:]).*|")) {
                found = i + 1;
            }
        }
        return found;
    }
}

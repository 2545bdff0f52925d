package io.github.podsights.camel.integration;

import io.github.podsights.camel.yaml.Contents;
import io.github.podsights.camel.yaml.Finding;
import io.github.podsights.camel.yaml.Findings;
import io.github.podsights.camel.yaml.Place;
import io.github.podsights.camel.yaml.YamlScalar;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Values that stand elsewhere: <code>{{env:NAME}}</code> in an environment variable, <code>{{file:/path}}</code> in a
 * file, and where other functions are known, what these find. No finding shows what stands there.
 */
public final class Placeholders {

    private static final String START = "{{";
    private static final String END = "}}";
    private static final String ENV = "env:";
    private static final String FILE = "file:";
    private static final long LARGEST_FILE = 64 * 1024L;

    private final Function<String, String> environment;
    private final Path base;
    private final Optional<String> standIn;
    private final Contents contents;
    private final PlaceholderFunctions functions;

    /**
     * @param environment the value of an environment variable, null if it is not set: {@code System::getenv}
     * @param base what a relative path of a file is taken from
     */
    public Placeholders(Function<String, String> environment, Path base) {
        this(environment, base, Contents.DISK);
    }

    /**
     * @param environment the value of an environment variable, null if it is not set: {@code System::getenv}
     * @param base what a relative path of a file is taken from
     * @param contents where the files are read
     */
    public Placeholders(Function<String, String> environment, Path base, Contents contents) {
        this(environment, base, contents, PlaceholderFunctions.NONE, Optional.empty());
    }

    private Placeholders(
            Function<String, String> environment,
            Path base,
            Contents contents,
            PlaceholderFunctions functions,
            Optional<String> standIn) {
        this.environment = Objects.requireNonNull(environment, "environment");
        this.base = Objects.requireNonNull(base, "base");
        this.contents = Objects.requireNonNull(contents, "contents");
        this.functions = Objects.requireNonNull(functions, "functions");
        this.standIn = standIn;
    }

    /** The same, but what has no value, which is no finding then, stands for {@code value}: where nothing is sent. */
    public Placeholders otherwise(String value) {
        return new Placeholders(environment, base, contents, functions, Optional.of(value));
    }

    /** The same, which knows other functions as well, such as those of Camel. */
    public Placeholders with(PlaceholderFunctions others) {
        return new Placeholders(environment, base, contents, others, standIn);
    }

    /** Whether a text is meant to be a placeholder. */
    public static boolean isPlaceholder(String text) {
        return text.contains(START);
    }

    /** The text itself, or what it stands for, trimmed; empty, and a finding, if there is nothing. */
    Optional<String> resolve(YamlScalar scalar, Findings findings) {
        return resolve(scalar.text(), scalar.place(), findings);
    }

    /**
     * The text itself, or what it stands for, trimmed; empty, and a finding, if there is nothing.
     *
     * @param place where the text stands
     */
    public Optional<String> resolve(String written, Place place, Findings findings) {
        return standIn.isEmpty()
                ? resolved(written, place, findings)
                : resolved(written, place, new Findings()).or(() -> standIn);
    }

    private Optional<String> resolved(String written, Place place, Findings findings) {
        String text = written.strip();
        if (!isPlaceholder(text)) {
            return Optional.of(text);
        }
        if (text.startsWith(START) && text.endsWith(END) && text.indexOf(START, 1) < 0) {
            String inner =
                    text.substring(START.length(), text.length() - END.length()).strip();
            if (inner.startsWith(ENV)) {
                return variable(inner.substring(ENV.length()).strip(), place, findings);
            }
            if (inner.startsWith(FILE)) {
                return file(inner.substring(FILE.length()).strip(), place, findings);
            }
            int colon = inner.indexOf(':');
            if (colon > 0 && functions.knows(inner.substring(0, colon))) {
                return function(inner.substring(0, colon), inner.substring(colon + 1), place, findings);
            }
        }
        findings.error(
                place,
                "braces that are no placeholder",
                "{{env:NAME}} or {{file:/path}}, and nothing beside it",
                "write one of these");
        return Optional.empty();
    }

    private Optional<String> variable(String name, Place place, Findings findings) {
        String value = name.isEmpty() ? null : environment.apply(name);
        if (value == null || value.isBlank()) {
            findings.error(
                    place,
                    "the environment variable " + Finding.quoted(name) + (value == null ? " not set" : " empty"),
                    "a value in it",
                    "set " + Finding.quoted(name) + " before the start, or correct its name");
            return Optional.empty();
        }
        return oneLine(value, "the environment variable " + Finding.quoted(name), place, findings);
    }

    private Optional<String> file(String name, Place place, Findings findings) {
        String file = "the file " + Finding.quoted(name);
        try {
            byte[] content = name.isEmpty() ? null : content(base.resolve(name));
            if (content == null || content.length > LARGEST_FILE) {
                String expected = "a file of at most 64 KiB";
                findings.error(place, file + ", which is none", expected, "create it, or correct its path");
                return Optional.empty();
            }
            String value = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString()
                    .strip();
            if (value.isEmpty()) {
                findings.error(place, file + " empty", "a value in it", "write the value into the file");
                return Optional.empty();
            }
            return oneLine(value, file, place, findings);
        } catch (IOException | IllegalArgumentException e) {
            String found = file + ", which can't be read (" + e.getClass().getSimpleName() + ")";
            findings.error(place, found, "a file in UTF-8", "check its path and permissions");
            return Optional.empty();
        }
    }

    /** Null if it is no file. */
    private byte[] content(Path path) throws IOException {
        try {
            return contents.secret(path);
        } catch (AccessDeniedException e) {
            throw e;
        } catch (FileSystemException e) {
            return null;
        }
    }

    private Optional<String> function(String name, String argument, Place place, Findings findings) {
        String function = "the function " + Finding.quoted(name);
        try {
            Optional<String> value = functions.value(name, argument).filter(text -> !text.isBlank());
            if (value.isPresent()) {
                return oneLine(value.get(), function, place, findings);
            }
            findings.error(
                    place, function + " that finds nothing", "a value there", "write it there, or correct its name");
        } catch (RuntimeException e) {
            // Its message may be anything: it is not shown.
            String found = function + " that failed (" + e.getClass().getSimpleName() + ")";
            findings.error(place, found, "a value from it", "look at what it is told of " + Finding.quoted(name));
        }
        return Optional.empty();
    }

    private static Optional<String> oneLine(String value, String where, Place place, Findings findings) {
        String text = value.strip();
        if (text.chars().anyMatch(Character::isISOControl)) {
            findings.error(place, where + " with several lines", "one line", "leave the value alone in it");
            return Optional.empty();
        }
        return Optional.of(text);
    }
}

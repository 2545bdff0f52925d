package io.github.podsights.camel.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A map, and typed access to its values. A getter that does not find what it should adds a finding, and answers as if
 * nothing stood there: so that one reading shows all that is wrong. A key without a value, or with null, is absent.
 *
 * @param place where it stands
 * @param entries its values by their keys, in the order of the file
 */
public record YamlMap(Place place, Map<String, YamlNode> entries) implements YamlNode {

    public YamlMap {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String kind() {
        return "a map";
    }

    /** Adds an error for each key that is none of {@code known}, with the closest of these. */
    public void onlyKeys(Collection<String> known, Findings findings) {
        entries.forEach((key, value) -> {
            if (!known.contains(key)) {
                findings.error(
                        value.place(),
                        "the unknown key " + Finding.quoted(key),
                        Words.or(known),
                        "remove or correct it" + Suggestion.hint(key, known));
            }
        });
    }

    /** The value of a key; empty if it is absent. */
    public Optional<YamlNode> get(String key) {
        return Optional.ofNullable(entries.get(key))
                .filter(node -> !(node instanceof YamlScalar scalar && scalar.type() == YamlScalar.Type.NULL));
    }

    /** Where the value of a key stands; where the map does if it is absent, with the path that it would have. */
    public Place place(String key) {
        YamlNode value = entries.get(key);
        return value == null ? place.key(key, place.line()) : value.place();
    }

    /** A single value; its kind alone is told if it is something else, since it may be a secret. */
    public Optional<YamlScalar> scalar(String key, Findings findings) {
        return get(key).flatMap(node -> is(YamlScalar.class, node, "a single value", findings));
    }

    /** The text of a single value as it was written; a number's and a boolean's as well. */
    public Optional<String> text(String key, Findings findings) {
        return scalar(key, findings).map(YamlScalar::text);
    }

    /** {@code true} or {@code false}, also in quotes; without these {@code True} and {@code TRUE} are the same. */
    public Optional<Boolean> bool(String key, Findings findings) {
        if (get(key).orElse(null) instanceof YamlScalar scalar && scalar.type() == YamlScalar.Type.BOOLEAN) {
            for (Boolean value : List.of(true, false)) {
                if (value.toString().equalsIgnoreCase(scalar.text())) {
                    return Optional.of(value);
                }
            }
        }
        return choice(key, List.of(true, false), String::valueOf, findings);
    }

    /** A map. */
    public Optional<YamlMap> map(String key, Findings findings) {
        return get(key).flatMap(node -> is(YamlMap.class, node, "a map", findings));
    }

    /** A list. */
    public Optional<YamlList> list(String key, Findings findings) {
        return get(key).flatMap(node -> is(YamlList.class, node, "a list", findings));
    }

    /** A list of single values, or one of them alone; elements that are none are findings. */
    public Optional<List<YamlScalar>> scalars(String key, Findings findings) {
        return get(key).map(node -> {
            List<YamlNode> nodes = node instanceof YamlList list ? list.elements() : List.of(node);
            List<YamlScalar> scalars = new ArrayList<>();
            for (YamlNode element : nodes) {
                is(YamlScalar.class, element, "a single value, or a list of these", findings)
                        .filter(scalar -> isSomething(scalar, findings))
                        .ifPresent(scalars::add);
            }
            return scalars;
        });
    }

    /** One of a few values, each of which has its word; case makes a difference. */
    public <T> Optional<T> choice(String key, List<T> values, Function<T, String> word, Findings findings) {
        return scalar(key, findings).flatMap(scalar -> {
            for (T value : values) {
                if (word.apply(value).equals(scalar.text())) {
                    return Optional.of(value);
                }
            }
            List<String> words = values.stream().map(word).toList();
            findings.error(
                    scalar.place(),
                    Finding.quoted(scalar.text()),
                    Words.or(words),
                    (words.size() == 1 ? "write this" : "write one of these") + Suggestion.hint(scalar.text(), words));
            return Optional.empty();
        });
    }

    private static boolean isSomething(YamlScalar scalar, Findings findings) {
        if (scalar.type() != YamlScalar.Type.NULL && !scalar.text().isBlank()) {
            return true;
        }
        findings.error(scalar.place(), "an empty element", "a value", "write the value, or remove the element");
        return false;
    }

    /** The node as {@code type}; if it is something else a finding, which tells its kind but not its value. */
    static <T extends YamlNode> Optional<T> is(Class<T> type, YamlNode node, String expected, Findings findings) {
        if (type.isInstance(node)) {
            return Optional.of(type.cast(node));
        }
        findings.error(node.place(), node.kind(), expected, "write " + expected + " here");
        return Optional.empty();
    }
}

package io.github.podsights.camel.yaml;

/** A value of a YAML file that knows where it stands. */
public sealed interface YamlNode permits YamlScalar, YamlList, YamlMap {

    /** Where it stands: its key's line, or its own in a list. */
    Place place();

    /** What it is, with its article: {@code a map}, {@code a list}, {@code a number}. Tells nothing of its value. */
    String kind();
}

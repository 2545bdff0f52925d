package io.github.podsights.camel.yaml;

/**
 * A single value.
 *
 * @param place where it stands
 * @param type what it is by YAML 1.2's core schema: {@code no} is text there, and {@code 012} a number
 * @param text as it was written, without its quotes
 */
public record YamlScalar(Place place, Type type, String text) implements YamlNode {

    /** What a single value is. */
    public enum Type {
        TEXT("a text"),
        NUMBER("a number"),
        BOOLEAN("a boolean"),
        NULL("nothing");

        private final String kind;

        Type(String kind) {
            this.kind = kind;
        }
    }

    @Override
    public String kind() {
        return type.kind;
    }

    /** Without the value, which may be a secret. */
    @Override
    public String toString() {
        return place + ": " + kind();
    }
}

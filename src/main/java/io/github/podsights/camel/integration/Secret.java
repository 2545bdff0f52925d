package io.github.podsights.camel.integration;

import java.util.Objects;

/** A value that is never written down: as text it is {@code ***}. */
public final class Secret {

    private final String value;

    /** @throws IllegalArgumentException if it is blank */
    public Secret(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a secret is blank; expected a value");
        }
        this.value = value;
    }

    /** The value itself, for the wire alone. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(value);
    }

    @Override
    public String toString() {
        return "***";
    }
}

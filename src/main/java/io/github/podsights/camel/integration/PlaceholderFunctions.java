package io.github.podsights.camel.integration;

import java.util.Optional;

/** Finds what placeholders other than those for the environment and for files stand for: <code>{{name:argument}}</code>. */
public interface PlaceholderFunctions {

    /** None. */
    PlaceholderFunctions NONE = new PlaceholderFunctions() {
        @Override
        public boolean knows(String name) {
            return false;
        }

        @Override
        public Optional<String> value(String name, String argument) {
            return Optional.empty();
        }
    };

    /** Whether there is a function of that name. */
    boolean knows(String name);

    /**
     * What it finds; empty if that is nothing.
     *
     * @param name of one that is known
     * @param argument what stands behind the first colon
     * @throws RuntimeException if it fails; nothing but its class is shown
     */
    Optional<String> value(String name, String argument);
}

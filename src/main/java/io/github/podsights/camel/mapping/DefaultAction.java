package io.github.podsights.camel.mapping;

/** What becomes of an event that a blueprint does not list. */
public enum DefaultAction {
    /** It is not reported: {@code unmapped}. */
    DROP("drop"),
    /** It is reported under its own name in snake_case, with the global mappings. */
    SEND("send");

    private final String word;

    DefaultAction(String word) {
        this.word = word;
    }

    /** As it is written in a blueprint. */
    public String word() {
        return word;
    }
}

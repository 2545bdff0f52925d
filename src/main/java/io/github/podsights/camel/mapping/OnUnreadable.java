package io.github.podsights.camel.mapping;

import java.util.List;

/** What becomes of a delivery when none of a mapping's sources is accepted and one of them can't be read. */
public enum OnUnreadable {
    /** The delivery is {@code invalid}. */
    INVALID("invalid"),
    /** The field is left out, and counted. */
    LEAVE_OUT("leave_out");

    private final String word;

    OnUnreadable(String word) {
        this.word = word;
    }

    /** As it is written in a blueprint. */
    public String word() {
        return word;
    }

    /** What goes for a mapping that does not say it: an identity field is left out. */
    public static OnUnreadable of(List<Transform> transforms) {
        return transforms.stream().anyMatch(Transform::isIdentity) ? LEAVE_OUT : INVALID;
    }
}

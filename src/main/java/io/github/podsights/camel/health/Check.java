package io.github.podsights.camel.health;

import java.util.Objects;

/**
 * How one thing is.
 *
 * @param name what is looked at, such as {@code sources} or {@code integration:shop}
 * @param up whether it is as it should be
 * @param reason why it is not, for people, without anything of an event and without a key; null if it is up
 * @param note what else there is to know, for people; null if there is nothing
 */
public record Check(String name, boolean up, String reason, String note) {

    /** A check without a note. */
    public Check(String name, boolean up, String reason) {
        this(name, up, reason, null);
    }

    public Check {
        Objects.requireNonNull(name, "name");
        if (up != (reason == null)) {
            throw new IllegalArgumentException("a check is either up, or has a reason why it is not");
        }
    }

    /** It is as it should be. */
    public static Check up(String name) {
        return new Check(name, true, null);
    }

    /** It is as it should be, and there is something to know. */
    public static Check up(String name, String note) {
        return new Check(name, true, null, note);
    }

    /** It is not, for a reason. */
    public static Check down(String name, String reason) {
        return new Check(name, false, Objects.requireNonNull(reason, "reason"));
    }
}

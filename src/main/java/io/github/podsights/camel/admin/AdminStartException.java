package io.github.podsights.camel.admin;

import io.github.podsights.camel.settings.Property;
import java.io.IOException;

/** The admin port can't be opened. Its message says what was found there. */
public final class AdminStartException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Property property;

    AdminStartException(Property property, String found, Throwable cause) {
        super(found, cause);
        this.property = property;
    }

    /** The property that is to be changed. */
    public Property property() {
        return property;
    }
}

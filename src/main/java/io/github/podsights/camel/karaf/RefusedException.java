package io.github.podsights.camel.karaf;

import java.io.Serial;

/** A start that can't be; the message says where, what was found, and what to do, in a line for each finding. */
final class RefusedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }
}

package io.github.podsights.camel.route;

import io.github.podsights.camel.event.Printable;
import io.github.podsights.camel.identity.Redaction;

/** Text for a log line, which may be written by a logging of the host's: a file can be named like a person's address. */
public final class Safe {

    private Safe() {}

    /** A thing as text on one line, without an e-mail address. */
    public static String text(Object thing) {
        return Printable.escape(Redaction.redact(String.valueOf(thing)));
    }
}

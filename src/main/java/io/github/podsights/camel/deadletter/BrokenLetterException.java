package io.github.podsights.camel.deadletter;

/** What lies where dead letters do can't be read as one; the message says where, what was found and what to do. */
public final class BrokenLetterException extends Exception {

    private static final long serialVersionUID = 1L;

    BrokenLetterException(String where, String found) {
        super(where + ": found " + found + "; expected a dead letter as it was written; mend it, or move it elsewhere");
    }
}

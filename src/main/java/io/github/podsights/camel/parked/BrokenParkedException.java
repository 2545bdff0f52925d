package io.github.podsights.camel.parked;

/** A parked delivery that can't be read back. Its message says why, with nothing of what stands in it. */
public final class BrokenParkedException extends Exception {

    private static final long serialVersionUID = 1L;

    BrokenParkedException(String found, String expected) {
        super("the parked delivery can't be read: found " + found + "; expected " + expected);
    }
}

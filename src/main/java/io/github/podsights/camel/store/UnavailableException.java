package io.github.podsights.camel.store;

/** What is remembered can't be looked at now. Its message is safe to be shown: nothing of a key or a password is in it. */
public final class UnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnavailableException(String message) {
        super(message);
    }
}

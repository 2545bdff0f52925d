package io.github.podsights.camel.delivery;

/** Remembers, for a window of time, which deliveries were accepted. Used by many threads. */
public interface AcceptedKeys extends AutoCloseable {

    /** Whether a delivery with this key was accepted within the window. */
    boolean contains(DuplicateKey key) throws UnavailableException;

    /** A delivery with this key was accepted now. */
    void add(DuplicateKey key) throws UnavailableException;

    @Override
    void close();

    /** What is remembered can't be looked at now. Its message is safe to be shown: nothing of a key or a password is in it. */
    final class UnavailableException extends Exception {

        private static final long serialVersionUID = 1L;

        public UnavailableException(String message) {
            super(message);
        }
    }
}

package io.github.podsights.camel.delivery;

import io.github.podsights.camel.store.UnavailableException;

/** Remembers, for a window of time, which deliveries were accepted. Used by many threads. */
public interface AcceptedKeys extends AutoCloseable {

    /** Whether a delivery with this key was accepted within the window. */
    boolean contains(DuplicateKey key) throws UnavailableException;

    /** A delivery with this key was accepted now. */
    void add(DuplicateKey key) throws UnavailableException;

    /** Whether what is remembered can be looked at now; does nothing where that is always so. */
    default void check() throws UnavailableException {}

    @Override
    void close();
}

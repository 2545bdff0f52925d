package io.github.podsights.camel.identity;

import io.github.podsights.camel.store.UnavailableException;
import java.util.List;
import java.util.Optional;

/**
 * Remembers, for a time, by which e-mail address a visitor was identified: only the hash of the address, under digests of
 * the visitor's ids. Used by many threads.
 */
public interface IdentityStore extends AutoCloseable {

    /** Remembers nothing. */
    IdentityStore NONE = new IdentityStore() {
        @Override
        public void store(List<Digest> keys, Digest email) {}

        @Override
        public Optional<Digest> find(List<Digest> keys) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    };

    /**
     * Keeps the hash of an address under each key, in place of what was there.
     *
     * @param keys the {@linkplain Visitor#keys keys} of the visitor
     */
    void store(List<Digest> keys, Digest email) throws UnavailableException;

    /** The hash that is kept under the first of the keys that has one; empty if none has, or no more. */
    Optional<Digest> find(List<Digest> keys) throws UnavailableException;

    /** Whether what is stored can be looked at now; does nothing where that is always so. */
    default void check() throws UnavailableException {}

    @Override
    void close();
}

package io.github.podsights.camel.identity;

import io.github.podsights.camel.store.ExpiringMemory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Identities in memory, up to a number of keys; the oldest are forgotten first. They are gone when the process ends. */
public final class IdentitiesInMemory implements IdentityStore {

    private final ExpiringMemory<Digest, Digest> identities;

    /**
     * @param timeToLive how long a hash is kept after it was stored, more than zero
     * @param most how many keys are kept, at least 1: an event with both ids takes two; for moments a few more may be
     * @param nanoTime on the scale of {@link System#nanoTime()}
     */
    public IdentitiesInMemory(Duration timeToLive, int most, LongSupplier nanoTime) {
        this.identities = new ExpiringMemory<>(timeToLive, most, nanoTime);
    }

    @Override
    public void store(List<Digest> keys, Digest email) {
        keys.forEach(key -> identities.put(key, email));
    }

    @Override
    public Optional<Digest> find(List<Digest> keys) {
        for (Digest key : keys) {
            Optional<Digest> email = identities.get(key);
            if (email.isPresent()) {
                return email;
            }
        }
        return Optional.empty();
    }

    /** How many keys are kept. */
    long size() {
        return identities.size();
    }

    @Override
    public void close() {
        identities.clear();
    }
}

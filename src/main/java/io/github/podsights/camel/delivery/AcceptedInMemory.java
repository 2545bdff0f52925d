package io.github.podsights.camel.delivery;

import io.github.podsights.camel.store.ExpiringMemory;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Keys in memory, up to a number of them; the oldest are forgotten first. They are gone when the process ends. */
public final class AcceptedInMemory implements AcceptedKeys {

    private final ExpiringMemory<DuplicateKey, Boolean> keys;

    /**
     * @param window how long a key is remembered, more than zero
     * @param most how many keys are kept, at least 1; for moments a few more may be
     * @param nanoTime on the scale of {@link System#nanoTime()}
     */
    public AcceptedInMemory(Duration window, int most, LongSupplier nanoTime) {
        this.keys = new ExpiringMemory<>(window, most, nanoTime);
    }

    @Override
    public boolean contains(DuplicateKey key) {
        return keys.get(key).isPresent();
    }

    @Override
    public void add(DuplicateKey key) {
        keys.put(key, Boolean.TRUE);
    }

    /** How many keys are kept. */
    long size() {
        return keys.size();
    }

    @Override
    public void close() {
        keys.clear();
    }
}

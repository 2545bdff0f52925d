package io.github.podsights.camel.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Keys in memory, up to a number of them; the oldest are forgotten first. They are gone when the process ends.
 *
 * <p>The bound is kept here: one of the cache's own would forget by how often a key is asked for, and turn away new ones
 * in favour of old ones, while a twin mostly comes soon.
 */
public final class AcceptedInMemory implements AcceptedKeys {

    private final Cache<DuplicateKey, Boolean> keys;
    private final int most;
    private final int slack;
    private final AtomicBoolean trimming = new AtomicBoolean();

    /**
     * @param window how long a key is remembered, more than zero
     * @param most how many keys are kept, at least 1; for moments a few more may be
     * @param nanoTime on the scale of {@link System#nanoTime()}
     */
    public AcceptedInMemory(Duration window, int most, LongSupplier nanoTime) {
        this.most = most;
        this.slack = most / 64;
        this.keys = Caffeine.newBuilder()
                .expireAfterWrite(window)
                .ticker(nanoTime::getAsLong)
                // Housekeeping is short, and needs no pool of the host's.
                .executor(Runnable::run)
                .build();
    }

    @Override
    public boolean contains(DuplicateKey key) {
        return keys.getIfPresent(key) != null;
    }

    @Override
    public void add(DuplicateKey key) {
        keys.put(key, Boolean.TRUE);
        if (keys.estimatedSize() > (long) most + slack && trimming.compareAndSet(false, true)) {
            try {
                trim();
            } finally {
                trimming.set(false);
            }
        }
    }

    private void trim() {
        keys.cleanUp();
        long tooMany = keys.estimatedSize() - most;
        if (tooMany > 0) {
            keys.policy()
                    .expireAfterWrite()
                    .ifPresent(byAge ->
                            keys.invalidateAll(byAge.oldest((int) tooMany).keySet()));
        }
    }

    /** How many keys are kept. */
    long size() {
        keys.cleanUp();
        return keys.estimatedSize();
    }

    @Override
    public void close() {
        keys.invalidateAll();
    }
}

package io.github.podsights.camel.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Values in memory, for a time and up to a number of them; the oldest are forgotten first. Used by many threads.
 *
 * <p>The bound is kept here: one of the cache's own would forget by how often a key is asked for, and turn away new ones
 * in favour of old ones, while what was written last is mostly asked for soon.
 */
public final class ExpiringMemory<K, V> {

    private final Cache<K, V> values;
    private final int most;
    private final int slack;
    private final AtomicBoolean trimming = new AtomicBoolean();

    /**
     * @param timeToLive how long a value is remembered after it was put, more than zero
     * @param most how many are kept, at least 1; for moments a few more may be
     * @param nanoTime on the scale of {@link System#nanoTime()}
     */
    public ExpiringMemory(Duration timeToLive, int most, LongSupplier nanoTime) {
        this.most = most;
        this.slack = most / 64;
        this.values = Caffeine.newBuilder()
                .expireAfterWrite(timeToLive)
                .ticker(nanoTime::getAsLong)
                // Housekeeping is short, and needs no pool of the host's.
                .executor(Runnable::run)
                .build();
    }

    /** The value that was put last; empty if there is none, or no more. */
    public Optional<V> get(K key) {
        return Optional.ofNullable(values.getIfPresent(key));
    }

    /** Remembers a value, in place of the one before. */
    public void put(K key, V value) {
        values.put(key, value);
        if (values.estimatedSize() > (long) most + slack && trimming.compareAndSet(false, true)) {
            try {
                trim();
            } finally {
                trimming.set(false);
            }
        }
    }

    private void trim() {
        values.cleanUp();
        long tooMany = values.estimatedSize() - most;
        if (tooMany > 0) {
            values.policy()
                    .expireAfterWrite()
                    .ifPresent(byAge ->
                            values.invalidateAll(byAge.oldest((int) tooMany).keySet()));
        }
    }

    /** How many are kept. */
    public long size() {
        values.cleanUp();
        return values.estimatedSize();
    }

    /** Forgets all. */
    public void clear() {
        values.invalidateAll();
    }
}

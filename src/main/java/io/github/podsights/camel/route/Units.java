package io.github.podsights.camel.route;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets few large events be written as JSON at a time, since each takes several times its bytes meanwhile; small ones don't
 * wait for each other.
 */
final class Units {

    /** How many KiB of events at a time; a larger one goes alone. */
    private static final int MOST = 1024;

    private final Semaphore units = new Semaphore(MOST, true);

    /** Makes something of an event that has so many bytes. */
    <T> T of(int bytes, Supplier<T> make) {
        int needed = Math.min(MOST, 1 + bytes / 1024);
        // A matter of milliseconds: a stop can wait for it.
        units.acquireUninterruptibly(needed);
        try {
            return make.get();
        } finally {
            units.release(needed);
        }
    }
}

package io.github.podsights.camel.route;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many of a kind may be under way at the same time; that changes with the number of integrations. */
final class Permits {

    /** Gives away fewer permits than it has. */
    private static final class Free extends Semaphore {

        private static final long serialVersionUID = 1L;

        Free(int permits) {
            super(permits);
        }

        void reduce(int by) {
            reducePermits(by);
        }
    }

    private final Free permits;
    private volatile int most;

    /** @param most how many there may be, at least 1 */
    Permits(int most) {
        this.most = most;
        this.permits = new Free(most);
    }

    /** How many there may be. */
    int most() {
        return most;
    }

    /** So many there may be from now on; if more are in use, these go on, and none is begun until they have ended. */
    synchronized void most(int next) {
        int more = next - most;
        most = next;
        if (more > 0) {
            permits.release(more);
        } else {
            permits.reduce(-more);
        }
    }

    /** How many are not in use; fewer than none if there are more than there may be. */
    int free() {
        return permits.availablePermits();
    }

    /** Waits for one. Whoever has it gives it back. */
    void acquire() throws InterruptedException {
        permits.acquire();
    }

    /** Waits for one, at most so long; whether there was any. Whoever has it gives it back. */
    boolean tryAcquire(long millis) throws InterruptedException {
        return permits.tryAcquire(millis, TimeUnit.MILLISECONDS);
    }

    /** Gives one back. */
    void release() {
        permits.release();
    }
}

package io.github.podsights.camel.route;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hc.core5.concurrent.Cancellable;

/**
 * Ends what takes longer than it may. A look at all that is under way, ten times in the time allowed, costs less than a
 * timer for each of ten thousand attempts a second: an attempt ends at most a tenth late, and never early.
 */
final class Deadlines implements AutoCloseable {

    private static final long LONGEST_PERIOD_MILLIS = 100;

    private final long timeoutNanos;
    private final LongSupplier nanoTime;
    private final Set<Deadline> underWay = ConcurrentHashMap.newKeySet();
    private final ScheduledFuture<?> sweeping;

    Deadlines(Duration timeout, ScheduledExecutorService timer, LongSupplier nanoTime) {
        this.timeoutNanos = timeout.toNanos();
        this.nanoTime = nanoTime;
        long period = Math.max(1, Math.min(LONGEST_PERIOD_MILLIS, timeout.toMillis() / 10));
        this.sweeping = timer.scheduleWithFixedDelay(this::sweep, period, period, TimeUnit.MILLISECONDS);
    }

    /** Begins with something that is cancelled once the time is over, unless it has ended before. */
    Deadline begin(Cancellable what) {
        Deadline deadline = new Deadline(what, nanoTime.getAsLong());
        underWay.add(deadline);
        return deadline;
    }

    private void sweep() {
        long now = nanoTime.getAsLong();
        for (Deadline deadline : underWay) {
            if (now - deadline.began >= timeoutNanos) {
                deadline.exceed();
            }
        }
    }

    @Override
    public void close() {
        sweeping.cancel(false);
    }

    /** One thing under way. */
    final class Deadline {

        private final Cancellable what;
        private final long began;
        private volatile boolean exceeded;

        private Deadline(Cancellable what, long began) {
            this.what = what;
            this.began = began;
        }

        private void exceed() {
            underWay.remove(this);
            exceeded = true;
            what.cancel();
        }

        /** It has ended by itself, or was cancelled and has noticed. */
        void end() {
            underWay.remove(this);
        }

        /** Whether it was cancelled. */
        boolean isExceeded() {
            return exceeded;
        }
    }
}

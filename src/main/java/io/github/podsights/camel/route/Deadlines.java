package io.github.podsights.camel.route;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hc.core5.concurrent.Cancellable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what takes longer than it may, or is silent for too long. A look at all that is under way, some ten times in the
 * time allowed, costs less than a timer for each read of ten thousand attempts a second: an attempt ends at most a tenth
 * late, and never early.
 */
final class Deadlines {

    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);

    private static final long LONGEST_PERIOD_MILLIS = 100;

    /** What a deadline was exceeded by. */
    enum Exceeded {
        /** It is not. */
        NOTHING,
        /** Nothing was heard for too long. */
        SILENCE,
        /** As a whole it took too long. */
        WHOLE
    }

    private final long silenceNanos;
    private final long wholeNanos;
    private final LongSupplier nanoTime;
    private final Set<Deadline> underWay = ConcurrentHashMap.newKeySet();

    /**
     * @param silence how long nothing may be heard
     * @param whole how long it may take as a whole
     * @param timer looks at what is under way, until it is shut down
     * @param nanoTime the time, on the scale of {@link System#nanoTime()}
     */
    Deadlines(Duration silence, Duration whole, ScheduledExecutorService timer, LongSupplier nanoTime) {
        this.silenceNanos = silence.toNanos();
        this.wholeNanos = whole.toNanos();
        this.nanoTime = nanoTime;
        long shorter = Math.min(silence.toMillis(), whole.toMillis());
        long period = Math.max(1, Math.min(LONGEST_PERIOD_MILLIS, shorter / 10));
        var unused = timer.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
    }

    /** Begins with something that is cancelled once its time is over, unless it has ended before. */
    Deadline begin(Cancellable what) {
        Deadline deadline = new Deadline(what, nanoTime.getAsLong());
        underWay.add(deadline);
        return deadline;
    }

    /** Cancels what is over its time. */
    void look() {
        long now = nanoTime.getAsLong();
        for (Deadline deadline : underWay) {
            look(deadline, now);
        }
    }

    private void look(Deadline deadline, long now) {
        try {
            if (now - deadline.began >= wholeNanos) {
                deadline.exceed(Exceeded.WHOLE);
            } else if (now - deadline.heard >= silenceNanos) {
                deadline.exceed(Exceeded.SILENCE);
            }
        } catch (RuntimeException | Error e) {
            // If it got out, nobody would look after the other attempts any more.
            LOG.warn(
                    "An attempt that took too long could not be ended ({})",
                    e.getClass().getSimpleName());
        }
    }

    /** One thing under way. */
    final class Deadline {

        private final Cancellable what;
        private final long began;
        private volatile long heard;
        private volatile Exceeded exceeded = Exceeded.NOTHING;

        private Deadline(Cancellable what, long began) {
            this.what = what;
            this.began = began;
            this.heard = began;
        }

        private void exceed(Exceeded by) {
            exceeded = by;
            what.cancel();
            underWay.remove(this); // not before: one that could not be cancelled is tried again
        }

        /** Something was heard: the silence begins anew. */
        void heard() {
            heard = nanoTime.getAsLong();
        }

        /** It has ended by itself, or was cancelled and has noticed. */
        void end() {
            underWay.remove(this);
        }

        /** What it was cancelled for. */
        Exceeded exceeded() {
            return exceeded;
        }
    }
}

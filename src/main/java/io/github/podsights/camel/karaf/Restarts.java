package io.github.podsights.camel.karaf;

import io.github.podsights.camel.route.Timers;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts, and with each other configuration stops and starts, on a thread of its own: ConfigAdmin has one for everybody, and
 * a stop takes as long as what is in flight. Of configurations that come meanwhile the last one counts. A start that was
 * refused is tried again: what it lacks may be a file that is put there later.
 */
final class Restarts implements AutoCloseable {

    /** What is started. */
    interface Start {

        /**
         * Starts it.
         *
         * @return what stops it
         * @throws RefusedException if it can't be started with these properties, or not now
         */
        AutoCloseable with(Map<String, String> properties) throws RefusedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Restarts.class);

    private static final long RETRY_SECONDS = 5;

    private final Start start;
    private final ScheduledExecutorService thread = Timers.daemon("podsights-karaf");
    private final AtomicReference<Map<String, String>> wanted = new AtomicReference<>();
    private AutoCloseable running;
    private String refused;
    private ScheduledFuture<?> again;

    Restarts(Start start) {
        this.start = start;
    }

    /** Starts with these properties, in place of what runs; returns at once. */
    void begin(Map<String, String> properties) {
        wanted.set(Map.copyOf(properties));
        thread.execute(this::restart);
    }

    private void restart() {
        Map<String, String> properties = wanted.getAndSet(null);
        if (properties != null) {
            stop();
            refused = null;
            start(properties);
        }
    }

    private void start(Map<String, String> properties) {
        try {
            running = start.with(properties);
        } catch (RefusedException e) {
            if (!String.valueOf(e.getMessage()).equals(refused)) {
                refused = String.valueOf(e.getMessage());
                LOG.error("podsights-camel does not start; it is tried again every {} s:", RETRY_SECONDS);
                refused.lines().forEach(line -> LOG.error("{}", line));
            }
            again = thread.schedule(() -> start(properties), RETRY_SECONDS, TimeUnit.SECONDS);
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "podsights-camel does not start ({}); it is tried again every {} s",
                    e.getClass().getSimpleName(),
                    RETRY_SECONDS);
            again = thread.schedule(() -> start(properties), RETRY_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void stop() {
        if (again != null) {
            again.cancel(false);
            again = null;
        }
        try (AutoCloseable stopped = running) {
            running = null;
        } catch (Exception | LinkageError e) {
            LOG.warn(
                    "podsights-camel was stopped, but not in order ({})",
                    e.getClass().getSimpleName());
        }
    }

    /** Stops what runs, and comes back when it has stopped. */
    @Override
    public void close() {
        wanted.set(null);
        thread.execute(this::stop);
        thread.shutdown();
        boolean interrupted = false;
        while (!thread.isTerminated()) {
            try {
                var unused = thread.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

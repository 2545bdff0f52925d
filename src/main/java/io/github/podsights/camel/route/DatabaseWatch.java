package io.github.podsights.camel.route;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.support.service.ServiceSupport;

/** Looks now and then whether a database answers, so that it is known before an event comes. */
final class DatabaseWatch extends ServiceSupport {

    private static final long PERIOD_SECONDS = 5;

    private final Runnable look;
    private ScheduledExecutorService timer;

    DatabaseWatch(Runnable look) {
        this.look = look;
    }

    @Override
    protected void doStart() {
        timer = Timers.daemon("podsights-database-watch");
        var unused = timer.scheduleWithFixedDelay(look, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    protected void doStop() {
        if (timer != null) { // in a context that never started
            timer.shutdownNow();
        }
    }
}

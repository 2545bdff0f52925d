package io.github.podsights.camel.route;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Timers, each with one thread that keeps no JVM from ending. */
public final class Timers {

    private Timers() {}

    /** A timer; whoever makes it shuts it down. */
    public static ScheduledExecutorService daemon(String threadName) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            return thread;
        });
    }
}

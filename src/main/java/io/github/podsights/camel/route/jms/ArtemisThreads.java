package io.github.podsights.camel.route.jms;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/**
 * The threads of a client of Artemis's. Those that all clients share outlive every context; those that the client makes for
 * itself it ends before the network has told of the connections that were closed, and then logs an error with a stack trace,
 * in one stop of ten. Once these have ended, what comes late is dropped.
 */
final class ArtemisThreads {

    /** As many as the client itself has for what is timed. */
    private static final int TIMED = 5;

    private static final long IDLE_SECONDS = 60;

    private static final long END_SECONDS = 10;

    private final ExecutorService calls = unbounded("podsights-artemis");
    private final ExecutorService flow = unbounded("podsights-artemis-flow");
    private final ScheduledExecutorService timed = new ScheduledThreadPoolExecutor(
            TIMED, named("podsights-artemis-timed"), new ThreadPoolExecutor.DiscardPolicy());

    void giveTo(ServerLocator locator) {
        locator.setThreadPools(calls, timed, flow);
    }

    /** After the client was closed. Waits for what is under way, for ten seconds at the most. */
    void end() {
        calls.shutdown();
        flow.shutdown();
        timed.shutdownNow();
        try {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
            for (ExecutorService each : new ExecutorService[] {calls, flow, timed}) {
                each.awaitTermination(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ExecutorService unbounded(String name) {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                named(name),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    private static ThreadFactory named(String name) {
        AtomicInteger last = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + '-' + last.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(ServerLocator.class.getClassLoader()); // not that of whoever asked first
            return thread;
        };
    }
}

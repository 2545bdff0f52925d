package io.github.podsights.camel.route;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which events are worked, one for each event in flight: virtual ones where the runtime has them, else
 * platform threads that are kept for a minute. What is in flight is bounded by the permits of the source, not here.
 */
final class Workers {

    private Workers() {}

    static ExecutorService create() {
        // A virtual thread that blocks within a synchronized block pins its carrier before Java 24 (JEP 491).
        return Runtime.version().feature() >= 24 ? virtual() : platform();
    }

    private static ExecutorService virtual() {
        try {
            return (ExecutorService) MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class))
                    .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("the runtime says it has virtual threads, but gives none", e);
        }
    }

    private static ExecutorService platform() {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory threads = task -> {
            Thread thread = new Thread(task, "podsights-worker-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    }
}

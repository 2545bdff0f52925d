package io.github.podsights.camel.route;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which the deliveries of one event run side by side: those of the workers, and where there is none to be
 * had, the one that asks. Camel's splitter waits for what it handed over, and would wait for ever for what no thread takes.
 */
final class FanOutExecutor extends AbstractExecutorService {

    private final ExecutorService workers;

    FanOutExecutor(ExecutorService workers) {
        this.workers = workers;
    }

    @Override
    public void execute(Runnable task) {
        try {
            workers.execute(task);
        } catch (OutOfMemoryError e) {
            // "unable to create native thread": one after the other is slower, and all the same right.
            task.run();
        }
    }

    @Override
    public void shutdown() {
        workers.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return workers.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return workers.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return workers.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return workers.awaitTermination(timeout, unit);
    }
}

package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FanOutExecutorTest {

    @Test
    void runsWhatNoThreadTakesOnTheOneThatAsks() throws Exception {
        List<Thread> threads = new ArrayList<>();
        ThreadFactory none = task -> {
            throw new OutOfMemoryError("unable to create native thread");
        };
        try (var pool = new Closing(new FanOutExecutor(
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), none)))) {
            pool.executor().submit(() -> threads.add(Thread.currentThread())).get(1, TimeUnit.MINUTES);
        }
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void takesNothingOnceTheWorkersAreStopped() {
        FanOutExecutor executor = new FanOutExecutor(Executors.newCachedThreadPool());
        executor.shutdownNow();
        assertThat(executor.isShutdown()).isTrue();
        assertThatThrownBy(() -> executor.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    private record Closing(FanOutExecutor executor) implements AutoCloseable {
        @Override
        public void close() {
            executor.shutdownNow();
        }
    }
}

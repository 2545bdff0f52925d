package io.github.podsights.camel.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/** A running bundle that stops in order on Ctrl-C or SIGTERM, and prints its books whichever way it ends. */
final class StopOnSignal implements AutoCloseable {

    private final Standalone standalone;
    private final PrintWriter out;
    private final CountDownLatch signal = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread hook = new Thread(this::onSignal, "podsights-stop");

    private StopOnSignal(Standalone standalone, PrintWriter out) {
        this.standalone = standalone;
        this.out = out;
    }

    static StopOnSignal over(Standalone standalone, PrintWriter out) {
        StopOnSignal running = new StopOnSignal(standalone, out);
        Runtime.getRuntime().addShutdownHook(running.hook);
        return running;
    }

    Standalone standalone() {
        return standalone;
    }

    /** Whether a signal came. */
    boolean isStopped() {
        return signal.getCount() == 0;
    }

    /** Waits for a signal. */
    void awaitSignal() throws InterruptedException {
        signal.await();
    }

    private void onSignal() {
        signal.countDown();
        stop();
    }

    /** Stops in order and prints the books; a second call waits for the first. */
    void stop() {
        synchronized (stopped) {
            if (stopped.getCount() > 0) {
                standalone.close();
                out.println(BalanceText.of(standalone.total()));
                out.flush();
                stopped.countDown();
            }
        }
    }

    @Override
    public void close() {
        if (!isStopped()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        stop();
    }
}

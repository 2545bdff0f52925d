package io.github.podsights.camel.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/** A running bundle that stops in order on Ctrl-C or SIGTERM, and prints its books whichever way it ends. */
final class StopOnSignal implements AutoCloseable {

    private final Standalone standalone;
    private final PrintWriter out;
    private final Runnable afterwards;
    private final CountDownLatch signal = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread hook = new Thread(this::onSignal, "podsights-stop");

    private StopOnSignal(Standalone standalone, PrintWriter out, Runnable afterwards) {
        this.standalone = standalone;
        this.out = out;
        this.afterwards = afterwards;
    }

    /**
     * Takes care of a bundle that runs.
     *
     * @param afterwards done after the books are printed, whichever way it ends: after a signal nothing else is
     */
    static StopOnSignal over(Standalone standalone, PrintWriter out, Runnable afterwards) {
        StopOnSignal running = new StopOnSignal(standalone, out, afterwards);
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
                afterwards.run();
                out.flush();
                stopped.countDown();
            }
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // A signal came: the hook runs, and stops as well.
        }
        stop();
    }
}

package io.github.podsights.camel.route;

/** Whether the bundle is stopping: then nothing is begun any more, and nothing waited for that may take long. */
final class Stopping {

    private volatile boolean stopping;

    boolean isStopping() {
        return stopping;
    }

    void begin() {
        stopping = true;
    }
}

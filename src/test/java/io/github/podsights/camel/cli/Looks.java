package io.github.podsights.camel.cli;

/** Looks at the configuration, as the watch does from time to time. */
final class Looks {

    private Looks() {}

    /** What has changed counts when two looks have seen the same. */
    static void look(Standalone running) {
        running.watch().look();
        running.watch().look();
    }
}

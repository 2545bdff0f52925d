package io.github.podsights.camel.route.jms;

import org.apache.camel.support.service.ServiceSupport;

/** Closes with the context what was opened for it. */
final class Closing extends ServiceSupport {

    private final AutoCloseable opened;

    Closing(AutoCloseable opened) {
        this.opened = opened;
    }

    @Override
    protected void doStop() throws Exception {
        opened.close();
    }
}

package io.github.podsights.camel.cli;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/** Its consumers can't be suspended for a while. */
public final class StubbornComponent extends DefaultComponent {

    /** How often a suspend still fails. */
    static final AtomicInteger FAILS = new AtomicInteger();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new DefaultEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                throw new UnsupportedOperationException("nothing is sent there");
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                return new StubbornConsumer(this, processor);
            }

            @Override
            public boolean isSingleton() {
                return true;
            }
        };
    }

    private static final class StubbornConsumer extends DefaultConsumer implements Suspendable {

        StubbornConsumer(Endpoint endpoint, Processor processor) {
            super(endpoint, processor);
        }

        @Override
        protected void doSuspend() {
            if (FAILS.getAndUpdate(fails -> Math.max(0, fails - 1)) > 0) {
                throw new IllegalStateException("timed out");
            }
        }
    }
}

package io.github.podsights.camel.cli;

import java.util.Map;
import java.util.Set;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** As those of databases are: makes no endpoint without a pool, and closes what it was given when it is stopped. */
public class PoolComponent extends DefaultComponent {

    private Pool pool;

    /** The one that it was given, or null. */
    public Pool getPool() {
        return pool;
    }

    /** Gives it one. */
    public void setPool(Pool pool) {
        this.pool = pool;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        Pool own = resolveAndRemoveReferenceParameter(parameters, "pool", Pool.class);
        Set<Pool> all = getCamelContext().getRegistry().findByType(Pool.class);
        Pool target = own != null
                ? own
                : pool != null || all.size() != 1 ? pool : all.iterator().next();
        if (target == null) {
            throw new IllegalArgumentException("pool must be configured");
        }
        return new PoolEndpoint(uri, this, target);
    }

    @Override
    protected void doStop() throws Exception {
        if (pool != null) {
            pool.close();
        }
        super.doStop();
    }

    private static final class PoolEndpoint extends DefaultEndpoint {

        private final Pool pool;

        PoolEndpoint(String uri, PoolComponent component, Pool pool) {
            super(uri, component);
            this.pool = pool;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) {
                    pool.use();
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void doStop() {
            pool.close();
        }
    }
}

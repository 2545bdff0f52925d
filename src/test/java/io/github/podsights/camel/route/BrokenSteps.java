package io.github.podsights.camel.route;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateSyncProcessor;

/** Steps that end by an error in place of what they do, as long as they are broken. */
public final class BrokenSteps implements InterceptStrategy {

    /** To be found nowhere. */
    public static final String SECRET = "jane.doe@example.com";

    private final Set<String> ids;
    private final AtomicInteger left;
    private final AtomicInteger times = new AtomicInteger();

    private BrokenSteps(Set<String> ids, int times) {
        this.ids = ids;
        this.left = new AtomicInteger(times);
    }

    /** Breaks steps until they are mended. */
    static BrokenSteps of(String... ids) {
        return ofTimes(Integer.MAX_VALUE, ids);
    }

    /** Breaks steps so many times in all. */
    public static BrokenSteps ofTimes(int times, String... ids) {
        return new BrokenSteps(Set.of(ids), times);
    }

    /** Breaks them in the routes of a context. */
    public void in(CamelContext context) {
        context.getCamelContextExtension().addInterceptStrategy(this);
    }

    void mend() {
        left.set(0);
    }

    /** How many times one was broken. */
    public int times() {
        return times.get();
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return ids.contains(definition.getId())
                ? new DelegateSyncProcessor(exchange -> {
                    if (left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                        times.incrementAndGet();
                        throw new StackOverflowError(SECRET);
                    }
                    target.process(exchange);
                })
                : target;
    }
}

package io.github.podsights.camel.route;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateSyncProcessor;

/** Steps that end by an error, or an exception, in place of what they do or after it, as long as they are broken. */
public final class BrokenSteps implements InterceptStrategy {

    /** To be found nowhere. */
    public static final String SECRET = "jane.doe@example.com";

    private final Set<String> ids;
    private final AtomicInteger left;
    private final AtomicInteger times = new AtomicInteger();
    private final Processor failure;
    private boolean after;

    private BrokenSteps(Set<String> ids, int times, Processor failure) {
        this.ids = ids;
        this.left = new AtomicInteger(times);
        this.failure = failure;
    }

    /** Breaks steps until they are mended. */
    static BrokenSteps of(String... ids) {
        return ofTimes(Integer.MAX_VALUE, ids);
    }

    /** Breaks steps so many times in all. */
    public static BrokenSteps ofTimes(int times, String... ids) {
        return new BrokenSteps(Set.of(ids), times, exchange -> {
            throw new StackOverflowError(SECRET);
        });
    }

    /** Breaks steps by an exception. */
    static BrokenSteps by(Function<String, Exception> exception, String... ids) {
        return new BrokenSteps(Set.of(ids), Integer.MAX_VALUE, exchange -> {
            throw exception.apply(SECRET);
        });
    }

    /** Lets them do what they do, and breaks them then. */
    BrokenSteps after() {
        after = true;
        return this;
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
                    boolean broken = left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
                    if (after || !broken) {
                        target.process(exchange);
                    }
                    if (broken) {
                        times.incrementAndGet();
                        failure.process(exchange);
                    }
                })
                : target;
    }
}

package io.github.podsights.camel.route;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;

/**
 * The Java errors by which steps have ended: an event that always ends by one comes again and again, so that health says it,
 * and the log no more than once a minute.
 */
final class StepErrors {

    /** What nothing has ended by for so long may be over. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private static final String NAME = "podsightsStepErrors";

    private final LongSupplier nanoTime;
    private final LongAdder count = new LongAdder();
    private final AtomicReference<Last> last = new AtomicReference<>();
    private final AtomicReference<Last> said = new AtomicReference<>();

    private record Last(String type, long at) {}

    StepErrors(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void bind(CamelContext context) {
        context.getRegistry().bind(NAME, this);
    }

    /** Those of a context; empty if nobody counts them there. */
    static Optional<StepErrors> of(CamelContext context) {
        return Optional.ofNullable(context.getRegistry().lookupByNameAndType(NAME, StepErrors.class));
    }

    /** Notes one; whether it is to be said in the log. */
    boolean note(Throwable error) {
        Last now = new Last(error.getClass().getName(), nanoTime.getAsLong());
        count.increment();
        last.set(now);
        Last before = said.get();
        return !isFresh(before) && said.compareAndSet(before, now);
    }

    /** What steps have ended by, and how often since the start; empty if none has in the last minute. */
    Optional<String> whyNot() {
        Last failed = last.get();
        return isFresh(failed)
                ? Optional.of("a step ended by " + failed.type() + "; " + count.sum()
                        + " in all, whose events are not settled, and come again")
                : Optional.empty();
    }

    private boolean isFresh(Last error) {
        return error != null && nanoTime.getAsLong() - error.at() < FRESH.toNanos();
    }
}

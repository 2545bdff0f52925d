package io.github.podsights.camel.route;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What steps have ended by that leaves their events unsettled, though no stop is the reason and no collector: Java errors, and
 * what fails where there is no delivery to be a dead letter. Such an event may come again and again, so that health says it,
 * and the log no more than once a minute.
 */
final class StepErrors {

    private static final Logger LOG = LoggerFactory.getLogger(StepErrors.class);

    /** What nothing has ended by for so long may be over. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private static final String NAME = "podsightsStepErrors";

    private final LongSupplier nanoTime;
    private final LongAdder count = new LongAdder();
    private final AtomicReference<Last> last = new AtomicReference<>();
    private final AtomicReference<Last> said = new AtomicReference<>();

    private record Last(String what, long at) {}

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

    /**
     * Notes one.
     *
     * @param what for people, without anything of an event
     * @param event whose it is; null if it had not begun
     */
    void note(String what, Throwable failure, EventUnderWay event) {
        boolean stands = event != null && event.isDecided();
        Last now = new Last(what, nanoTime.getAsLong());
        if (!stands) {
            count.increment();
            last.set(now);
        }
        Last before = said.get();
        if (!isFresh(before) && said.compareAndSet(before, now)) {
            LOG.error(
                    stands
                            ? "{}: the {} was decided before, and that stands"
                            : "{}: the {} is not settled, and comes again; health says (steps) for how long such go on",
                    what,
                    event == null ? "event" : Safe.text(event.received()),
                    Failures.briefly(failure));
        }
    }

    /** What the last one ended by, and how many did since the start; empty if none has in the last minute. */
    Optional<String> whyNot() {
        Last failed = last.get();
        return isFresh(failed)
                ? Optional.of(
                        failed.what() + "; " + count.sum() + " in all, whose events are not settled, and come again")
                : Optional.empty();
    }

    private boolean isFresh(Last one) {
        return one != null && nanoTime.getAsLong() - one.at() < FRESH.toNanos();
    }
}

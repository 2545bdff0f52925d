package io.github.podsights.camel.route;

import io.github.podsights.camel.event.Origin;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a dead letter, or a parked delivery, can't be written: it is kept in hand and tried again for as long as its source can
 * wait, so that a full disk neither loses an event nor sends one again. A caller of {@code direct:podsights} does not
 * wait: it gets the exception, and its own transaction rolls back.
 */
public final class Unwritten implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(Unwritten.class);

    private static final String MENDED = "podsightsMended";

    private final LongAdder count = new LongAdder();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicReference<String> failing = new AtomicReference<>();
    private volatile String lastFailure;
    private final String what;
    private final Stopping stopping;
    private final Mending mending;

    /** What can be done about a failure, so that the next write goes through. */
    interface Mending {

        /** Nothing. */
        Mending NONE = (exchange, failure) -> false;

        /** Whether the next one is to go through, but for what else may be. */
        boolean canMend(Exchange exchange, Exception failure);

        /** Does it, before the next write. */
        default void mend(Exchange exchange) {}
    }

    /** @param what is written: "Dead letters" or "Parked deliveries" */
    Unwritten(String what, Stopping stopping, Mending mending) {
        this.what = what;
        this.stopping = stopping;
        this.mending = mending;
    }

    @Override
    public void process(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (failure instanceof UnsettledException) {
            return;
        }
        count.increment();
        boolean mended = mending.canMend(exchange, failure);
        exchange.setProperty(MENDED, mended);
        if (mended) {
            return;
        }
        lastFailure = failure.getClass().getSimpleName();
        if (failing.getAndSet(failure.getClass().getSimpleName()) == null) {
            LOG.error(
                    "{} can't be written ({}): what they are of is not acknowledged, and the source is held until"
                            + " they can. Is the disk full, the directory not writable; is the topic there, and may it be written to?",
                    what,
                    failure.getClass().getSimpleName());
        }
    }

    /** One was written. */
    void written() {
        if (failing.get() != null && failing.getAndSet(null) != null) {
            LOG.info("{} can be written again", what);
        }
    }

    /** Why they can't be written; empty if the last one could, and none waits: others may go through that are smaller. */
    Optional<String> whyNot() {
        int waits = waiting();
        return failing.get() == null && waits == 0
                ? Optional.empty()
                : Optional.of("can't be written (" + lastFailure + "); " + waits + " wait, and the source is held");
    }

    /** Whether to try again: for as long as the source can wait. */
    public boolean again(Exchange exchange) {
        boolean unwritten = !(exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof UnsettledException);
        boolean again = unwritten && (canWait(exchange) || isMended(exchange)) && !stopping.isStopping();
        if (again) {
            waiting.incrementAndGet();
        }
        return again;
    }

    private static boolean isMended(Exchange exchange) {
        return exchange.getProperty(MENDED, false, Boolean.class);
    }

    private static boolean canWait(Exchange exchange) {
        return EventUnderWay.of(exchange).received().origin() != Origin.DIRECT;
    }

    /** The wait is over. */
    void begins(Exchange exchange) {
        waiting.decrementAndGet();
        mending.mend(exchange);
    }

    /** How many wait to be written. */
    int waiting() {
        return waiting.get();
    }

    /** How many writes failed. */
    long count() {
        return count.sum();
    }
}

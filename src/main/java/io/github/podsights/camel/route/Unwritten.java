package io.github.podsights.camel.route;

import io.github.podsights.camel.event.Origin;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a dead letter, or a parked delivery, can't be written: it is kept in hand and tried again for as long as its source can
 * wait, so that a full disk neither loses an event nor sends one again. A caller of {@code direct:podsights} does not
 * wait: it gets the exception, and its own transaction rolls back.
 */
public final class Unwritten extends WhenFailed {

    private static final Logger LOG = LoggerFactory.getLogger(Unwritten.class);

    /** What nobody has tried again for so long may work by now. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private static final String MENDED = "podsightsMended";

    private final LongAdder count = new LongAdder();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicReference<Failure> last = new AtomicReference<>();
    private volatile String lastType;
    private final String what;
    private final Stopping stopping;
    private final Mending mending;
    private final LongSupplier nanoTime;

    /**
     * The failure of the last write.
     *
     * @param held whether one of a source failed since the last that could be written
     */
    private record Failure(String type, long at, boolean held) {

        Failure holding() {
            return new Failure(type, at, true);
        }
    }

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
        this(what, stopping, mending, System::nanoTime);
    }

    Unwritten(String what, Stopping stopping, Mending mending, LongSupplier nanoTime) {
        this.what = what;
        this.stopping = stopping;
        this.mending = mending;
        this.nanoTime = nanoTime;
    }

    @Override
    void failed(Exchange exchange) {
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
        lastType = failure.getClass().getSimpleName();
        boolean held = canWait(exchange);
        Failure now = new Failure(lastType, nanoTime.getAsLong(), held);
        Failure before = last.getAndUpdate(known -> known != null && known.held() ? now.holding() : now);
        if (before == null || (held ? !before.held() : !isFresh(before))) {
            LOG.error(
                    "{} can't be written ({}): what they are of is not acknowledged{}. Is the disk full, the directory not"
                            + " writable; is the topic or the queue there, and may it be written to?",
                    what,
                    now.type(),
                    held ? ", and the source is held until they can" : "; who handed it over is told");
        }
    }

    /** One was written. */
    void written() {
        if (last.get() != null && last.getAndSet(null) != null) {
            LOG.info("{} can be written again", what);
        }
    }

    /**
     * Why they can't be written; empty if the last one could, and none waits: others may go through that are smaller. If
     * none waits, nothing may be tried before somebody is told that it is ready: a failure is forgotten after a while.
     */
    Optional<String> whyNot() {
        int waits = waiting();
        Failure failed = last.get();
        if (waits > 0) {
            String type = failed == null ? lastType : failed.type();
            return Optional.of("can't be written (" + type + "); " + waits + " wait, and the source is held");
        }
        return isFresh(failed) ? Optional.of("can't be written (" + failed.type() + ")") : Optional.empty();
    }

    private boolean isFresh(Failure failure) {
        return failure != null && nanoTime.getAsLong() - failure.at() < FRESH.toNanos();
    }

    /** For as long as the source can wait. */
    @Override
    boolean isAgain(Exchange exchange) {
        boolean again = (canWait(exchange) || isMended(exchange)) && !stopping.isStopping();
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

    @Override
    void beforeAgain(Exchange exchange) {
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

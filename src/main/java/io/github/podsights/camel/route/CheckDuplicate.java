package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.AcceptedKeys;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.DuplicateKey;
import io.github.podsights.camel.delivery.Duplicates;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.delivery.Redelivery;
import io.github.podsights.camel.event.Origin;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step that holds back duplicates. A delivery whose twin is in flight waits here until that one has ended, and one
 * whose twins can't be looked up until they can be; a stop lets both go, neither settled nor acknowledged. Whoever goes on
 * holds the claim until its exchange is done, however that comes about.
 */
public final class CheckDuplicate implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckDuplicate.class);

    /** As good as without end; it is let go by a stop. */
    private static final Duration ENDLESS = Duration.ofDays(365);

    private final Duplicates duplicates;
    private final Redelivery redelivery;
    private final Duration budget;
    private final BooleanSupplier stopping;
    private final LongSupplier nanoTime;
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final AtomicInteger waitingForStore = new AtomicInteger();
    private final AtomicBoolean unavailable = new AtomicBoolean();
    private final LongAdder failures = new LongAdder();

    /**
     * @param duplicates closed with this
     * @param redelivery how long to wait before what failed is looked up again
     * @param budget how long a caller of {@code direct:podsights} may have to wait
     */
    CheckDuplicate(
            Duplicates duplicates,
            Redelivery redelivery,
            Duration budget,
            BooleanSupplier stopping,
            LongSupplier nanoTime) {
        this.duplicates = duplicates;
        this.redelivery = redelivery;
        this.budget = budget;
        this.stopping = stopping;
        this.nanoTime = nanoTime;
    }

    /**
     * Whether the delivery is the first of its kind; if not, that is how it ends. One of a source that a stop lets go is not,
     * and has no outcome.
     *
     * @throws UnsettledException if a stop, or its own patience, lets a caller go
     */
    public boolean first(Exchange exchange) throws UnsettledException {
        Delivery delivery = Current.delivery(exchange);
        Optional<DuplicateKey> key = DuplicateKey.of(delivery);
        if (key.isEmpty()) {
            return true;
        }
        try {
            boolean first = isFirst(key.get(), delivery, EventUnderWay.of(exchange));
            if (first) {
                exchange.getExchangeExtension().addOnCompletion(new Claimed(key.get(), delivery));
            } else {
                delivery.end(Outcome.DUPLICATE, "the same was accepted before for this integration");
            }
            return first;
        } catch (UnsettledException e) {
            if (isOfCaller(delivery)) {
                throw e;
            }
            return false;
        }
    }

    private boolean isFirst(DuplicateKey key, Delivery delivery, EventUnderWay underWay) throws UnsettledException {
        Duplicates.Claim claim = claim(key);
        if (claim == Duplicates.Claim.FIRST) {
            return true;
        }
        // It may wait long, and is mapped by now.
        delivery.releaseEvent();
        underWay.event(null);
        return isFirst(claim, key, delivery);
    }

    private boolean isFirst(Duplicates.Claim found, DuplicateKey key, Delivery delivery) throws UnsettledException {
        Duplicates.Claim claim = found;
        long began = nanoTime.getAsLong();
        int failed = 0;
        try {
            for (; claim != Duplicates.Claim.ACCEPTED; claim = claim(key)) {
                if (claim == Duplicates.Claim.FIRST) {
                    return hasTime(key);
                }
                if (claim == Duplicates.Claim.IN_FLIGHT) {
                    awaitTwin(key, patience(delivery, began));
                } else {
                    // From its first failure on it waits, also while it is looked up once more.
                    waitingForStore.addAndGet(failed == 0 ? 1 : 0);
                    failed++;
                    awaitStore(redelivery.delayAfter(failed), patience(delivery, began));
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnsettledException("stopped while its twins were looked for");
        } finally {
            waitingForStore.addAndGet(failed == 0 ? 0 : -1);
        }
    }

    /** What waited until the bundle stops is not begun any more. */
    private boolean hasTime(DuplicateKey key) throws UnsettledException {
        if (stopping.getAsBoolean()) {
            duplicates.released(key);
            throw new UnsettledException("stopped before it was sent");
        }
        return true;
    }

    /** Null if it can't be looked up. */
    private Duplicates.Claim claim(DuplicateKey key) {
        try {
            Duplicates.Claim claim = duplicates.claim(key);
            if (claim != Duplicates.Claim.IN_FLIGHT && unavailable.get() && unavailable.compareAndSet(true, false)) {
                LOG.info("Duplicates can be recognised again");
            }
            return claim;
        } catch (AcceptedKeys.UnavailableException e) {
            unavailable(e);
            return null;
        }
    }

    private void awaitTwin(DuplicateKey key, Duration patience) throws InterruptedException, UnsettledException {
        boolean ended = duplicates.await(key, patience);
        if (letGo.getCount() == 0) {
            throw new UnsettledException("stopped while its twin was in flight");
        }
        if (!ended) {
            throw new UnsettledException("its twin is still in flight");
        }
    }

    private void awaitStore(Duration delay, Duration patience) throws InterruptedException, UnsettledException {
        if (delay.compareTo(patience) > 0) {
            throw new UnsettledException("whether it is a duplicate can't be looked up");
        }
        if (letGo.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new UnsettledException("stopped before its twins could be looked up");
        }
    }

    /** A source can wait for as long as it takes; a caller wants its answer. */
    private Duration patience(Delivery delivery, long began) {
        return isOfCaller(delivery) ? budget.minusNanos(nanoTime.getAsLong() - began) : ENDLESS;
    }

    private static boolean isOfCaller(Delivery delivery) {
        return delivery.received().origin() == Origin.DIRECT;
    }

    private void unavailable(AcceptedKeys.UnavailableException failure) {
        failures.increment();
        if (unavailable.compareAndSet(false, true)) {
            LOG.error(
                    "Duplicates can't be recognised: {}. Deliveries are kept in hand until they can; what was delivered"
                            + " just now is not known, and goes out once more if it comes again. Is the database up, and"
                            + " are podsights.duplicates.jdbc.url, user and password right?",
                    failure.getMessage());
        }
    }

    /** How many deliveries wait for a twin, or for the database. */
    int waiting() {
        return duplicates.waiting() + waitingForStore.get();
    }

    /** How often looking up, or noting, what was accepted failed. */
    long failures() {
        return failures.sum();
    }

    /** Ends all waits: what waited is not settled. */
    void letGo() {
        letGo.countDown();
        duplicates.letGo();
    }

    @Override
    public void close() {
        duplicates.close();
    }

    /** Ends a claim with the exchange, which is before its source can acknowledge the event. */
    private final class Claimed extends SynchronizationAdapter {

        private final DuplicateKey key;
        private final Delivery delivery;

        Claimed(DuplicateKey key, Delivery delivery) {
            this.key = key;
            this.delivery = delivery;
        }

        @Override
        public void onDone(Exchange exchange) {
            if (delivery.outcome() != Outcome.DELIVERED) {
                duplicates.released(key);
                return;
            }
            try {
                duplicates.accepted(key);
            } catch (AcceptedKeys.UnavailableException e) {
                unavailable(e);
            }
        }

        /** It is not taken along to another exchange, where it would end later. */
        @Override
        public boolean allowHandover() {
            return false;
        }
    }
}

package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.DuplicateKey;
import io.github.podsights.camel.delivery.Duplicates;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.delivery.Redelivery;
import io.github.podsights.camel.event.Origin;
import io.github.podsights.camel.identity.Redaction;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;

/**
 * The step that holds back duplicates. A delivery whose twin is in flight waits here until that one has ended, and one
 * whose twins can't be looked up until they can be; a stop lets both go, neither settled nor acknowledged. Whoever goes on
 * holds the claim until its exchange is done, however that comes about.
 */
public final class CheckDuplicate implements AutoCloseable {

    /** As a bean. */
    static final String NAME = "podsightsDuplicates";

    /** As good as without end; it is let go by a stop. */
    private static final Duration ENDLESS = Duration.ofDays(365);

    /** So often who waits looks whether it still has to. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Duplicates duplicates;
    private final Claims claims;
    private final Predicate<Delivery> setAside;
    private final Redelivery redelivery;
    private final Duration budget;
    private final BooleanSupplier stopping;
    private final LongSupplier nanoTime;
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final AtomicInteger waitingForStore = new AtomicInteger();

    /**
     * @param duplicates closed with this
     * @param setAside whether a delivery that waits for its twin was parked instead
     * @param redelivery how long to wait before what failed is looked up again
     * @param budget how long a caller of {@code direct:podsights} may have to wait
     */
    CheckDuplicate(
            Duplicates duplicates,
            Predicate<Delivery> setAside,
            Redelivery redelivery,
            Duration budget,
            BooleanSupplier stopping,
            LongSupplier nanoTime) {
        this.duplicates = duplicates;
        this.claims = new Claims(duplicates);
        this.setAside = setAside;
        this.redelivery = redelivery;
        this.budget = budget;
        this.stopping = stopping;
        this.nanoTime = nanoTime;
    }

    void bind(Registry registry) {
        registry.bind(NAME, this);
        Condition.ofExchange(registry, NAME + ".first", this::first);
    }

    /**
     * Whether the delivery is the first of its kind; if not, that is how it ends. One of a source that a stop lets go is not,
     * and has no outcome. One that was set aside goes on to where it is parked.
     *
     * @throws UnsettledException if a stop, or its own patience, lets a caller go
     */
    public boolean first(@TheExchange Exchange exchange) throws UnsettledException {
        Delivery delivery = Current.delivery(exchange);
        Optional<DuplicateKey> key = DuplicateKey.of(delivery, Redaction::redact);
        if (key.isEmpty()) {
            return true;
        }
        try {
            boolean first = isFirst(key.get(), delivery, EventUnderWay.of(exchange));
            if (delivery.parked() != null) {
                return true;
            }
            if (first) {
                claims.hold(exchange, key.get(), delivery);
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
        Duplicates.Claim claim = claims.claim(key);
        if (claim == Duplicates.Claim.FIRST) {
            return true;
        }
        // It may wait long, and is mapped by now.
        delivery.releaseEvent();
        underWay.event(null);
        return isFirst(claim, key, delivery, underWay);
    }

    private boolean isFirst(Duplicates.Claim found, DuplicateKey key, Delivery delivery, EventUnderWay underWay)
            throws UnsettledException {
        Duplicates.Claim claim = found;
        long began = nanoTime.getAsLong();
        int failed = 0;
        try {
            for (; claim != Duplicates.Claim.ACCEPTED; claim = claims.claim(key)) {
                if (claim == Duplicates.Claim.FIRST) {
                    return hasTime(key);
                }
                if (underWay.isLetGo()) {
                    throw new UnsettledException("let go by its source while its twins were looked for");
                }
                if (claim == Duplicates.Claim.IN_FLIGHT) {
                    if (setAside.test(delivery)) {
                        return false;
                    }
                    // It may have the place of a call before, which its twin waits for.
                    underWay.leave(delivery.integrationId());
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

    private void awaitTwin(DuplicateKey key, Duration patience) throws InterruptedException, UnsettledException {
        boolean ended = duplicates.await(key, patience.compareTo(LOOK) < 0 ? patience : LOOK);
        if (letGo.getCount() == 0) {
            throw new UnsettledException("stopped while its twin was in flight");
        }
        if (!ended && patience.compareTo(LOOK) <= 0) {
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

    /** How many deliveries wait for a twin, or for the database. */
    int waiting() {
        return duplicates.waiting() + waitingForStore.get();
    }

    /** Looks whether what was accepted can be looked up, also while nothing comes. */
    void look() {
        claims.look();
    }

    /** Why duplicates can't be recognised; empty if they can. */
    Optional<String> whyNot() {
        return claims.whyNot();
    }

    /** How often looking up, or noting, what was accepted failed. */
    long failures() {
        return claims.failures();
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
}

package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Redelivery;
import io.github.podsights.camel.event.Origin;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.store.UnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a store until it answers: an event is kept in hand as long as it takes, for its source can wait. A caller of
 * {@code direct:podsights} gets an exception when its time is up, and a stop lets go whoever waits.
 */
final class UntilAvailable {

    private static final Logger LOG = LoggerFactory.getLogger(UntilAvailable.class);

    /** What a store is asked. */
    interface Question<T> {
        T ask() throws UnavailableException;
    }

    private final String what;
    private final String properties;
    private final Redelivery redelivery;
    private final Duration budget;
    private final LongSupplier nanoTime;
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final AtomicReference<String> failing = new AtomicReference<>();

    /**
     * @param what the store holds, such as "Identities"
     * @param properties what the properties that name it begin with
     * @param redelivery how long to wait before it is asked again
     * @param budget how long a caller of {@code direct:podsights} may have to wait
     */
    UntilAvailable(String what, String properties, Redelivery redelivery, Duration budget, LongSupplier nanoTime) {
        this.what = what;
        this.properties = properties;
        this.redelivery = redelivery;
        this.budget = budget;
        this.nanoTime = nanoTime;
    }

    /**
     * Asks, on behalf of an event.
     *
     * @param isLetGo whether its source has let it go meanwhile
     * @throws UnsettledException if a stop, or its own patience, lets it go
     */
    <T> T ask(Received received, BooleanSupplier isLetGo, Question<T> question)
            throws UnsettledException, InterruptedException {
        long began = nanoTime.getAsLong();
        for (int failed = 1; ; failed++) {
            if (letGo.getCount() == 0 || isLetGo.getAsBoolean()) {
                throw new UnsettledException("stopped before its store could be reached");
            }
            try {
                T answer = question.ask();
                answered();
                return answer;
            } catch (UnavailableException e) {
                failed(e);
            }
            Duration delay = redelivery.delayAfter(failed);
            Duration waited = Duration.ofNanos(nanoTime.getAsLong() - began);
            if (received.origin() == Origin.DIRECT && waited.plus(delay).compareTo(budget) > 0) {
                throw new UnsettledException("its store can't be reached");
            }
            if (letGo.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new UnsettledException("stopped before its store could be reached");
            }
        }
    }

    /** Asks on behalf of nobody, so that health is right while nothing comes. */
    void look(Question<?> question) {
        try {
            var unused = question.ask();
            answered();
        } catch (UnavailableException e) {
            failed(e);
        }
    }

    private void answered() {
        if (failing.get() != null && failing.getAndSet(null) != null) {
            LOG.info("{} can be looked up again", what);
        }
    }

    private void failed(UnavailableException failure) {
        if (failing.getAndSet(failure.getMessage()) == null) {
            LOG.error(
                    "{} can't be looked up: {}. Events are kept in hand until they can. Is the database up, and are"
                            + " {}.url, user and password right?",
                    what,
                    failure.getMessage(),
                    properties);
        }
    }

    /** Why it can't be reached; empty if it could when it was asked last. */
    Optional<String> whyNot() {
        return Optional.ofNullable(failing.get()).map(message -> message + "; events wait for it");
    }

    /** Ends all waits, and lets nobody ask any more: what waited is not settled. */
    void letGo() {
        letGo.countDown();
    }
}

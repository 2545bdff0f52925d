package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.DuplicateKey;
import io.github.podsights.camel.delivery.Duplicates;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.store.UnavailableException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The claims of deliveries on exchanges, and what is said when they can't be looked up or noted. */
final class Claims {

    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);

    private final Duplicates duplicates;
    private final AtomicReference<String> unavailable = new AtomicReference<>();
    private final LongAdder failures = new LongAdder();

    Claims(Duplicates duplicates) {
        this.duplicates = duplicates;
    }

    /** Null if it can't be looked up. */
    Duplicates.Claim claim(DuplicateKey key) {
        try {
            Duplicates.Claim claim = duplicates.claim(key);
            if (claim != Duplicates.Claim.IN_FLIGHT) {
                available();
            }
            return claim;
        } catch (UnavailableException e) {
            failures.increment();
            unavailable(e);
            return null;
        }
    }

    /** Looks whether claims can be looked up, also while there are none. */
    void look() {
        try {
            duplicates.check();
            available();
        } catch (UnavailableException e) {
            unavailable(e);
        }
    }

    /** Why they can't be looked up or noted; empty if they can. */
    Optional<String> whyNot() {
        return Optional.ofNullable(unavailable.get());
    }

    /** Holds a claim until the exchange is done: as accepted if the delivery is delivered by then, else as released. */
    void hold(Exchange exchange, DuplicateKey key, Delivery delivery) {
        exchange.getExchangeExtension().addOnCompletion(new Claimed(key, delivery));
    }

    private void available() {
        if (unavailable.get() != null && unavailable.getAndSet(null) != null) {
            LOG.info("Duplicates can be recognised again");
        }
    }

    private void unavailable(UnavailableException failure) {
        if (unavailable.getAndSet(failure.getMessage()) == null) {
            LOG.error(
                    "Duplicates can't be recognised: {}. Deliveries are kept in hand until they can; what was delivered"
                            + " just now is not known, and goes out once more if it comes again. Is the database up, and"
                            + " are podsights.duplicates.jdbc.url, user and password right?",
                    failure.getMessage());
        }
    }

    /** How often looking up, or noting, what was accepted failed. */
    long failures() {
        return failures.sum();
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
            } catch (UnavailableException e) {
                failures.increment();
                unavailable(e);
            } catch (Error e) {
                // It is accepted all the same; and Camel, which ends the exchange, catches exceptions alone.
                failures.increment();
                LOG.error(
                        "Unexpected {}: what was accepted can't be noted",
                        e.getClass().getName(),
                        Failures.briefly(e));
            }
        }

        /** It is not taken along to another exchange, where it would end later. */
        @Override
        public boolean allowHandover() {
            return false;
        }
    }
}

package io.github.podsights.camel.route;

import io.github.podsights.camel.deadletter.DeadLetter;
import io.github.podsights.camel.delivery.AttemptFailedException;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.InvalidDeliveryException;
import io.github.podsights.camel.delivery.Outcome;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step that makes the envelope of a dead letter: the body becomes its bytes, and the file gets its name, or the record
 * its key. Of large events one is made at a time, since each takes several times its bytes meanwhile; small ones don't
 * wait for each other.
 */
final class WriteDeadLetter implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(WriteDeadLetter.class);

    /** {@code KafkaConstants.KEY}, by its value, since camel-kafka may not be there. */
    private static final String KAFKA_KEY = "CamelKafkaKey";

    /** How many KiB of events become dead letters at a time; a larger one goes alone. */
    private static final int MOST_UNITS = 1024;

    private final Semaphore units = new Semaphore(MOST_UNITS, true);
    private final InstantSource clock;
    private final RandomGenerator random;

    WriteDeadLetter(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (failure instanceof UnsettledException) {
            throw failure;
        }
        if (isStop(failure) || (exchange.getContext().isStopping() && !isFinal(failure))) {
            // What a stop cut short did not fail: it is not settled, and comes again from its source.
            throw new UnsettledException("stopped before the delivery ended");
        }
        Delivery delivery = Current.delivery(exchange);
        if (delivery.outcome() == null && failure instanceof IOException) {
            // An attempt failed, but not by anything of this delivery.
            throw new UnsettledException(
                    failure instanceof AttemptFailedException ? failure.getMessage() : Failures.describe(failure));
        }
        Current.keep(exchange, delivery);
        if (delivery.outcome() == null || !delivery.outcome().isDeadLetter()) {
            LOG.error(
                    "Unexpected {} in a {}",
                    failure.getClass().getName(),
                    Safe.text(delivery),
                    Failures.withoutMessage(failure));
            delivery.end(Outcome.INVALID, Failures.describe(failure));
        }
        delivery.releaseEvent();
        DeadLetter letter = letter(delivery);
        exchange.getMessage().setHeader(Exchange.FILE_NAME, letter.fileName());
        exchange.getMessage().setHeader(KAFKA_KEY, letter.key());
        exchange.getMessage().setBody(letter.bytes());
    }

    private DeadLetter letter(Delivery delivery) {
        int needed = Math.min(MOST_UNITS, 1 + delivery.received().bytes().length / 1024);
        // A matter of milliseconds: a stop can wait for it.
        units.acquireUninterruptibly(needed);
        try {
            return DeadLetter.of(delivery, clock.instant(), random);
        } finally {
            units.release(needed);
        }
    }

    /** Whether it says what became of the delivery, however it came about. */
    private static boolean isFinal(Exception failure) {
        return failure instanceof AttemptFailedException || failure instanceof InvalidDeliveryException;
    }

    private static boolean isStop(Exception failure) {
        return failure instanceof InterruptedException
                || failure instanceof java.util.concurrent.RejectedExecutionException;
    }
}

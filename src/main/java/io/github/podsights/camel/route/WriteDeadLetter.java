package io.github.podsights.camel.route;

import io.github.podsights.camel.deadletter.DeadLetter;
import io.github.podsights.camel.delivery.AttemptFailedException;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.InvalidDeliveryException;
import io.github.podsights.camel.delivery.Outcome;
import java.io.IOException;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step that makes the envelope of a dead letter: the body becomes its bytes, and the file gets its name, or the record
 * its key.
 */
final class WriteDeadLetter implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(WriteDeadLetter.class);

    private final Units units;
    private final InstantSource clock;
    private final RandomGenerator random;

    WriteDeadLetter(Units units, InstantSource clock, RandomGenerator random) {
        this.units = units;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        hide(exchange, failure);
        requireEnded(exchange, failure);
        Delivery delivery = ofFailed(exchange, failure);
        Current.keep(exchange, delivery);
        decide(delivery, failure);
        delivery.releaseEvent();
        DeadLetter letter =
                units.of(delivery.received().bytes().length, () -> DeadLetter.of(delivery, clock.instant(), random));
        CutLetter.keep(exchange, letter);
        exchange.getMessage().setHeader(Exchange.FILE_NAME, letter.fileName());
        exchange.getMessage().setHeader(KafkaHeaders.KEY, letter.key());
        exchange.getMessage().setBody(letter.bytes());
    }

    /** The delivery that failed: where there is none, or several, none of them has an end by that. */
    private static Delivery ofFailed(Exchange exchange, Exception failure) throws UnsettledException {
        Delivery delivery = Current.delivery(exchange);
        if (delivery == null && failure == null) {
            throw new UnsettledException("a dead letter of no delivery");
        }
        if (delivery == null) {
            String what = "a step failed before or after a delivery (" + Failures.describe(failure) + ")";
            StepErrors.of(exchange.getContext())
                    .ifPresent(errors -> errors.note(what, failure, EventUnderWay.of(exchange)));
            throw new UnsettledException(what);
        }
        if (delivery.parked() != null) {
            throw new UnsettledException("a delivery that is to be parked could not be written");
        }
        if (delivery.outcome() == null && failure instanceof IOException) {
            // An attempt failed, but not by anything of this delivery.
            throw new UnsettledException(
                    failure instanceof AttemptFailedException ? failure.getMessage() : Failures.describe(failure));
        }
        return delivery;
    }

    /** What failed unexpectedly is invalid, unless it was sent or held back before: it is settled as that, and no dead letter. */
    private static void decide(Delivery delivery, Exception failure) throws UnsettledException {
        if (delivery.outcome() != null && delivery.outcome().isDeadLetter()) {
            return;
        }
        if (failure == null) {
            throw new UnsettledException("a dead letter of a delivery that did not fail");
        }
        LOG.error(
                "Unexpected {} in a {}",
                failure.getClass().getName(),
                Safe.text(delivery),
                Failures.withoutMessage(failure));
        if (delivery.outcome() != null) {
            throw new UnsettledException(
                    "a step failed after the delivery was " + delivery.outcome().word());
        }
        delivery.end(Outcome.INVALID, Failures.describe(failure));
    }

    /**
     * What a stop cut short did not fail: it is not settled, and comes again from its source.
     *
     * @param failure what the delivery failed by; null if it was decided without an attempt
     */
    static void requireEnded(Exchange exchange, Exception failure) throws Exception {
        if (failure instanceof UnsettledException) {
            throw failure;
        }
        if (isStop(failure) || (exchange.getContext().isStopping() && !isFinal(failure))) {
            throw new UnsettledException("stopped before the delivery ended");
        }
    }

    /**
     * If the letter can't be written, Camel logs what it was for, and adds it to what a caller gets: what an unexpected failure
     * says may be of the event.
     *
     * @param failure null if there is none
     */
    static void hide(Exchange exchange, Exception failure) {
        boolean safe = failure == null
                || isFinal(failure)
                || failure instanceof SetAsideException
                || failure instanceof UnsettledException;
        if (!safe) {
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, Failures.withoutMessage(failure));
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

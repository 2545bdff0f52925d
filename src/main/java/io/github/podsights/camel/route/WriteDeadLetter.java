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
        Exception failure = endedBy(exchange);
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
            throw ofNone(exchange, failure);
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

    /** Of what failed where there is no delivery, or are several. */
    static UnsettledException ofNone(Exchange exchange, Exception failure) {
        String what = "a step failed before or after a delivery (" + Failures.describe(failure) + ")";
        StepErrors.of(exchange.getContext())
                .ifPresent(errors -> errors.note(what, failure, EventUnderWay.of(exchange)));
        return new UnsettledException(what);
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
     * What a delivery failed by; null if it was decided without an attempt. What a stop cut short did not fail: it is not
     * settled, and comes again from its source.
     */
    static Exception endedBy(Exchange exchange) throws UnsettledException {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        hide(exchange, failure);
        if (failure instanceof UnsettledException unsettled) {
            throw unsettled;
        }
        if (isStop(failure) || (exchange.getContext().isStopping() && !isFinal(failure))) {
            throw new UnsettledException("stopped before the delivery ended");
        }
        return failure;
    }

    /**
     * If what comes after a failure fails too, Camel logs the first one, and adds it to what a caller gets: what an unexpected
     * one says may be of the event.
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

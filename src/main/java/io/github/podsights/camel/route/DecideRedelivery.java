package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.AnswerClass;
import io.github.podsights.camel.delivery.AttemptFailedException;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Gates;
import io.github.podsights.camel.delivery.Measurements;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.delivery.Redelivery;
import io.github.podsights.camel.event.Origin;
import io.github.podsights.camel.settings.OnAmbiguous;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.component.http.HttpProducer;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.DefaultExchange;

/**
 * Decides, after an attempt failed, whether and when there is another one. Camel asks twice: when the exception occurred
 * (then the delay is set) and whether to go on. It asks the latter of a bean's method: a bean that is named without a
 * method, and is a processor, would be processed again in place of being asked.
 *
 * <p>What keeps all deliveries from being sent is not a failure of this one: it goes on, without counting, and waits at the
 * gate that its answer has closed.
 */
public final class DecideRedelivery extends WhenFailed {

    private static final String AGAIN = "podsightsAgain";

    /** So many times a delivery may be what a gate closes by that had opened for others. */
    private static final int OTHERS_WERE_ACCEPTED = 2;

    private final Redelivery redelivery;
    private final Gates gates;
    private final OnAmbiguous onAmbiguous;
    private final Stopping stopping;
    private final Parking parking;
    private final LongSupplier nanoTime;
    private final Measurements measurements;
    private final AtomicInteger waiting = new AtomicInteger();

    DecideRedelivery(
            Redelivery redelivery,
            Gates gates,
            Parking parking,
            OnAmbiguous onAmbiguous,
            Stopping stopping,
            LongSupplier nanoTime,
            Measurements measurements) {
        this.redelivery = redelivery;
        this.gates = gates;
        this.parking = parking;
        this.onAmbiguous = onAmbiguous;
        this.stopping = stopping;
        this.nanoTime = nanoTime;
        this.measurements = measurements;
    }

    @Override
    void failed(Exchange exchange) {
        exchange.setProperty(AGAIN, false); // not what it was before, whatever comes between
        Delivery delivery = Current.delivery(exchange);
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (delivery.isAttempting()) {
            // Without an answer; ReadAnswer ends an attempt that has one.
            delivery.attemptEnds(null, Failures.describe(failure), nanoTime.getAsLong());
            measurements.attemptEnded(delivery, classWithoutAnswer(failure));
        }
        Optional<Duration> delay = isStop(failure) || isCutShort(failure) ? Optional.empty() : delay(delivery, failure);
        delivery.takeAdmission().ifPresent(Gates.Admission::unused);
        exchange.setProperty(AGAIN, delay.isPresent());
        delay.ifPresent(wait -> {
            exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, wait.toMillis());
            waiting.incrementAndGet();
        });
    }

    private static AnswerClass classWithoutAnswer(Exception failure) {
        return failure instanceof IOException || isStop(failure) ? AnswerClass.TRANSIENT : AnswerClass.REJECTED;
    }

    /** A stop cut it short: it is neither tried again nor at its end. */
    private static boolean isStop(Exception failure) {
        return failure instanceof UnsettledException
                || failure instanceof InterruptedException
                || failure instanceof RejectedExecutionException;
    }

    /** While the bundle stops, an attempt without an answer may be one that the stop has ended. */
    private boolean isCutShort(Exception failure) {
        return stopping.isStopping() && failure instanceof IOException && !(failure instanceof AttemptFailedException);
    }

    /** The time to wait before the next attempt; empty if there is none. */
    private Optional<Duration> delay(Delivery delivery, Exception failure) {
        if (delivery.outcome() != null) {
            return Optional.empty(); // what failed came after its end: a second request would be a second conversion
        }
        Optional<Gates.Admission> admission = delivery.takeAdmission();
        boolean isProbe = admission.filter(Gates.Admission::isProbe).isPresent();
        if (failure instanceof AttemptFailedException answered) {
            return switch (answered.answerClass()) {
                case SET_UP -> afterSetUp(delivery, answered, admission);
                case TRANSIENT -> {
                    Duration until = answered.retryAfter().orElse(null);
                    if (answered.throttles()) {
                        admission.ifPresent(passed -> passed.refused(until, answered.getMessage()));
                        yield afterThrottling(delivery, answered.getMessage(), until, isProbe);
                    }
                    admission.ifPresent(passed -> passed.failed(answered.getMessage()));
                    yield afterFailure(delivery, answered.getMessage(), until, isProbe);
                }
                default -> {
                    admission.ifPresent(Gates.Admission::rejected);
                    yield rejected(delivery, answered.getMessage());
                }
            };
        }
        if (failure instanceof IOException) {
            // No answer: refused, reset, timed out.
            String why = Failures.describe(failure);
            admission.ifPresent(passed -> passed.failed(why));
            return onAmbiguous == OnAmbiguous.DEAD_LETTER && delivery.isSent()
                    ? ambiguous(delivery, why)
                    : afterFailure(delivery, why, null, isProbe);
        }
        if (failure instanceof SetAsideException) {
            return Optional.empty();
        }
        // A fault of ours, which would only come again.
        admission.ifPresent(Gates.Admission::unused);
        return rejected(delivery, Failures.describe(failure));
    }

    /**
     * Every delivery of the integration would get this answer, until a person has acted. A caller that waits for its answer
     * can't wait for a person: within its limits, and then it has no outcome.
     */
    private Optional<Duration> afterSetUp(
            Delivery delivery, AttemptFailedException answered, Optional<Gates.Admission> admission) {
        int anew = delivery.refused(gates.integration(delivery.integrationId()).openings());
        if (anew >= OTHERS_WERE_ACCEPTED) {
            // It is this one that is refused, not its integration.
            admission.ifPresent(Gates.Admission::rejected);
            return rejected(delivery, answered.getMessage() + " again, after others were accepted");
        }
        // Whatever it asks for: a key that a person has put right is not to wait for a day.
        admission.ifPresent(passed -> passed.refused(null, answered.getMessage()));
        return goOn(delivery, false) ? Optional.of(Duration.ZERO) : Optional.empty();
    }

    /**
     * It counts as an attempt, unless it was the probe for many; and it is the gate of the integration that waits.
     *
     * @param until the time that the collector asked for; null if it did not
     */
    private Optional<Duration> afterThrottling(Delivery delivery, String why, Duration until, boolean isProbe) {
        if (isParkedUntil(delivery, until)) {
            return Optional.empty();
        }
        boolean goesOn = isProbe ? goOn(delivery, true) : isWithinLimits(delivery, Duration.ZERO);
        return goesOn ? Optional.of(Duration.ZERO) : usedUp(delivery, why, until, true);
    }

    /** @param until the time that the collector asked for; null if it did not */
    private Optional<Duration> afterFailure(Delivery delivery, String why, Duration until, boolean isProbe) {
        if (isParkedUntil(delivery, until)) {
            return Optional.empty();
        }
        if (gates.isHeldByFailures(delivery.integrationId())) {
            // It is the gate that it waits at, for as long as that is closed.
            return goOn(delivery, isProbe) ? Optional.of(Duration.ZERO) : usedUp(delivery, why, until, true);
        }
        Duration backoff = redelivery.delayAfter(Math.max(1, delivery.attemptsThatCount()));
        Duration delay = until == null || backoff.compareTo(until) > 0 ? backoff : until;
        return isWithinLimits(delivery, delay) ? Optional.of(delay) : usedUp(delivery, why, until, false);
    }

    /** Whether the collector asked for more time than there is in place, so that the delivery is parked. */
    private boolean isParkedUntil(Delivery delivery, Duration until) {
        return until != null && redelivery.isBeyondBudget(until) && parking.park(delivery, until);
    }

    /**
     * Whether it goes on although nothing can be sent: then neither its attempts so far count nor their time. But the probes
     * of one that can be parked do count, so that what always fails does not stay the probe for ever.
     */
    private boolean goOn(Delivery delivery, boolean isProbe) {
        if (delivery.received().origin() == Origin.DIRECT || (isProbe && parking.isPossible(delivery))) {
            return isWithinLimits(delivery, Duration.ZERO);
        }
        delivery.startOver();
        return true;
    }

    private boolean isWithinLimits(Delivery delivery, Duration delay) {
        Duration since = Duration.ofNanos(nanoTime.getAsLong() - delivery.firstAttemptNanos());
        return redelivery.again(delivery.attemptsThatCount(), since.plus(delay));
    }

    private static Optional<Duration> ambiguous(Delivery delivery, String why) {
        delivery.end(Outcome.EXHAUSTED, "ambiguous: " + why + " after it was sent; the collector may have accepted it");
        return Optional.empty();
    }

    private static Optional<Duration> rejected(Delivery delivery, String why) {
        delivery.end(Outcome.REJECTED, why);
        return Optional.empty();
    }

    /**
     * Parked if it may be, else at its end. A caller of {@code direct:podsights} gets an exception if it is not its delivery
     * that failed.
     *
     * @param until the time that the collector asked for; null if it did not
     * @param nothingIsSent whether a gate is closed
     */
    private Optional<Duration> usedUp(Delivery delivery, String last, Duration until, boolean nothingIsSent) {
        int made = delivery.attemptsThatCount();
        boolean parked = parking.park(delivery, until == null ? Duration.ZERO : until);
        if (!parked && !(nothingIsSent && delivery.received().origin() == Origin.DIRECT)) {
            delivery.end(Outcome.EXHAUSTED, made + (made == 1 ? " attempt" : " attempts") + " failed, last: " + last);
        }
        return Optional.empty();
    }

    @Override
    void beforeAgain(Exchange exchange) {
        waiting.decrementAndGet();
        // Camel would keep each failure in the one after it. Not so for a write that is tried again: if a stop ends it,
        // the error handler that has the delivery written takes from there what it is unsettled by.
        exchange.removeProperty(ExchangePropertyKey.EXCEPTION_CAUGHT);
        forgetAnswer(exchange);
    }

    /**
     * Camel-http keeps request and answer of each attempt until the exchange is done, and that of a delivery which is the
     * probe while a gate is closed is not for days.
     */
    private static void forgetAnswer(Exchange exchange) {
        Exchange attempt = new DefaultExchange(exchange.getContext());
        exchange.getUnitOfWork().handoverSynchronization(attempt, DecideRedelivery::isOfCamelHttp);
        List<Synchronization> done = attempt.getExchangeExtension().handoverCompletions();
        if (done != null) {
            done.forEach(each -> each.onFailure(attempt));
        }
    }

    private static boolean isOfCamelHttp(Synchronization synchronization) {
        return synchronization.getClass().getName().startsWith(HttpProducer.class.getName());
    }

    /** How many deliveries wait for their next attempt. */
    int waiting() {
        return waiting.get();
    }

    @Override
    boolean isAgain(Exchange exchange) {
        return exchange.getProperty(AGAIN, false, Boolean.class);
    }
}

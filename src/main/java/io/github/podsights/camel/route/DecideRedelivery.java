package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.AnswerClass;
import io.github.podsights.camel.delivery.AttemptFailedException;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.delivery.Redelivery;
import io.github.podsights.camel.event.Origin;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides, after an attempt failed, whether and when there is another one. Camel asks twice: when the exception occurred
 * (then the delay is set) and whether to go on. It asks the latter of a bean's method: a bean that is named without a
 * method, and is a processor, would be processed again in place of being asked.
 */
public final class DecideRedelivery implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(DecideRedelivery.class);

    private static final String AGAIN = "podsightsAgain";

    private final Redelivery redelivery;
    private final LongSupplier nanoTime;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ConcurrentHashMap<String, Integer> heldIntegrations = new ConcurrentHashMap<>();

    DecideRedelivery(Redelivery redelivery, LongSupplier nanoTime) {
        this.redelivery = redelivery;
        this.nanoTime = nanoTime;
    }

    @Override
    public void process(Exchange exchange) {
        Delivery delivery = Current.delivery(exchange);
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        AnswerClass answerClass = answerClass(failure);
        if (!(failure instanceof AttemptFailedException)) {
            delivery.attemptEnds(null, Failures.describe(failure), nanoTime.getAsLong());
        }
        boolean again = again(delivery, answerClass, exchange);
        exchange.setProperty(AGAIN, again);
        if (again) {
            waiting.incrementAndGet();
        }
    }

    private boolean again(Delivery delivery, AnswerClass answerClass, Exchange exchange) {
        int made = delivery.attempts().size();
        String last = delivery.attempts().get(made - 1).error();
        return switch (answerClass) {
            case SET_UP -> {
                warnOfSetUp(delivery);
                yield probeAgain(delivery, redelivery.probeAfter(made), exchange);
            }
            case TRANSIENT -> againWithinLimits(delivery, last, exchange);
            default -> {
                delivery.end(Outcome.REJECTED, last);
                yield false;
            }
        };
    }

    /**
     * Every delivery of the integration would get this answer: kept in hand until a person has acted, without counting.
     * A caller that waits for its answer can't wait for a person: within its limits, and then it has no outcome.
     */
    private boolean probeAgain(Delivery delivery, Duration delay, Exchange exchange) {
        if (delivery.received().origin() != Origin.DIRECT) {
            delivery.startOver();
        } else if (!isWithinLimits(delivery, delay)) {
            return false;
        }
        delay(exchange, delay);
        return true;
    }

    private boolean isWithinLimits(Delivery delivery, Duration delay) {
        Duration since = Duration.ofNanos(nanoTime.getAsLong() - delivery.firstAttemptNanos());
        return redelivery.again(delivery.attemptsThatCount(), since.plus(delay));
    }

    private boolean againWithinLimits(Delivery delivery, String last, Exchange exchange) {
        int made = delivery.attemptsThatCount();
        Duration delay = redelivery.delayAfter(made);
        if (isWithinLimits(delivery, delay)) {
            delay(exchange, delay);
            return true;
        }
        delivery.end(Outcome.EXHAUSTED, made + (made == 1 ? " attempt" : " attempts") + " failed, last: " + last);
        return false;
    }

    private static void delay(Exchange exchange, Duration delay) {
        exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, delay.toMillis());
    }

    private void warnOfSetUp(Delivery delivery) {
        int status = delivery.attempts().get(delivery.attempts().size() - 1).status();
        if (!Integer.valueOf(status).equals(heldIntegrations.put(delivery.integrationId(), status))) {
            LOG.warn(
                    "Integration {}: the collector answered {}, which is a matter of set-up; its deliveries are kept in"
                            + " hand and tried again at least once a minute. Check its key and podsights.collector.url.",
                    delivery.integrationId(),
                    status);
        }
    }

    /** The wait is over. */
    void begins(Exchange exchange) {
        waiting.decrementAndGet();
    }

    /** How many deliveries wait for their next attempt. */
    int waiting() {
        return waiting.get();
    }

    /** Whether there is to be another attempt. */
    public boolean again(Exchange exchange) {
        return exchange.getProperty(AGAIN, false, Boolean.class);
    }

    private static AnswerClass answerClass(Exception failure) {
        if (failure instanceof AttemptFailedException answered) {
            return answered.answerClass();
        }
        // No answer: refused, reset, timed out. Anything else is a fault of ours, which would only come again.
        return failure instanceof IOException ? AnswerClass.TRANSIENT : AnswerClass.REJECTED;
    }
}

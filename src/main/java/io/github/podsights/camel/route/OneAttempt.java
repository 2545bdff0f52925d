package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.AnswerClass;
import io.github.podsights.camel.delivery.AttemptFailedException;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Gates;
import io.github.podsights.camel.delivery.Outcome;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;

/** In place of {@link DecideRedelivery} where an event is only tried: after an attempt failed there is no other one. */
public final class OneAttempt extends WhenFailed {

    private final LongSupplier nanoTime;

    OneAttempt(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    void failed(Exchange exchange) {
        Delivery delivery = Current.delivery(exchange);
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        String why = failure instanceof AttemptFailedException ? failure.getMessage() : Failures.describe(failure);
        if (delivery.isAttempting()) {
            // Without an answer; ReadAnswer ends an attempt that has one.
            delivery.attemptEnds(null, why, nanoTime.getAsLong());
        }
        delivery.takeAdmission().ifPresent(Gates.Admission::unused);
        if (delivery.outcome() == null && !(failure instanceof UnsettledException)) {
            boolean rejected = failure instanceof AttemptFailedException answered
                    && answered.answerClass() == AnswerClass.REJECTED;
            delivery.end(rejected ? Outcome.REJECTED : Outcome.EXHAUSTED, why);
        }
    }

    @Override
    boolean isAgain(Exchange exchange) {
        return false;
    }
}

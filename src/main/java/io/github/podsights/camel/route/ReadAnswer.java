package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.AnswerClass;
import io.github.podsights.camel.delivery.AttemptFailedException;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The step that reads the collector's answer: accepted ends the delivery, anything else is a failed attempt. */
final class ReadAnswer implements Processor {

    private final LongSupplier nanoTime;

    ReadAnswer(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public void process(Exchange exchange) throws AttemptFailedException {
        Delivery delivery = Current.delivery(exchange);
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        AnswerClass answerClass = AnswerClass.of(status);
        if (answerClass != AnswerClass.ACCEPTED) {
            AttemptFailedException failure = new AttemptFailedException(answerClass, status);
            delivery.attemptEnds(status, failure.getMessage(), nanoTime.getAsLong());
            throw failure;
        }
        delivery.attemptEnds(status, null, nanoTime.getAsLong());
        delivery.end(Outcome.DELIVERED, null);
    }
}

package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Answer;
import io.github.podsights.camel.delivery.AnswerClass;
import io.github.podsights.camel.delivery.AnswerTable;
import io.github.podsights.camel.delivery.AttemptFailedException;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Gates;
import io.github.podsights.camel.delivery.Measurements;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.delivery.RetryAfter;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.hc.core5.http.HttpHeaders;

/** The step that reads the collector's answer: accepted ends the delivery, anything else is a failed attempt. */
final class ReadAnswer implements Processor {

    private volatile AnswerTable answers;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Measurements measurements;
    private final LongAdder absurdRetryAfters = new LongAdder();

    ReadAnswer(AnswerTable answers, InstantSource clock, LongSupplier nanoTime, Measurements measurements) {
        this.answers = answers;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.measurements = measurements;
    }

    /** Answers are taken so from now on. */
    void answers(AnswerTable newAnswers) {
        answers = newAnswers;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Delivery delivery = Current.delivery(exchange);
        Message message = exchange.getMessage();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        Answer answer = answers.of(status, () -> body(message));
        if (answer.answerClass() != AnswerClass.ACCEPTED) {
            AttemptFailedException failure = new AttemptFailedException(answer, status, retryAfter(message));
            delivery.attemptEnds(status, failure.getMessage(), nanoTime.getAsLong());
            measurements.attemptEnded(delivery, answer.answerClass());
            throw failure;
        }
        delivery.attemptEnds(status, null, nanoTime.getAsLong());
        // First of all: whatever fails from here on, it was accepted.
        delivery.end(Outcome.DELIVERED, null);
        delivery.takeAdmission().ifPresent(Gates.Admission::accepted);
        measurements.attemptEnded(delivery, AnswerClass.ACCEPTED);
    }

    /** The answer is in memory, up to 64 KiB of it. */
    private static byte[] body(Message message) throws IOException {
        return message.getBody() instanceof InputStream stream ? stream.readAllBytes() : new byte[0];
    }

    /** Null if the answer says nothing that can be read. */
    private Duration retryAfter(Message message) {
        String value = message.getHeader(HttpHeaders.RETRY_AFTER, String.class);
        if (value == null) {
            return null;
        }
        RetryAfter read = RetryAfter.parse(value, message.getHeader(HttpHeaders.DATE, String.class), clock.instant());
        if (read.absurd()) {
            absurdRetryAfters.increment();
        }
        return read.delay().orElse(null);
    }

    /** How many answers had a {@code Retry-After} that could not be taken as it was. */
    long absurdRetryAfters() {
        return absurdRetryAfters.sum();
    }
}

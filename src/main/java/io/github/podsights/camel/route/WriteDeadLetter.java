package io.github.podsights.camel.route;

import io.github.podsights.camel.deadletter.DeadLetter;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step that makes the envelope of a dead letter: the body becomes its bytes, and the file gets its name. */
final class WriteDeadLetter implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(WriteDeadLetter.class);

    private final InstantSource clock;
    private final RandomGenerator random;

    WriteDeadLetter(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (exchange.getContext().isStopping() || isStop(failure)) {
            // What a stop cut short did not fail: it is not settled, and comes again from its source.
            throw failure;
        }
        Delivery delivery = Current.delivery(exchange);
        Current.keep(exchange, delivery);
        if (delivery.outcome() == null || !delivery.outcome().isDeadLetter()) {
            LOG.error(
                    "Unexpected {} in a {}", failure.getClass().getName(), delivery, Failures.withoutMessage(failure));
            delivery.end(Outcome.INVALID, Failures.describe(failure));
        }
        DeadLetter letter = DeadLetter.of(delivery, clock.instant(), random);
        exchange.getMessage().setHeader(Exchange.FILE_NAME, letter.fileName());
        exchange.getMessage().setBody(letter.bytes());
    }

    private static boolean isStop(Exception failure) {
        return failure instanceof InterruptedException
                || failure instanceof java.util.concurrent.RejectedExecutionException;
    }
}

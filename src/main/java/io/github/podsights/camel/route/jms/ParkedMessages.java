package io.github.podsights.camel.route.jms;

import io.github.podsights.camel.route.MessageProperties;
import jakarta.jms.JMSException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.jms.JmsMessage;

/** The step that takes a parked delivery back from its queue, and returns when it is settled, be it parked anew. */
final class ParkedMessages implements Processor {

    /** The clock of a broker may be ahead of ours by so much, and nothing goes round and round for it. */
    private static final long SKEW_MILLIS = 10_000;

    private static final long LOOK_MILLIS = 50;

    private final JmsEvents events;
    private final ParkQueue watch;
    private final InstantSource clock;
    private final BooleanSupplier stopping;

    /** @param events hands it to its route, and waits for it */
    ParkedMessages(JmsEvents events, ParkQueue watch, InstantSource clock, BooleanSupplier stopping) {
        this.events = events;
        this.watch = watch;
        this.clock = clock;
        this.stopping = stopping;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        long due = due(exchange);
        long begin = clock.millis();
        if (due - begin > SKEW_MILLIS) {
            watch.cameEarly();
        }
        for (long now = begin;
                now < due && now - begin < SKEW_MILLIS && !stopping.getAsBoolean();
                now = clock.millis()) {
            TimeUnit.MILLISECONDS.sleep(Math.min(LOOK_MILLIS, due - now));
        }
        events.process(exchange);
        watch.taken();
    }

    /** Now, for what says nothing, or what somebody else wrote. */
    private static long due(Exchange exchange) {
        try {
            return exchange.getMessage() instanceof JmsMessage message
                            && message.getJmsMessage() != null
                            && message.getJmsMessage().propertyExists(MessageProperties.DUE)
                    ? message.getJmsMessage().getLongProperty(MessageProperties.DUE)
                    : 0;
        } catch (JMSException | NumberFormatException e) {
            return 0;
        }
    }
}

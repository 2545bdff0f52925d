package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.mapping.PayloadJson;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** The step that begins an attempt: the body becomes the request, and the delivery goes into a property. */
final class BeginAttempt implements Processor {

    /** Without a charset: JSON is UTF-8, and the vendor's page shows it so. */
    private static final ContentType CONTENT_TYPE = ContentType.create("application/json");

    private final InstantSource clock;
    private final LongSupplier nanoTime;

    BeginAttempt(InstantSource clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @Override
    public void process(Exchange exchange) {
        Delivery delivery = Current.delivery(exchange);
        Current.keep(exchange, delivery);
        // First of all: whatever fails from here on is a failure of this attempt.
        delivery.attemptBegins(clock.instant(), nanoTime.getAsLong());
        // An entity rather than bytes: camel-http takes it as it is, which saves a fifth of an event's CPU.
        exchange.getMessage().setBody(new ByteArrayEntity(PayloadJson.bytes(delivery.payload()), CONTENT_TYPE));
        // It is chosen, consented to and mapped by now.
        delivery.releaseEvent();
        EventUnderWay.of(exchange).event(null);
    }
}

package io.github.podsights.camel.route;

import io.github.podsights.camel.deadletter.DeliveryJson;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.ParkedUntil;
import io.github.podsights.camel.parked.ParkTopic;
import io.github.podsights.camel.parked.ParkedDelivery;
import io.github.podsights.camel.route.file.Spool;
import io.github.podsights.camel.settings.ParkSettings;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * The step that writes down a delivery that is to be parked: the body becomes its bytes, and the file gets its name, or the
 * record its topic, its key and when it comes back. A message of JMS has properties that say so.
 */
final class ParkDelivery implements Processor {

    private final Units units;
    private final String topics; // the prefix; null if there are none
    private final boolean toQueue;
    private final InstantSource clock;

    /** @param settings say whether something is parked in topics, or in a queue */
    ParkDelivery(Units units, ParkSettings settings, InstantSource clock) {
        this.units = units;
        this.topics = settings.topics().orElse(null);
        this.toQueue = settings.queue().isPresent();
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        var unused = WriteDeadLetter.endedBy(exchange); // whatever it was, it is parked
        Delivery delivery = Current.delivery(exchange);
        Current.keep(exchange, delivery);
        delivery.releaseEvent();
        Instant now = clock.instant();
        byte[] bytes = units.of(delivery.received().bytes().length, () -> ParkedDelivery.bytes(delivery, now));
        ParkedUntil parked = delivery.parked();
        Message message = exchange.getMessage();
        message.setHeader(Exchange.FILE_NAME, Spool.fileName(parked));
        if (toQueue) {
            message.setHeader(MessageProperties.ID, parked.id());
            message.setHeader(MessageProperties.INTEGRATION, delivery.integrationId());
            message.setHeader(MessageProperties.DUE, parked.due().toEpochMilli());
        }
        if (topics != null) {
            Instant atOnce = now.plus(parked.delay());
            Instant notBefore = atOnce.isBefore(parked.due()) ? atOnce : parked.due();
            message.setHeader(KafkaHeaders.OVERRIDE_TOPIC, ParkTopic.name(topics, parked.delay()));
            message.setHeader(KafkaHeaders.KEY, DeliveryJson.key(delivery).orElse(parked.id()));
            message.setHeader(ParkTopic.NOT_BEFORE, Long.toString(notBefore.toEpochMilli()));
        }
        message.setBody(bytes);
    }
}

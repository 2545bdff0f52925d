package io.github.podsights.camel.route.kafka;

import io.github.podsights.camel.parked.ParkTopic;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Whether a record of a parked delivery may come back, by its header; one that does not say comes back at once. */
final class NotBefore implements Predicate<ConsumerRecord<byte[], byte[]>> {

    private final InstantSource clock;

    NotBefore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public boolean test(ConsumerRecord<byte[], byte[]> parked) {
        Header header = parked.headers().lastHeader(ParkTopic.NOT_BEFORE);
        if (header == null || header.value() == null) {
            return true;
        }
        try {
            return Long.parseLong(new String(header.value(), StandardCharsets.US_ASCII)) <= clock.millis();
        } catch (NumberFormatException e) {
            return true;
        }
    }
}

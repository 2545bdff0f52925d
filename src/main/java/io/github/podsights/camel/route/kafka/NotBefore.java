package io.github.podsights.camel.route.kafka;

import io.github.podsights.camel.parked.ParkTopic;
import io.github.podsights.camel.route.Safe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a record of a parked delivery may come back, by its header; one that does not say comes back at once. So does one
 * that says a time which is further off than its topic delays: it would hold back its partition, and we wrote none such. If
 * the delivery in it is not due, it is parked again.
 */
final class NotBefore implements Predicate<ConsumerRecord<byte[], byte[]>> {

    private static final Logger LOG = LoggerFactory.getLogger(NotBefore.class);

    /** The clocks of two instances may differ by so much. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Set<TopicPartition> told = ConcurrentHashMap.newKeySet();

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
            long notBefore = Long.parseLong(new String(header.value(), StandardCharsets.US_ASCII));
            long now = clock.millis();
            return notBefore <= now || isTooFarOff(notBefore, now, parked);
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private boolean isTooFarOff(long notBefore, long now, ConsumerRecord<byte[], byte[]> parked) {
        Duration delay = ParkTopic.delay(parked.topic()).orElse(Duration.ZERO).plus(SKEW);
        if (notBefore <= now + delay.toMillis()) {
            return false;
        }
        TopicPartition partition = new TopicPartition(parked.topic(), parked.partition());
        if (told.add(partition)) {
            LOG.warn(
                    "{}@{} is not to come back for longer than its topic delays, and comes back now: who else writes to"
                            + " that topic, or are the clocks of instances apart? That is said once for each partition",
                    Safe.text(partition),
                    parked.offset());
        }
        return true;
    }
}

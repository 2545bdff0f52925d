package io.github.podsights.camel.route.kafka;

import io.github.podsights.camel.event.KafkaOrigin;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.route.HandOver;
import io.github.podsights.camel.route.KafkaHeaders;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.kafka.common.TopicPartition;

/**
 * The step that hands a record on, and returns at once: nothing waits for it here. What becomes of it settles the record
 * in its partition.
 */
final class KafkaEvents implements Processor {

    private static final byte[] NOTHING = {};

    private final KafkaSource source;
    private final HandOver handOver;

    KafkaEvents(KafkaSource source, HandOver handOver) {
        this.source = source;
        this.handOver = handOver;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String topic = message.getHeader(KafkaHeaders.TOPIC, String.class);
        Integer partition = message.getHeader(KafkaHeaders.PARTITION, Integer.class);
        Long offset = message.getHeader(KafkaHeaders.OFFSET, Long.class);
        if (topic == null || partition == null || offset == null) {
            throw new IllegalStateException("the message is no record of the Kafka source: it lacks the header "
                    + KafkaHeaders.TOPIC + ", " + KafkaHeaders.PARTITION + " or " + KafkaHeaders.OFFSET);
        }
        byte[] bytes = message.getBody() == null ? NOTHING : message.getBody(byte[].class);
        if (bytes == null) {
            throw new IllegalStateException("a step before made a "
                    + message.getBody().getClass().getSimpleName()
                    + " of the record; expected bytes or text: end that step with one of them");
        }
        Received received = Received.of(bytes, new KafkaOrigin(topic, partition, offset));
        // Nobody waits for it if its partition has been taken away meanwhile: then it comes to whoever has that now.
        source.claim(new TopicPartition(topic, partition), offset)
                .ifPresent(polled -> handOver.hand(received, polled, polled.lane()));
    }
}

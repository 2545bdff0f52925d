package io.github.podsights.camel.event;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An event of a Kafka topic.
 *
 * @param topic the topic's name
 * @param partition the number of the partition, from 0
 * @param offset the record's offset in the partition
 */
public record KafkaOrigin(String topic, int partition, long offset) implements Origin {

    public KafkaOrigin {
        Objects.requireNonNull(topic, "topic");
    }

    @Override
    public String kind() {
        return "kafka";
    }

    @Override
    public Map<String, Object> coordinates() {
        Map<String, Object> coordinates = new LinkedHashMap<>();
        coordinates.put("topic", topic);
        coordinates.put("partition", partition);
        coordinates.put("offset", offset);
        return coordinates;
    }

    @Override
    public String toString() {
        return Printable.escape(topic) + "-" + partition + "@" + offset;
    }
}

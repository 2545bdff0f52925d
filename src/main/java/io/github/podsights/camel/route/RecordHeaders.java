package io.github.podsights.camel.route;

import io.github.podsights.camel.parked.ParkTopic;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Of the headers of a message lets one into a record of Kafka's that we write: when it comes back. The others are the
 * collector's, which may tell what it was told, or Camel's.
 */
final class RecordHeaders implements HeaderFilterStrategy {

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !ParkTopic.NOT_BEFORE.equals(name);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return true;
    }
}

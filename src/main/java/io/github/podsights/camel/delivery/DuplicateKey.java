package io.github.podsights.camel.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.podsights.camel.event.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What makes two deliveries the same: integration, call, and the event's {@code message_id}; without one the vendor's
 * name of the event and the order that the payload names. It is kept as SHA-256, since people make e-mail addresses the
 * ids of messages and orders.
 *
 * <p>The order is the payload's {@value #ORDER}, the word of the contract for what a duplicate is, and named here alone:
 * what an order is called in an event is said by the blueprint, so that orders are the same by what is sent of them. A
 * blueprint that sends none makes no duplicates of events without a {@code message_id}.
 */
public record DuplicateKey(long first, long second, long third, long fourth) {

    private static final String EVENT = "event";

    private static final String ORDER = "order_id";

    /** How many bytes it has. */
    public static final int BYTES = 32;

    /**
     * The key of a delivery.
     *
     * @param delivery one that has its payload
     * @param messageIds what stands for a {@code message_id} that holds an e-mail address: it is what stands in a parked
     *     delivery and in a dead letter as well, which are the same when they come back
     * @return empty if neither the event has a {@code message_id} nor the payload an order: nothing is its duplicate
     */
    public static Optional<DuplicateKey> of(Delivery delivery, UnaryOperator<String> messageIds) {
        Optional<String> messageId = delivery.event().messageId().filter(id -> !id.isBlank());
        if (messageId.isPresent()) {
            return Optional.of(digest(delivery, "message_id", messageIds.apply(messageId.get())));
        }
        JsonNode order = delivery.payload().path(ORDER);
        return order.isValueNode() && !order.asText().isBlank()
                ? Optional.of(
                        digest(delivery, ORDER, delivery.payload().path(EVENT).asText(), order.asText()))
                : Optional.empty();
    }

    private static DuplicateKey digest(Delivery delivery, String... parts) {
        MessageDigest digest = Sha256.digest();
        update(digest, delivery.integrationId());
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, delivery.call()));
        for (String part : parts) {
            update(digest, part);
        }
        ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
        return new DuplicateKey(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    /** With its length, so that no two lists of parts are the same bytes. */
    private static void update(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    /** The digest, {@value #BYTES} bytes. */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .array();
    }
}

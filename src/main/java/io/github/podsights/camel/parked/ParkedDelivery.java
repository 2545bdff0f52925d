package io.github.podsights.camel.parked;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.deadletter.DeliveryJson;
import io.github.podsights.camel.deadletter.EventCopy;
import io.github.podsights.camel.delivery.Attempt;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.ParkedUntil;
import io.github.podsights.camel.identity.Redaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A delivery as it is parked: one JSON object, with all that is needed to go on with it. No e-mail address and no key
 * stands in it.
 *
 * @param id the same as long as the delivery is parked again and again
 * @param due when it comes back
 * @param stage the stage of the schedule, from 1
 * @param integration the integration's id
 * @param call the number of the call, from 1
 * @param origin where its event came from
 * @param reason why it is parked
 * @param attempts those made so far, in order
 * @param event the event as it came, with e-mail addresses hashed; not copied, not to be changed
 * @param payload what is to be sent, without the key
 */
@SuppressWarnings("ArrayRecordComponent") // lives as long as one delivery comes back, and is compared by nobody
public record ParkedDelivery(
        String id,
        Instant due,
        int stage,
        String integration,
        int call,
        ParkedOrigin origin,
        String reason,
        List<Attempt> attempts,
        byte[] event,
        ObjectNode payload) {

    static final int VERSION = 1;

    static final String KEY = "key";

    /** Numbers stay as they are written: what is sent later is the payload to the last digit. */
    static final JsonMapper JSON = JsonMapper.builder(EventCopy.JSON)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /**
     * Writes a delivery that is to be parked.
     *
     * @param at now
     * @return UTF-8
     */
    public static byte[] bytes(Delivery delivery, Instant at) {
        ObjectNode json = JSON.createObjectNode();
        ParkedUntil parked = delivery.parked();
        json.put("version", VERSION);
        json.put("id", parked.id());
        json.put("at", at.toString());
        json.put("due", parked.due().toString());
        json.put("stage", parked.stage());
        json.put("integration", delivery.integrationId());
        json.put("call", delivery.call());
        json.set("source", DeliveryJson.source(delivery));
        json.put("reason", Redaction.redact(parked.reason()));
        json.set("attempts", DeliveryJson.attempts(delivery));
        json.putPOJO("event", new EventCopy(delivery.received().bytes()));
        ObjectNode payload = delivery.payload().deepCopy();
        payload.remove(KEY);
        json.set("payload", payload);
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that was read can't be written as JSON again", e);
        }
    }

    /**
     * Reads what was parked.
     *
     * @throws BrokenParkedException if it is no parked delivery, or not a whole one
     */
    public static ParkedDelivery read(byte[] bytes) throws BrokenParkedException {
        return new ParkedReader(bytes).read();
    }

    /** Where it was in its schedule. */
    public ParkedUntil parkedUntil() {
        return new ParkedUntil(id, stage, due, Duration.ZERO, reason);
    }

    /** The payload with today's key, which stands first, as it did. */
    public ObjectNode payload(String key) {
        ObjectNode whole = payload.objectNode();
        whole.put(KEY, key);
        whole.setAll(payload);
        return whole;
    }

    @Override
    public String toString() {
        return "parked delivery " + id;
    }
}

package io.github.podsights.camel.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.podsights.camel.delivery.Attempt;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.event.DeadLetterOrigin;
import io.github.podsights.camel.event.Frame;
import io.github.podsights.camel.identity.Redaction;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A delivery that was not made, with all that is needed to see why and to make it later: one JSON object. No e-mail
 * address and no key stands in it.
 *
 * @param id unique, and in the order of time: {@code 20261124T131500123Z-7f3a9c21d0e4}
 * @param day the day of it in UTC, {@code 2026-11-24}
 * @param key of the delivery, the same when it comes again: {@code kafka/podsights-events/3/1042/podsights/1}, being the
 *     source's kind and coordinates, the integration and the call; of an event that nothing finds again the id
 * @param bytes the envelope as UTF-8; not copied, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // lives as long as one dead letter is written, and is compared by nobody
public record DeadLetter(String id, String day, String key, byte[] bytes) {

    /** What stands in place of the key. */
    public static final String MASK = "***";

    static final int VERSION = 1;

    private static final DateTimeFormatter ID_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

    private static final JsonMapper JSON = JsonMapper.builder(EventCopy.JSON).build();

    /** How much of a delivery a letter holds; each constant less than the one before. */
    public enum Holds {
        /** The event, and what was sent of it; of an event that can't be read the first 64 KiB. */
        ALL(Integer.MAX_VALUE),
        /** Of an event of more than 64 KiB the first 64 KiB; and what was sent, if it is not larger than that. */
        BEGINNING(Frame.KEPT_BYTES),
        /** How long the event was, its SHA-256, and what became of it. */
        NOTHING(0);

        private final int mostBytes;

        Holds(int mostBytes) {
            this.mostBytes = mostBytes;
        }

        /** The next less; empty if there is none. */
        public Optional<Holds> less() {
            return switch (this) {
                case ALL -> Optional.of(BEGINNING);
                case BEGINNING -> Optional.of(NOTHING);
                case NOTHING -> Optional.empty();
            };
        }
    }

    /**
     * Makes the dead letter of a delivery that ended as one.
     *
     * @param delivery with its outcome and reason
     * @param at now
     * @param random makes the id unique
     */
    public static DeadLetter of(Delivery delivery, Instant at, RandomGenerator random) {
        String id = ID_TIME.format(at)
                + "-"
                + HexFormat.of().toHexDigits(random.nextLong()).substring(4);
        return new DeadLetter(
                id, DAY.format(at), DeliveryJson.key(delivery).orElse(id), bytes(delivery, id, at, Holds.ALL));
    }

    /** The same letter, that holds less. */
    public DeadLetter holding(Holds holds, Delivery delivery) {
        return new DeadLetter(
                id, day, key, bytes(delivery, id, LetterId.time(id).orElseThrow(), holds));
    }

    private static byte[] bytes(Delivery delivery, String id, Instant at, Holds holds) {
        try {
            if (delivery.event() != null && delivery.received().bytes().length <= holds.mostBytes) {
                try {
                    return JSON.writeValueAsBytes(envelope(delivery, id, at, holds, true));
                } catch (JsonProcessingException e) {
                    // What could be read as an event but not again goes in as bytes, so that nothing is lost.
                }
            }
            return JSON.writeValueAsBytes(envelope(delivery, id, at, holds, false));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a dead letter could not be written as JSON", e);
        }
    }

    private static ObjectNode envelope(Delivery delivery, String id, Instant at, Holds holds, boolean readable)
            throws JsonProcessingException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", VERSION);
        json.put("id", id);
        json.put("at", at.toString());
        json.put("integration", delivery.integrationId());
        json.put("call", delivery.call());
        json.set("source", DeliveryJson.source(delivery));
        if (delivery.received().origin() instanceof DeadLetterOrigin replayed) {
            json.put("replay_of", replayed.id());
        }
        json.put("outcome", delivery.outcome().word());
        json.put("reason", Redaction.redact(delivery.reason()));
        putAttempts(json, delivery);
        if (readable) {
            json.putPOJO("event", new EventCopy(delivery.received().bytes()));
        } else {
            UnreadableBytes.of(delivery.received(), Math.min(Frame.KEPT_BYTES, holds.mostBytes))
                    .putInto(json);
        }
        putPayload(json, delivery, holds);
        return json;
    }

    private static void putAttempts(ObjectNode json, Delivery delivery) {
        List<Attempt> attempts = delivery.attempts();
        json.put(
                "status",
                attempts.isEmpty() ? null : attempts.get(attempts.size() - 1).status());
        json.set("attempts", DeliveryJson.attempts(delivery));
    }

    private static void putPayload(ObjectNode json, Delivery delivery, Holds holds) throws JsonProcessingException {
        ObjectNode payload = delivery.payload() == null ? null : masked(delivery.payload());
        boolean held =
                payload != null && (holds == Holds.ALL || JSON.writeValueAsBytes(payload).length <= holds.mostBytes);
        json.set("payload", held ? payload : JsonNodeFactory.instance.nullNode());
    }

    /** A copy of a payload in which nothing is to be found of the key. */
    public static ObjectNode masked(ObjectNode payload) {
        ObjectNode copy = payload.deepCopy();
        copy.put("key", MASK);
        return copy;
    }

    @Override
    public String toString() {
        return "dead letter " + id;
    }

    /** The name of its file below the directory of dead letters, in a folder for each day. */
    public String fileName() {
        return day + "/" + id + ".json";
    }
}

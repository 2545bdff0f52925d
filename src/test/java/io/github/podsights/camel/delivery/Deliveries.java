package io.github.podsights.camel.delivery;

import io.github.podsights.camel.consent.ConsentFilter;
import io.github.podsights.camel.event.ConversionEvent;
import io.github.podsights.camel.event.EventReader;
import io.github.podsights.camel.event.Events;
import io.github.podsights.camel.event.FileOrigin;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.event.UnreadableEventException;
import io.github.podsights.camel.identity.UrlScrubber;
import io.github.podsights.camel.integration.Integration;
import io.github.podsights.camel.integration.Secret;
import io.github.podsights.camel.mapping.MappingResult;
import io.github.podsights.camel.mapping.PayloadMapper;
import io.github.podsights.camel.mapping.Presets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Deliveries for tests, as the pipeline makes them. */
public final class Deliveries {

    /** The pixel's key: to be found nowhere but in payloads. */
    public static final String KEY = "pixel-key-canary";

    /** An integration with the retail preset, which takes every event. */
    public static final Integration SHOP = new Integration(
            "shop",
            "Shop",
            Integration.VENDOR,
            true,
            Optional.empty(),
            new Secret(KEY),
            ConsentFilter.DEFAULT,
            new PayloadMapper(Presets.load("retail"), new UrlScrubber(List.of())));

    private Deliveries() {}

    /** The delivery of an event that stands on line 7 of orders.jsonl, not yet mapped. */
    public static Delivery of(String json) {
        Received received = received(json.getBytes(StandardCharsets.UTF_8));
        return Delivery.of(received, read(received), SHOP);
    }

    /** The same with its payload: the first call. */
    public static Delivery mapped(String json) {
        Delivery delivery = of(json);
        MappingResult result = SHOP.mapper().map(delivery.event(), KEY);
        delivery.payload(((MappingResult.Calls) result).calls().get(0).payload());
        return delivery;
    }

    /** The delivery of bytes that are no event. */
    public static Delivery unreadable(byte[] bytes) {
        return Delivery.ofNone(received(bytes), null);
    }

    /** Bytes as they came on line 7 of orders.jsonl. */
    public static Received received(byte[] bytes) {
        return Received.of(bytes, new FileOrigin("orders.jsonl", 7));
    }

    /** The event that was received. */
    public static ConversionEvent read(Received received) {
        try {
            return received.read(new EventReader(Events.MAX_BYTES));
        } catch (UnreadableEventException e) {
            throw new AssertionError(e);
        }
    }
}

package io.github.podsights.camel.settings;

import static io.github.podsights.camel.settings.Check.check;
import static io.github.podsights.camel.settings.Check.positive;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * What is common to all deliveries.
 *
 * @param maxProbeInterval the longest time between two probes of a closed gate, more than zero
 * @param rate attempts a second for each integration, 0.001 to 1,000,000; 0 for no limit
 * @param onAmbiguous what becomes of a delivery that was sent, but not answered
 * @param profile the file with the answer table; null for the shipped one
 */
public record DeliverySettings(Duration maxProbeInterval, double rate, OnAmbiguous onAmbiguous, Path profile) {

    public DeliverySettings {
        positive(Property.GATE_MAX_PROBE_INTERVAL, maxProbeInterval);
        check(
                Property.DELIVERY_RATE,
                rate == 0 || (rate >= 0.001 && rate <= 1_000_000),
                Double.toString(rate),
                "attempts a second, a number from 0.001 to 1000000, or none");
        Objects.requireNonNull(onAmbiguous, "onAmbiguous");
    }
}

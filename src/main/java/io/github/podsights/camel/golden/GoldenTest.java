package io.github.podsights.camel.golden;

import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.yaml.Place;
import io.github.podsights.camel.yaml.YamlMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An event, and what is to become of it.
 *
 * @param place where it stands
 * @param name what it is called in findings
 * @param integration the one whose deliveries are looked at; empty: those of all
 * @param event the event
 * @param expected each delivery that is expected, in the order of integrations and calls; at least one
 */
record GoldenTest(Place place, String name, Optional<String> integration, Received event, List<Expectation> expected) {

    GoldenTest {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(integration, "integration");
        Objects.requireNonNull(event, "event");
        expected = List.copyOf(expected);
    }

    /**
     * What one delivery is to be like.
     *
     * @param map as it was written
     * @param integration whose it is; empty: that is not looked at
     * @param call its number, from 1; empty: that is not looked at
     * @param outcome what becomes of it
     * @param reason a part of its reason; empty: that is not looked at
     * @param payload what is sent, without the key; empty: that is not looked at
     */
    record Expectation(
            YamlMap map,
            Optional<String> integration,
            Optional<String> call,
            Outcome outcome,
            Optional<String> reason,
            Optional<YamlMap> payload) {}
}

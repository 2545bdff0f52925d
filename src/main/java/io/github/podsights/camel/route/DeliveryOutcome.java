package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Outcome;

/**
 * What became of one delivery of an event: the answer of {@code direct:podsights} is a list of these.
 *
 * @param integration the integration's id, or {@code none}
 * @param call the number of the call, from 1
 * @param outcome null if it has none yet: it is parked
 * @param reason for people; null if there is nothing to say
 */
public record DeliveryOutcome(String integration, int call, Outcome outcome, String reason) {}

package io.github.podsights.camel.consent;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Whether a category is granted, and what decides.
 *
 * @param category its exact name
 * @param granted all but a clear yes is a no
 * @param place the place in the event that decides; null if none does: {@code essential} is granted without any, and every
 *     other one is not
 * @param value what stands there, as it came; null if no place decides
 */
public record CategoryDecision(String category, boolean granted, String place, JsonNode value) {}

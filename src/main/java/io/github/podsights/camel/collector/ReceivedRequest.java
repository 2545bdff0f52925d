package io.github.podsights.camel.collector;

import java.time.Instant;
import java.util.Map;

/**
 * A request that came in.
 *
 * @param at when its head was read
 * @param headers names in lower case, in the order of arrival; the values of a repeated one are joined by a comma
 * @param body as text, as far as it was read
 * @param status of the answer; 0 as long as, or because, there is none
 * @param answer the status as text, or {@code reset}, {@code half}, {@code silence}, {@code trickle}, {@code gone} (the
 *     client went away), {@code in_flight} (not answered yet)
 */
public record ReceivedRequest(Instant at, Map<String, String> headers, String body, int status, String answer) {}

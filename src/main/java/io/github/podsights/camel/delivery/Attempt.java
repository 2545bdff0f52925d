package io.github.podsights.camel.delivery;

import java.time.Instant;

/**
 * One try at a delivery, as a dead letter tells of it.
 *
 * @param at when it began
 * @param status the HTTP status of the answer; null if there was none
 * @param error what went wrong, without anything of the event or the key; null if it was accepted
 * @param millis how long it took
 */
public record Attempt(Instant at, Integer status, String error, long millis) {}

package io.github.podsights.camel.route;

import io.github.podsights.camel.delivery.Answer;

/**
 * What the collector answered to a test event.
 *
 * @param status its HTTP status
 * @param retryAfter its {@code Retry-After} as it was written; null if it has none
 * @param body its body, at most 64 KiB of it, as text; whatever the collector echoes may be in it, the key too
 * @param answer how the answer table takes it
 */
public record CollectorAnswer(int status, String retryAfter, String body, Answer answer) {

    /** Without the body. */
    @Override
    public String toString() {
        return "CollectorAnswer[status=" + status + ", retryAfter=" + retryAfter + ", answer=" + answer + "]";
    }
}

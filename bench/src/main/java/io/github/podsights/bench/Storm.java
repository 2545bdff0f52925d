package io.github.podsights.bench;

import io.github.podsights.camel.collector.Behaviour;
import io.github.podsights.camel.collector.Behaviours;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** While it lasts every request is answered with 429, and what comes in spite of that is counted. */
final class Storm {

    private final Behaviour tooMany;
    private final long roundTripNanos;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private final AtomicLong firstNanos = new AtomicLong();

    /**
     * @param retryAfter of each answer
     * @param delay of each answer, which is that of a way there and back
     */
    Storm(String retryAfter, Duration delay) {
        tooMany = Behaviours.tooManyRequests(retryAfter).delayed(delay);
        roundTripNanos = delay.toNanos();
    }

    /** Answers a request, and counts it. */
    Behaviour behaviour() {
        return (call, otherwise) -> {
            arrived(System.nanoTime());
            tooMany.answer(call, otherwise);
        };
    }

    /** How many requests came. */
    long requests() {
        return requests.get();
    }

    /** How many of them came when the first answer had been out for as long as a round trip takes. */
    long late() {
        return late.get();
    }

    private void arrived(long now) {
        requests.incrementAndGet();
        firstNanos.compareAndSet(0, now);
        if (now - firstNanos.get() > 2 * Math.max(roundTripNanos, TimeUnit.MILLISECONDS.toNanos(1))) {
            late.incrementAndGet();
        }
    }
}

package io.github.podsights.camel.collector;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * How the stand-in treats one request: answers it, or leaves it to the next behaviour. What nobody takes is accepted.
 * {@link Behaviours} has the answers; the methods here narrow or chain them:
 * {@code Behaviours.status(503).first(10).or(Behaviours.silence().share(0.01, random))}.
 */
@FunctionalInterface
public interface Behaviour {

    /**
     * Called once for each request, when its head was read and its body perhaps not yet; must not block.
     *
     * @param call the request, to be answered now or later, from the thread that called
     * @param otherwise to be run instead, now or later, if this behaviour does not answer the call
     */
    void answer(Call call, Runnable otherwise);

    /** This one, and {@code next} for what this one does not answer. */
    default Behaviour or(Behaviour next) {
        Objects.requireNonNull(next, "next");
        return (call, otherwise) -> answer(call, () -> next.answer(call, otherwise));
    }

    /**
     * The same, later. The body is read meanwhile.
     *
     * @throws IllegalArgumentException if the delay is negative
     */
    default Behaviour delayed(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative, but is " + delay);
        }
        return (call, otherwise) -> call.after(delay, () -> answer(call, otherwise));
    }

    /**
     * The same, for a share of the requests.
     *
     * @param share 0 (none) to 1 (each)
     * @param random asked once for each request, one request at a time
     * @throws IllegalArgumentException if the share is out of range
     */
    default Behaviour share(double share, RandomGenerator random) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be from 0 to 1, but is " + share);
        }
        Object turn = new Object();
        return (call, otherwise) -> {
            boolean hit;
            synchronized (turn) {
                hit = random.nextDouble() < share;
            }
            choose(hit, call, otherwise);
        };
    }

    /**
     * The same, for the first {@code count} requests that reach it.
     *
     * @throws IllegalArgumentException if the count is below 1
     */
    default Behaviour first(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("first must be at least 1, but is " + count);
        }
        AtomicInteger left = new AtomicInteger(count);
        return (call, otherwise) -> choose(left.getAndUpdate(n -> Math.max(0, n - 1)) > 0, call, otherwise);
    }

    /**
     * The same, for a while from now on; at its very end it is over.
     *
     * @throws IllegalArgumentException if the time is not positive
     */
    default Behaviour during(Duration time, Clock clock) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("for must be longer than nothing, but is " + time);
        }
        Instant end = clock.instant().plus(time);
        return (call, otherwise) -> choose(clock.instant().isBefore(end), call, otherwise);
    }

    /** The same, for requests whose body has this {@code key}: for one of several integrations. */
    default Behaviour forKey(String key) {
        Objects.requireNonNull(key, "key");
        return (call, otherwise) ->
                call.whenRead(() -> choose(VendorCheck.keyOf(call.body()).equals(key), call, otherwise));
    }

    private void choose(boolean mine, Call call, Runnable otherwise) {
        if (mine) {
            answer(call, otherwise);
        } else {
            otherwise.run();
        }
    }
}

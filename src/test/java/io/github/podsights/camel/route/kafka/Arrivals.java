package io.github.podsights.camel.route.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.podsights.camel.collector.Behaviour;
import io.github.podsights.camel.collector.Call;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** How often each event came to the collector, known by its order id, a number from 0; and what it is answered. */
final class Arrivals {

    private static final Pattern ORDER_ID = Pattern.compile("\"order_id\":\"(\\d+)\"");

    private final AtomicIntegerArray counts;
    private final AtomicLong different = new AtomicLong();
    private final AtomicLong all = new AtomicLong();

    /** @param events how many there are */
    Arrivals(int events) {
        counts = new AtomicIntegerArray(events);
    }

    /** Counts a request as soon as its body is there, answered or not; the rest is up to the behaviour of its order. */
    Behaviour counting(BehaviourOf behaviours) {
        return (call, otherwise) -> call.whenRead(() -> {
            int order = order(call);
            all.incrementAndGet();
            if (counts.getAndIncrement(order) == 0) {
                different.incrementAndGet();
            }
            behaviours.of(order).answer(call, otherwise);
        });
    }

    /** What the request of an order meets. */
    interface BehaviourOf {

        Behaviour of(int order);
    }

    private static int order(Call call) {
        Matcher matcher = ORDER_ID.matcher(new String(call.body(), ISO_8859_1));
        if (!matcher.find()) {
            throw new IllegalStateException("a request without an order id");
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** How many different events came. */
    long different() {
        return different.get();
    }

    /** How many requests came beyond one for each event. */
    long sentTwice() {
        return all.get() - different.get();
    }

    /** The events that never came. */
    List<Integer> missing() {
        return orders(0, 0);
    }

    /** The events that came more than once. */
    List<Integer> twice() {
        return orders(2, Integer.MAX_VALUE);
    }

    private List<Integer> orders(int least, int most) {
        return IntStream.range(0, counts.length())
                .filter(order -> counts.get(order) >= least && counts.get(order) <= most)
                .boxed()
                .toList();
    }
}

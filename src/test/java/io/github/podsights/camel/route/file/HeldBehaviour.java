package io.github.podsights.camel.route.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.podsights.camel.collector.Behaviour;
import io.github.podsights.camel.collector.Call;
import java.time.Duration;
import java.util.function.Predicate;

/** Holds requests unanswered until it is told to let them go, so that a test can look at what is in flight. */
public final class HeldBehaviour implements Behaviour {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private final Predicate<String> orderIds;
    private volatile boolean letGo;

    /** Holds the requests with such order ids. */
    public HeldBehaviour(Predicate<String> orderIds) {
        this.orderIds = orderIds;
    }

    /** Holds all requests. */
    public HeldBehaviour() {
        this(orderId -> true);
    }

    /** Those that are held go on, and what comes from now on is not held. */
    public void letGo() {
        letGo = true;
    }

    @Override
    public void answer(Call call, Runnable otherwise) {
        call.whenRead(() -> {
            if (orderIds.test(EventFiles.orderId(new String(call.body(), UTF_8)))) {
                hold(call, otherwise);
            } else {
                otherwise.run();
            }
        });
    }

    private void hold(Call call, Runnable otherwise) {
        if (letGo) {
            otherwise.run();
        } else {
            call.after(LOOK_AGAIN, () -> hold(call, otherwise));
        }
    }
}

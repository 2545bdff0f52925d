package io.github.podsights.camel.route;

import io.github.podsights.camel.deadletter.BrokenLetterException;
import io.github.podsights.camel.deadletter.DeadLetterStore;
import io.github.podsights.camel.deadletter.KeptLetter;
import io.github.podsights.camel.deadletter.LetterFilter;
import io.github.podsights.camel.integration.Integration;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.settlement.Window;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Sends dead letters again, through the very route that events take. Each is claimed first, by a step that succeeds for one
 * replay alone, and marked as replayed once what came of it is settled: so it is sent at most once, however many replays
 * there are, and whatever instance runs beside them. What fails again is a dead letter anew.
 */
public final class ReplayLetters {

    /** How many letters are claimed at a time; after a {@code kill -9} at most as many are left claimed. */
    public static final int IN_FLIGHT = 64;

    /** Is told of each letter, from whatever thread. */
    public interface Listener {

        /** One is claimed, and about to be sent. What becomes of it is told in the end. */
        default void began(KeptLetter letter) {}

        /** What became of one. */
        void result(ReplayResult result);

        /** A replay that is gone has claimed it, and may have sent it; it is not taken up. */
        void abandoned(KeptLetter letter);

        /** What can't be read. */
        void broken(BrokenLetterException broken);

        /** Whether nobody listens any more: then the replay ends in order, and what was not sent is open again. */
        default boolean isGone() {
            return false;
        }
    }

    /**
     * What is to be replayed.
     *
     * @param filter which letters
     * @param claimed also those that were claimed by a replay that is gone: they may be sent a second time
     * @param perSecond how many letters a second; infinity for as many as can
     * @param before when the replay began: what failed again since is not taken once more
     */
    public record Order(LetterFilter filter, boolean claimed, double perSecond, Instant before) {}

    private final SendReceived pipeline;
    private final Executor workers;
    private final Supplier<Integrations> integrations;
    private final BooleanSupplier stopping;
    private final Window window;
    private final Pacer.Sleeper sleeper;

    ReplayLetters(
            SendReceived pipeline,
            Executor workers,
            Supplier<Integrations> integrations,
            BooleanSupplier stopping,
            Pacer.Sleeper sleeper) {
        this.pipeline = pipeline;
        this.workers = workers;
        this.integrations = integrations;
        this.stopping = stopping;
        this.window = Window.ofHeap(IN_FLIGHT, Runtime.getRuntime().maxMemory());
        this.sleeper = sleeper;
    }

    /**
     * Why a letter can't be replayed as things are; empty if it can.
     *
     * @param integrations today's
     */
    public static Optional<String> obstacle(KeptLetter letter, Integrations integrations) {
        if (letter.lost() != null) {
            return Optional.of(letter.lost());
        }
        if (letter.integration().equals(Integration.NONE)) {
            return Optional.empty();
        }
        Optional<Integration> integration = integrations.byId(letter.integration());
        if (integration.isEmpty()) {
            return Optional.of("its integration is not there any more");
        }
        return integration.get().enabled() ? Optional.empty() : Optional.of("its integration is not enabled");
    }

    /**
     * Replays letters, and comes back when each is settled or let go.
     *
     * @return the ids of the filter that were not found
     * @throws IOException if the store can't be reached any more; what was claimed is settled or let go all the same
     */
    public Set<String> run(DeadLetterStore store, Order order, Listener listener)
            throws IOException, InterruptedException {
        Pacer pacer = new Pacer(order.perSecond(), System::nanoTime, sleeper);
        return new ReplayRun(this, store, order, pacer, listener).run();
    }

    /** Whether the bundle stops: then a replay ends before its time. */
    public boolean isStopping() {
        return stopping.getAsBoolean();
    }

    SendReceived pipeline() {
        return pipeline;
    }

    Executor workers() {
        return workers;
    }

    Integrations integrations() {
        return integrations.get();
    }

    Window window() {
        return window;
    }
}

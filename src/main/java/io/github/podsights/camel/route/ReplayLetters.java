package io.github.podsights.camel.route;

import io.github.podsights.camel.deadletter.BrokenLetterException;
import io.github.podsights.camel.deadletter.DeadLetterStore;
import io.github.podsights.camel.deadletter.DeadLetterStore.Claim;
import io.github.podsights.camel.deadletter.DeadLetterStore.Entry;
import io.github.podsights.camel.deadletter.DeadLetterStore.State;
import io.github.podsights.camel.deadletter.KeptLetter;
import io.github.podsights.camel.deadletter.LetterFilter;
import io.github.podsights.camel.integration.Integration;
import io.github.podsights.camel.integration.Integrations;
import io.github.podsights.camel.settlement.Window;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends dead letters again, through the very route that events take. Each is claimed first, by a step that succeeds for one
 * replay alone, and marked as replayed once what came of it is settled: so it is sent at most once, however many replays
 * there are, and whatever instance runs beside them. What fails again is a dead letter anew.
 */
public final class ReplayLetters {

    /** How many letters are claimed at a time; after a {@code kill -9} at most as many are left claimed. */
    public static final int IN_FLIGHT = 64;

    private static final Logger LOG = LoggerFactory.getLogger(ReplayLetters.class);

    /** Is told of each letter, from whatever thread. */
    public interface Listener {

        /** A letter is about to be looked at. */
        void looksAt(KeptLetter letter);

        /** What became of one. */
        void result(ReplayResult result);

        /** A replay that is gone has claimed it, and may have sent it; it is not taken up. */
        void abandoned(KeptLetter letter);

        /** What can't be read. */
        void broken(BrokenLetterException broken);
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
        Phaser underWay = new Phaser(1);
        Pacer pacer = new Pacer(order.perSecond(), System::nanoTime, sleeper);
        try {
            return order.filter()
                    .visit(
                            store,
                            EnumSet.of(State.OPEN, State.CLAIMED),
                            (entry, letter) -> !stopping.getAsBoolean()
                                    && (isOfThisReplay(letter, order)
                                            || take(store, entry, letter, order, pacer, listener, underWay)),
                            listener::broken);
        } finally {
            underWay.arriveAndAwaitAdvance();
        }
    }

    private static boolean isOfThisReplay(KeptLetter letter, Order order) {
        return letter.replayOf() != null && !letter.at().isBefore(order.before());
    }

    /** False: the replay is to end. */
    private boolean take(
            DeadLetterStore store,
            Entry entry,
            KeptLetter letter,
            Order order,
            Pacer pacer,
            Listener listener,
            Phaser underWay)
            throws InterruptedException {
        if (entry.state() == State.CLAIMED) {
            if (!entry.isAbandoned()) {
                return true;
            }
            if (!order.claimed()) {
                listener.abandoned(letter);
                return true;
            }
        }
        listener.looksAt(letter);
        Optional<String> obstacle = obstacle(letter, integrations.get());
        if (obstacle.isPresent()) {
            listener.result(new ReplayResult(letter, ReplayResult.End.LEFT, List.of(), obstacle.get()));
            return true;
        }
        pacer.pass();
        int bytes = letter.event().length;
        while (!window.take(bytes, 100)) {
            if (stopping.getAsBoolean()) {
                return false;
            }
        }
        return begin(store, entry, letter, listener, underWay);
    }

    private boolean begin(DeadLetterStore store, Entry entry, KeptLetter letter, Listener listener, Phaser underWay) {
        underWay.register();
        Runnable end = () -> {
            window.give(letter.event().length);
            underWay.arriveAndDeregister();
        };
        try {
            workers.execute(() -> {
                try {
                    replay(store, entry, letter).ifPresent(listener::result);
                } finally {
                    end.run();
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            end.run();
            return false;
        }
    }

    /** Empty if it is another replay's. */
    private Optional<ReplayResult> replay(DeadLetterStore store, Entry entry, KeptLetter letter) {
        try {
            Optional<Claim> claim = stopping.getAsBoolean() ? Optional.empty() : store.claim(entry);
            return claim.isEmpty() ? Optional.empty() : Optional.of(replay(claim.get(), letter));
        } catch (IOException e) {
            LOG.error("The {} could not be claimed ({}), and was not sent", letter, Safe.text(e.getMessage()));
            return Optional.of(left(letter, "it could not be claimed"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private ReplayResult replay(Claim claim, KeptLetter letter) {
        SendReceived.Sent sent = pipeline.send(letter.received());
        // A stop interrupts what it does not wait for; where the letter is has to be kept all the same.
        boolean interrupted = Thread.interrupted();
        try {
            if (sent.settled()) {
                claim.replayed();
            } else {
                claim.release();
            }
        } catch (IOException e) {
            LOG.error(
                    "The {} {}, but that could not be noted ({}): it is left as claimed",
                    letter,
                    sent.settled() ? "was replayed" : "was not sent",
                    Safe.text(e.getMessage()));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return sent.settled()
                ? new ReplayResult(letter, ReplayResult.End.REPLAYED, sent.deliveries(), null)
                : new ReplayResult(letter, ReplayResult.End.RELEASED, List.of(), "stopped before it was settled");
    }

    private static ReplayResult left(KeptLetter letter, String reason) {
        return new ReplayResult(letter, ReplayResult.End.LEFT, List.of(), reason);
    }
}

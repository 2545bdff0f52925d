package io.github.podsights.camel.route;

import io.github.podsights.camel.deadletter.DeadLetterStore;
import io.github.podsights.camel.deadletter.DeadLetterStore.Claim;
import io.github.podsights.camel.deadletter.DeadLetterStore.Entry;
import io.github.podsights.camel.deadletter.DeadLetterStore.State;
import io.github.podsights.camel.deadletter.KeptLetter;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One replay, from its first letter until each that it took is settled or let go. */
final class ReplayRun {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayRun.class);

    private static final long LOOK_MILLIS = 100;

    private final ReplayLetters parts;
    private final DeadLetterStore store;
    private final ReplayLetters.Order order;
    private final Pacer pacer;
    private final ReplayLetters.Listener listener;
    private final Phaser underWay = new Phaser(1);

    ReplayRun(
            ReplayLetters parts,
            DeadLetterStore store,
            ReplayLetters.Order order,
            Pacer pacer,
            ReplayLetters.Listener listener) {
        this.parts = parts;
        this.store = store;
        this.order = order;
        this.pacer = pacer;
        this.listener = listener;
    }

    /** The ids that were not found. */
    Set<String> run() throws IOException, InterruptedException {
        try {
            return order.filter()
                    .visit(
                            store,
                            EnumSet.of(State.OPEN, State.CLAIMED),
                            (entry, letter) -> !isEnded() && (isOfThisReplay(letter) || take(entry, letter)),
                            listener::broken);
        } finally {
            underWay.arriveAndAwaitAdvance();
        }
    }

    private boolean isEnded() {
        return parts.isStopping() || listener.isGone();
    }

    private boolean isOfThisReplay(KeptLetter letter) {
        return letter.replayOf() != null && !letter.at().isBefore(order.before());
    }

    /** False: the replay is to end. */
    private boolean take(Entry entry, KeptLetter letter) throws IOException, InterruptedException {
        if (entry.state() == State.CLAIMED) {
            if (!entry.isAbandoned()) {
                return true;
            }
            if (!order.claimed()) {
                listener.abandoned(letter);
                return true;
            }
        }
        Optional<String> obstacle = ReplayLetters.obstacle(letter, parts.integrations());
        if (obstacle.isPresent()) {
            listener.result(new ReplayResult(letter, ReplayResult.End.LEFT, List.of(), obstacle.get()));
            return true;
        }
        return pacer.pass(this::isEnded) && awaitRoom(letter) && begin(entry, letter);
    }

    private boolean awaitRoom(KeptLetter letter) throws InterruptedException {
        while (!parts.window().take(letter.event().length, LOOK_MILLIS)) {
            if (isEnded()) {
                return false;
            }
        }
        return true;
    }

    private boolean begin(Entry entry, KeptLetter letter) {
        underWay.register();
        boolean begun = false;
        try {
            parts.workers().execute(() -> work(entry, letter));
            begun = true;
        } catch (RejectedExecutionException e) {
            return false;
        } finally {
            // Also where there is no memory for another thread: who waits for all must not wait for this one.
            if (!begun) {
                ended(letter);
            }
        }
        return true;
    }

    private void work(Entry entry, KeptLetter letter) {
        try {
            outcome(entry, letter).ifPresent(listener::result);
        } finally {
            ended(letter);
        }
    }

    private void ended(KeptLetter letter) {
        parts.window().give(letter.event().length);
        underWay.arriveAndDeregister();
    }

    /** Empty if it is another replay's, or nobody knows what became of it. */
    private Optional<ReplayResult> outcome(Entry entry, KeptLetter letter) {
        try {
            return replay(entry, letter);
        } catch (RuntimeException | Error e) {
            LOG.error("The {} may have been sent, and is left as claimed", letter, Failures.withoutMessage(e));
            listener.abandoned(letter);
            return Optional.empty();
        }
    }

    private Optional<ReplayResult> replay(Entry entry, KeptLetter letter) {
        try {
            Optional<Claim> claim = isEnded() ? Optional.empty() : store.claim(entry);
            return claim.isEmpty() ? Optional.empty() : Optional.of(replay(claim.get(), letter));
        } catch (IOException e) {
            LOG.error("The {} could not be claimed ({}), and was not sent", letter, Safe.text(e.getMessage()));
            return Optional.of(new ReplayResult(letter, ReplayResult.End.LEFT, List.of(), "it could not be claimed"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private ReplayResult replay(Claim claim, KeptLetter letter) {
        listener.began(letter);
        SendReceived.Sent sent = parts.pipeline().send(letter.received(), listener::isGone);
        boolean noted = note(claim, letter, sent.settled());
        if (!sent.settled()) {
            String reason = "it was let go before it was settled" + (noted ? "" : "; left as claimed");
            return new ReplayResult(letter, ReplayResult.End.RELEASED, List.of(), reason);
        }
        return noted
                ? new ReplayResult(letter, ReplayResult.End.REPLAYED, sent.deliveries(), null)
                : new ReplayResult(
                        letter,
                        ReplayResult.End.UNNOTED,
                        sent.deliveries(),
                        "it was replayed, but that could not be noted: it is left as claimed");
    }

    /** Whether it could be noted what became of a letter. */
    private static boolean note(Claim claim, KeptLetter letter, boolean settled) {
        // A stop interrupts what it does not wait for; where the letter is has to be kept all the same.
        boolean interrupted = Thread.interrupted();
        try {
            if (settled) {
                claim.replayed();
            } else {
                claim.release();
            }
            return true;
        } catch (IOException e) {
            LOG.error(
                    "The {} {}, but that could not be noted ({}): it is left as claimed",
                    letter,
                    settled ? "was replayed" : "was not sent",
                    Safe.text(e.getMessage()));
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

package io.github.podsights.camel.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.podsights.camel.deadletter.BrokenLetterException;
import io.github.podsights.camel.deadletter.DeadLetter;
import io.github.podsights.camel.deadletter.DeadLetterStore.State;
import io.github.podsights.camel.deadletter.DirectoryLetters;
import io.github.podsights.camel.deadletter.KeptLetter;
import io.github.podsights.camel.deadletter.LetterFilter;
import io.github.podsights.camel.delivery.Delivery;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.event.Origin;
import io.github.podsights.camel.event.Received;
import io.github.podsights.camel.integration.Integrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A replay comes to its end, whatever happens to its workers and to whoever listens. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReplayLettersTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00.123Z");

    private static final Executor WORKERS = task -> new Thread(task).start();

    @TempDir
    Path directory;

    private final AtomicLong number = new AtomicLong();
    private final Told told = new Told();
    private DirectoryLetters store;

    @BeforeEach
    void open() throws Exception {
        store = new DirectoryLetters(directory);
        for (int i = 0; i < 3; i++) {
            Delivery delivery = Delivery.ofNone(Received.of("no JSON".getBytes(UTF_8), Origin.DIRECT), null);
            delivery.end(Outcome.INVALID, "for a test");
            DeadLetter letter = DeadLetter.of(delivery, NOW.plusMillis(i), number::incrementAndGet);
            Path file = directory.resolve(letter.fileName());
            Files.createDirectories(file.getParent());
            Files.write(file, letter.bytes());
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void endsWhereThereIsNoMemoryForAWorker() throws Exception {
        ReplayLetters replay = replay(isGone -> new SendReceived.Sent(true, List.of()), task -> {
            throw new OutOfMemoryError("unable to create native thread");
        });

        for (int i = 0; i < 2 * ReplayLetters.IN_FLIGHT; i++) {
            assertThatThrownBy(() -> run(replay)).isInstanceOf(OutOfMemoryError.class);
        }

        assertThat(store.count(EnumSet.of(State.OPEN))).isEqualTo(3);
    }

    @Test
    void endsWhereAWorkerFailsAndLeavesWhatMayHaveBeenSentAsClaimed() throws Exception {
        ReplayLetters replay = replay(
                isGone -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                WORKERS);

        assertThat(run(replay)).isEmpty();

        assertThat(told.abandoned).hasSize(3);
        assertThat(store.count(EnumSet.of(State.CLAIMED))).isEqualTo(3);
    }

    @Test
    void whatWasReplayedAndCouldNotBeNotedHasAnEndOfItsOwn() throws Exception {
        Files.writeString(directory.resolve("replayed"), "in the way");
        ReplayLetters replay = replay(isGone -> new SendReceived.Sent(true, List.of()), WORKERS);

        assertThat(run(replay)).isEmpty();

        assertThat(told.results).hasSize(3).allSatisfy(result -> {
            assertThat(result.end()).isEqualTo(ReplayResult.End.UNNOTED);
            assertThat(result.reason()).contains("could not be noted");
        });
        assertThat(store.count(EnumSet.of(State.CLAIMED))).isEqualTo(3);
    }

    @Test
    void endsWhereNothingIsTakenAnyMore() throws Exception {
        ReplayLetters replay = replay(isGone -> new SendReceived.Sent(true, List.of()), task -> {
            throw new RejectedExecutionException("stopped");
        });

        assertThat(run(replay)).isEmpty();
        assertThat(store.count(EnumSet.of(State.OPEN))).isEqualTo(3);
    }

    @Test
    void givesBackWhatIsNotSentWhenNobodyListensAnyMore() throws Exception {
        ReplayLetters replay = replay(
                isGone -> {
                    told.gone = true;
                    return new SendReceived.Sent(!isGone.getAsBoolean(), List.of());
                },
                WORKERS);

        assertThat(run(replay)).isEmpty();

        assertThat(told.results).isNotEmpty().allMatch(result -> result.end() == ReplayResult.End.RELEASED);
        assertThat(store.count(EnumSet.of(State.OPEN))).isEqualTo(3);
        assertThat(store.count(EnumSet.of(State.CLAIMED))).isZero();
    }

    private Set<String> run(ReplayLetters replay) throws Exception {
        return replay.run(
                store,
                new ReplayLetters.Order(LetterFilter.ALL, false, Double.POSITIVE_INFINITY, NOW.plusSeconds(1)),
                told);
    }

    private interface Sending {

        SendReceived.Sent send(BooleanSupplier isGone);
    }

    private static ReplayLetters replay(Sending sending, Executor workers) {
        SendReceived pipeline = new SendReceived(new DefaultCamelContext(), WaysIn.EVENTS, new Entrance()) {
            @Override
            public Sent send(Received received, BooleanSupplier isGone) {
                return sending.send(isGone);
            }
        };
        return new ReplayLetters(pipeline, workers, () -> new Integrations(List.of()), () -> false, nanos -> {});
    }

    private static final class Told implements ReplayLetters.Listener {

        private final List<ReplayResult> results = new CopyOnWriteArrayList<>();
        private final List<KeptLetter> abandoned = new CopyOnWriteArrayList<>();
        private volatile boolean gone;

        @Override
        public void result(ReplayResult result) {
            results.add(result);
        }

        @Override
        public void abandoned(KeptLetter letter) {
            abandoned.add(letter);
        }

        @Override
        public void broken(BrokenLetterException broken) {
            throw new AssertionError(broken);
        }

        @Override
        public boolean isGone() {
            return gone;
        }
    }
}

package io.github.podsights.camel.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That a permit stands for an event that a crash would send again: whenever one is to be had, what became of the event
 * that had it before is kept.
 */
class InFlightThreadsTest {

    private static final int SECONDS = 30;

    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void noPermitComesBackBeforeTheProgressIsKept() throws Exception {
        CountDownLatch saving = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Window window = new Window(1, 1 << 20);
        InFlight<Integer> inFlight = new InFlight<>(
                window,
                8,
                0,
                (position, beyond) -> {
                    saving.countDown();
                    await(goOn);
                },
                e -> fail(e));
        Settlement first = inFlight.take(1, 1, () -> true).orElseThrow();

        Future<?> settling = threads.submit(() -> first.settled());
        assertThat(saving.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(WindowTest.takenAtMost(window, 1))
                .as("permits while it is being kept")
                .isZero();

        goOn.countDown();
        settling.get(SECONDS, TimeUnit.SECONDS);
        assertThat(WindowTest.takenAtMost(window, 1)).isEqualTo(1);
    }

    @Test
    void oneThreadKeepsTheProgressForAllThatSettledMeanwhile() throws Exception {
        CountDownLatch saving = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger saves = new AtomicInteger();
        AtomicInteger kept = new AtomicInteger();
        InFlight<Integer> inFlight = new InFlight<>(
                new Window(9, 1 << 20),
                16,
                0,
                (position, beyond) -> {
                    saves.incrementAndGet();
                    saving.countDown();
                    await(goOn);
                    kept.set(position);
                },
                e -> fail(e));
        Settlement first = inFlight.take(1, 1, () -> true).orElseThrow();
        Future<?> settling = threads.submit(() -> first.settled());
        assertThat(saving.await(SECONDS, TimeUnit.SECONDS)).isTrue();

        for (int i = 2; i <= 9; i++) {
            inFlight.take(i, 1, () -> true).orElseThrow().settled(); // none of them waits
        }
        goOn.countDown();
        settling.get(SECONDS, TimeUnit.SECONDS);

        assertThat(saves).hasValue(2);
        assertThat(kept).hasValue(9);
    }

    /** A crash may come whenever an event was taken: then what was kept must cover all but a window of what was taken. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whereverItCrashesNoMoreThanTheWindowComesAgainAndNothingUnsettledIsKept(long seed) throws Exception {
        int events = 5_000;
        int permits = 16;
        Window window = new Window(permits, 1 << 20);
        AtomicIntegerArray settled = new AtomicIntegerArray(events);
        SavedProgress progress = new SavedProgress();
        Random random = new Random(seed);
        InFlight<Integer> inFlight =
                new InFlight<>(window, 64, 0, new Checked(progress, settled, random.nextInt(5)), e -> {});
        AtomicInteger ends = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        Deque<Event> stragglers = new ArrayDeque<>();

        for (int event = 0; event < events; event++) {
            Event taken =
                    new Event(event, inFlight.take(event + 1, 1, () -> true).orElseThrow());
            assertThat(event + 1 - progress.kept().events())
                    .as("events that a crash would send again")
                    .isLessThanOrEqualTo(permits);
            if (random.nextInt(100) == 0 && stragglers.size() < permits / 2) {
                stragglers.add(taken);
            } else {
                threads.execute(() -> settle(taken, settled));
            }
            while (!stragglers.isEmpty() && event - stragglers.peek().number() > 40) {
                Event straggler = stragglers.remove();
                threads.execute(() -> settle(straggler, settled));
            }
        }
        stragglers.forEach(straggler -> settle(straggler, settled));
        inFlight.end(() -> {
            ends.incrementAndGet();
            end.countDown();
        });

        assertThat(end.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        threads.shutdown();
        assertThat(threads.awaitTermination(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(ends).hasValue(1);
        assertThat(inFlight.isSettled()).isTrue();
        assertThat(WindowTest.takenAtMost(window, 1)).isEqualTo(permits);
    }

    /** Fails now and then, and refuses two saves at a time and progress over what is not settled. */
    private record Checked(SavedProgress kept, AtomicIntegerArray settled, int failOneIn, AtomicBoolean saving)
            implements Progress<Integer> {

        Checked(SavedProgress kept, AtomicIntegerArray settled, int failOneIn) {
            this(kept, settled, failOneIn, new AtomicBoolean());
        }

        @Override
        public void save(Integer position, BitSet beyond) throws IOException {
            assertThat(saving.compareAndSet(false, true))
                    .as("one save at a time")
                    .isTrue();
            try {
                if (failOneIn > 0 && kept.saves() % failOneIn == 1) {
                    kept.failNext(1);
                }
                SavedProgress.Kept next = new SavedProgress.Kept(position, beyond);
                for (int i = Math.max(0, position - 64); i < position + beyond.length(); i++) {
                    if (next.has(i) && settled.get(i) == 0) {
                        fail("event %d is not settled, but kept as if it were", i);
                    }
                }
                kept.save(position, beyond);
            } finally {
                saving.set(false);
            }
        }
    }

    private record Event(int number, Settlement settlement) {}

    private static void settle(Event event, AtomicIntegerArray settled) {
        settled.set(event.number(), 1);
        event.settlement().settled();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}

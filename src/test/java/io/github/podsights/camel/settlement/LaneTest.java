package io.github.podsights.camel.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose turn it is. */
class LaneTest {

    private static final int SECONDS = 30;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Lane lane = new Lane();
    private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void nobodyWaitsWhoseTurnItIs() throws Exception {
        lane.next().alone(() -> done.add("a"));
        lane.next().together(() -> done.add("b"));
        lane.next().alone(() -> done.add("c"));

        assertThat(done).containsExactly("a", "b", "c");
    }

    @Test
    void waitsForTheStepBeforeIt() throws Exception {
        Turn first = lane.next();
        Future<?> second = alone(lane.next(), "second");
        awaitWaiting();
        assertThat(done).isEmpty();

        first.alone(() -> done.add("first"));
        second.get(SECONDS, TimeUnit.SECONDS);

        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void whoEndsWithoutItsStepHoldsUpNobodyAndLetsNobodyOvertake() throws Exception {
        Turn first = lane.next();
        Turn second = lane.next();
        Future<?> third = alone(lane.next(), "third");
        awaitWaiting();

        second.pass();
        second.pass();
        assertThat(done).as("the first is not done").isEmpty();
        first.alone(() -> done.add("first"));
        third.get(SECONDS, TimeUnit.SECONDS);

        assertThat(done).containsExactly("first", "third");
    }

    @Test
    void aStepThatFailsPassesTheTurnOnAllTheSame() throws Exception {
        Turn first = lane.next();
        Turn second = lane.next();

        assertThatThrownBy(() -> first.alone(() -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);
        second.alone(() -> done.add("second"));

        assertThat(done).containsExactly("second");
    }

    @Test
    void thoseThatAreTakenTogetherDoNotWaitForEachOther() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        Turn first = lane.next();
        Turn second = lane.next();
        Turn third = lane.next();
        Future<?> a = threads.submit(() -> first.together(() -> meet(both)));
        Future<?> b = threads.submit(() -> second.together(() -> meet(both)));
        a.get(SECONDS, TimeUnit.SECONDS);
        b.get(SECONDS, TimeUnit.SECONDS);

        third.alone(() -> done.add("third"));

        assertThat(done).containsExactly("third");
    }

    @Test
    void whatIsTakenAloneWaitsForThoseThatAreTakenTogetherBeforeIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Turn first = lane.next();
        Turn second = lane.next();
        Future<?> together = threads.submit(() -> first.together(() -> {
            begun.countDown();
            goOn.await(SECONDS, TimeUnit.SECONDS);
            return done.add("together");
        }));
        assertThat(begun.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        Future<?> alone = alone(second, "alone");
        awaitWaiting();

        goOn.countDown();
        together.get(SECONDS, TimeUnit.SECONDS);
        alone.get(SECONDS, TimeUnit.SECONDS);

        assertThat(done).containsExactly("together", "alone");
    }

    @Test
    void whoIsInterruptedTakesNoStepAndHoldsUpNobody() throws Exception {
        Turn first = lane.next();
        Turn second = lane.next();
        Turn third = lane.next();
        Future<Boolean> waiting = threads.submit(() -> {
            try {
                return second.alone(() -> done.add("second"));
            } catch (InterruptedException e) {
                return false;
            } finally {
                second.pass();
            }
        });
        awaitWaiting();

        stop();
        assertThat(waiting.get(SECONDS, TimeUnit.SECONDS)).isFalse();
        first.pass();
        third.alone(() -> done.add("third"));

        assertThat(done).containsExactly("third");
    }

    @Test
    void lanesAreIndependentAndWhatComesInNoOrderWaitsForNobody() throws Exception {
        lane.next();

        new Lane().next().alone(() -> done.add("other"));
        Turn.FREE.alone(() -> done.add("free"));
        Turn.FREE.pass();
        Turn.FREE.together(() -> done.add("free"));

        assertThat(done).containsExactly("other", "free", "free");
    }

    /** Many threads at random: each look-up sees just what was stored before it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyLookUpSeesWhatWasStoredBeforeItAndNothingOfWhatCameAfter(long seed) throws Exception {
        Random random = new Random(seed);
        AtomicInteger stored = new AtomicInteger();
        List<Future<Boolean>> results = new ArrayList<>();
        int before = 0;
        for (int i = 0; i < 20_000; i++) {
            Turn turn = lane.next();
            int kind = random.nextInt(10);
            int expected = before;
            if (kind < 3) {
                before++;
                results.add(threads.submit(() -> turn.alone(() -> stored.getAndIncrement() == expected)));
            } else if (kind < 8) {
                results.add(threads.submit(() -> turn.together(() -> stored.get() == expected)));
            } else {
                results.add(threads.submit(() -> {
                    turn.pass();
                    return true;
                }));
            }
        }

        for (Future<Boolean> result : results) {
            assertThat(result.get(SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(stored).hasValue(before);
    }

    private Future<?> alone(Turn turn, String name) {
        return threads.submit(() -> turn.alone(() -> done.add(name)));
    }

    private static boolean meet(CountDownLatch both) throws InterruptedException {
        both.countDown();
        return both.await(SECONDS, TimeUnit.SECONDS);
    }

    /** Until a thread waits for its turn. */
    private static void awaitWaiting() {
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .map(LockSupport::getBlocker)
                .anyMatch(blocker -> blocker instanceof Turn || blocker instanceof Lane));
    }
}

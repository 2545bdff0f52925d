package io.github.podsights.camel.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static final int KIB = 1024;

    @Test
    void hasRoomForSoManyEvents() throws Exception {
        Window window = new Window(2, 100 * KIB);

        assertThat(window.take(1, 0)).isTrue();
        assertThat(window.take(1, 0)).isTrue();
        assertThat(window.take(1, 0)).isFalse();

        window.give(1);

        assertThat(window.take(1, 0)).isTrue();
    }

    @Test
    void hasRoomForSoManyBytes() throws Exception {
        Window window = new Window(100, 10 * KIB);

        assertThat(window.take(5 * KIB, 0)).isTrue();
        assertThat(window.take(5 * KIB, 0)).isFalse();
        assertThat(window.take(2 * KIB, 0)).isTrue();
    }

    @Test
    void whatFindsNoRoomForItsBytesKeepsNoRoomAmongTheEvents() throws Exception {
        Window window = new Window(2, 4 * KIB);
        window.take(3 * KIB, 0);

        for (int i = 0; i < 10; i++) {
            assertThat(window.take(3 * KIB, 0)).isFalse();
        }
        window.give(3 * KIB);

        assertThat(window.take(1, 0)).isTrue();
        assertThat(window.take(1, 0)).isTrue();
    }

    @Test
    void anEventThatIsLargerThanTheBudgetGoesAlone() throws Exception {
        Window window = new Window(100, 4 * KIB);

        assertThat(window.take(1, 0)).isTrue();
        assertThat(window.take(1_000_000, 0)).isFalse();
        window.give(1);
        assertThat(window.take(1_000_000, 0)).isTrue();
        assertThat(window.take(0, 0)).isFalse();
        window.give(1_000_000);
        assertThat(window.take(Integer.MAX_VALUE, 0)).isTrue();
    }

    @Test
    void bytesAreToBeHadAgainBeforeTheEventIs() throws Exception {
        Window window = new Window(2, 4 * KIB);
        window.take(4 * KIB, 0);

        window.giveBytes(4 * KIB);

        assertThat(window.take(4 * KIB, 0)).isTrue();
        window.giveBytes(4 * KIB);
        assertThat(window.take(1, 0)).as("both events are still taken").isFalse();
        window.giveEvents(2);
        assertThat(window.take(1, 0)).isTrue();
    }

    @Test
    void aSmallHeapStillTakesOneEvent() throws Exception {
        assertThat(Window.ofHeap(1, 1).take(1, 0)).isTrue();
        assertThat(Window.ofHeap(1, Long.MAX_VALUE).take(1 << 24, 0)).isTrue();
    }

    @Test
    void whoNapsIsWokenWhenASixteenthOfThePlacesIsFree() throws Exception {
        Window window = new Window(32, 1_000L * KIB, Duration.ofHours(1).toNanos());
        fill(window, 32);
        Reader reader = Reader.of(window);
        await().until(() -> reader.isIn("nap"));

        window.give(0);
        window.give(0);

        assertThat(reader.took()).isTrue();
    }

    /** A sixteenth of it is one place. */
    @Test
    void whoReadsIntoASmallWindowDoesNotNap() throws Exception {
        Window window = new Window(16, 1_000L * KIB, Duration.ofHours(1).toNanos());
        fill(window, 16);
        Reader reader = Reader.of(window);
        await().until(() -> reader.isIn("tryAcquire"));

        window.give(0);

        assertThat(reader.took()).isTrue();
    }

    @Test
    void oneFreePlaceIsEnoughForWhoHasNappedInVain() throws Exception {
        Window window = new Window(200, 1_000L * KIB);
        fill(window, 200);
        Reader reader = Reader.of(window);
        await().until(() -> reader.isIn("tryAcquire"));

        window.give(0);

        assertThat(reader.took()).isTrue();
    }

    @Test
    void whoMayNotWaitDoesNotNap() throws Exception {
        Window window = new Window(200, 1_000L * KIB, Duration.ofHours(1).toNanos());
        fill(window, 200);

        Reader reader = new Reader(window, 0);

        assertThat(reader.took()).isFalse();
    }

    /** A thread that takes one place. */
    private static final class Reader {

        private final Thread thread;
        private final AtomicBoolean took = new AtomicBoolean();

        private Reader(Window window, long millis) {
            thread = new Thread(() -> {
                try {
                    took.set(window.take(0, millis));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        /** One that has all the time in the world. */
        static Reader of(Window window) {
            return new Reader(window, Duration.ofHours(2).toMillis());
        }

        /** Whether it waits in a method. */
        boolean isIn(String method) {
            return thread.getState() == Thread.State.TIMED_WAITING
                    && Stream.of(thread.getStackTrace())
                            .anyMatch(frame -> frame.getMethodName().equals(method));
        }

        boolean took() throws InterruptedException {
            thread.join(30_000);
            assertThat(thread.isAlive()).as("it still waits").isFalse();
            return took.get();
        }
    }

    private static void fill(Window window, int events) throws InterruptedException {
        for (int i = 0; i < events; i++) {
            assertThat(window.take(0, 0)).isTrue();
        }
    }

    @Property(tries = 200)
    void permitsAlwaysComeBack(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        int events = 1 + random.nextInt(5);
        int kib = 1 + random.nextInt(20);
        Window window = new Window(events, (long) kib * KIB);
        List<Integer> taken = new ArrayList<>();
        for (int step = 0; step < 100; step++) {
            int bytes = random.nextInt(30 * KIB);
            if (random.nextBoolean() && window.take(bytes, 0)) {
                taken.add(bytes);
            } else if (!taken.isEmpty()) {
                giveInOneOfTwoWays(window, taken.remove(random.nextInt(taken.size())), random.nextBoolean());
            }
        }
        for (int bytes : taken) {
            window.give(bytes);
        }

        assertThat(takenAtMost(window, 0)).isEqualTo(Math.min(events, kib));
        assertThat(window.take(kib * KIB, 0)).as("all bytes are free again").isTrue();
    }

    private static void giveInOneOfTwoWays(Window window, int bytes, boolean atOnce) {
        if (atOnce) {
            window.give(bytes);
        } else {
            window.giveBytes(bytes);
            window.giveEvents(1);
        }
    }

    /** How many events of this size find room; given back at once. */
    static int takenAtMost(Window window, int bytes) throws InterruptedException {
        int count = 0;
        while (window.take(bytes, 0)) {
            count++;
        }
        for (int i = 0; i < count; i++) {
            window.give(bytes);
        }
        return count;
    }
}

package io.github.podsights.camel.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class InFlightTest {

    private static final int EVENTS = 3;

    private final Window window = new Window(EVENTS, 1 << 20);
    private final SavedProgress progress = new SavedProgress();
    private final List<IOException> unsaved = new ArrayList<>();
    private final InFlight<Integer> inFlight = new InFlight<>(window, 8, 0, progress, unsaved::add);
    private final AtomicInteger ends = new AtomicInteger();
    private int taken;

    @Test
    void keepsThePrefixAndWhatIsSettledBeyondIt() throws Exception {
        Settlement first = take();
        Settlement second = take();
        Settlement third = take();

        third.settled();
        assertThat(progress.kept()).isEqualTo(new SavedProgress.Kept(0, bits(2)));
        first.settled();
        assertThat(progress.kept()).isEqualTo(new SavedProgress.Kept(1, bits(1)));
        assertThat(inFlight.isSettled()).isFalse();
        second.settled();
        assertThat(progress.kept()).isEqualTo(new SavedProgress.Kept(3, bits()));
        assertThat(inFlight.isSettled()).isTrue();
    }

    @Test
    void takesNoMoreThanThereArePermits() throws Exception {
        Settlement first = take();
        take();
        take();

        assertThat(inFlight.take(4, 1, times(2))).isEmpty();
        first.settled();

        assertThat(inFlight.take(4, 1, times(1))).isPresent();
    }

    @Test
    void takesNothingWhenItIsNotToGoOn() throws Exception {
        assertThat(inFlight.take(1, 1, () -> false)).isEmpty();
        assertThat(WindowTest.takenAtMost(window, 1)).isEqualTo(EVENTS);
    }

    @Test
    void aFullSpanHoldsReadingThoughThereArePermits() throws Exception {
        InFlight<Integer> narrow = new InFlight<>(window, 2, 0, progress, unsaved::add);
        Settlement straggler = narrow.take(1, 1, () -> true).orElseThrow();
        narrow.take(2, 1, () -> true).orElseThrow().settled();

        assertThat(narrow.take(3, 1, times(2))).isEmpty();
        assertThat(WindowTest.takenAtMost(window, 1))
                .as("all but the straggler's")
                .isEqualTo(EVENTS - 1);
        straggler.settled();

        assertThat(narrow.take(3, 1, times(1))).isPresent();
    }

    @Test
    void whatWasSettledBeforeIsPartOfThePrefixAndNeedsNoPermit() throws Exception {
        take();
        take();
        Settlement third = take();
        inFlight.skip(4);

        third.settled();

        assertThat(progress.kept()).isEqualTo(new SavedProgress.Kept(0, bits(2, 3)));
    }

    @Test
    void aSaveThatFailedIsTriedAgainWithTheNextEventAndKeepsItsPermitUntilThen() throws Exception {
        Settlement first = take();
        Settlement second = take();
        progress.failNext(1);

        first.settled();
        assertThat(unsaved).hasSize(1);
        assertThat(WindowTest.takenAtMost(window, 1)).isEqualTo(EVENTS - 2);

        second.settled();
        assertThat(progress.kept()).isEqualTo(new SavedProgress.Kept(2, bits()));
        assertThat(WindowTest.takenAtMost(window, 1)).isEqualTo(EVENTS);
    }

    @Test
    void aSaveThatFailedIsTriedAgainWhileAnEventIsWaitedFor() throws Exception {
        List<Settlement> all = List.of(take(), take(), take());
        progress.failNext(4);
        all.forEach(Settlement::settled);
        assertThat(progress.kept().events()).isZero();

        assertThat(inFlight.take(4, 1, times(3))).isPresent();

        assertThat(progress.kept().events()).isEqualTo(3);
        assertThat(unsaved).hasSize(4);
    }

    @Test
    void aReleasedEventGivesItsPermitBackAndIsNotSettled() throws Exception {
        Settlement first = take();
        Settlement second = take();

        first.released();
        second.settled();

        assertThat(progress.kept()).isEqualTo(new SavedProgress.Kept(0, bits(1)));
        assertThat(inFlight.isSettled()).isFalse();
        assertThat(WindowTest.takenAtMost(window, 1)).isEqualTo(EVENTS);
    }

    @Test
    void endsAtOnceWhenNothingIsInFlight() {
        inFlight.end(ends::incrementAndGet);

        assertThat(ends).hasValue(1);
    }

    @Test
    void endsOnceAfterTheLastEventWasSettledAndKept() throws Exception {
        Settlement first = take();
        Settlement second = take();
        List<Integer> keptAtTheEnd = new ArrayList<>();
        inFlight.end(() -> keptAtTheEnd.add(progress.kept().position()));

        second.settled();
        assertThat(keptAtTheEnd).isEmpty();
        first.settled();
        assertThat(keptAtTheEnd).containsExactly(2);
    }

    @Test
    void endsAfterTheLastEventWasReleased() throws Exception {
        Settlement first = take();
        take().settled();
        inFlight.end(ends::incrementAndGet);

        first.released();

        assertThat(ends).hasValue(1);
        assertThat(inFlight.isSettled()).isFalse();
    }

    @Test
    void endsAndGivesEveryPermitBackThoughTheLastSaveFailed() throws Exception {
        Settlement first = take();
        Settlement second = take();
        inFlight.end(ends::incrementAndGet);
        progress.failNext(100);

        first.settled();
        second.settled();

        assertThat(ends).hasValue(1);
        assertThat(WindowTest.takenAtMost(window, 1)).isEqualTo(EVENTS);
    }

    @Test
    void triesToKeepWhatCouldNotBeKeptOnceMoreBeforeItEndsWithAReleasedEvent() throws Exception {
        Settlement first = take();
        Settlement second = take();
        inFlight.end(ends::incrementAndGet);
        progress.failNext(1);

        first.settled();
        second.released();

        assertThat(ends).hasValue(1);
        assertThat(progress.kept()).isEqualTo(new SavedProgress.Kept(1, bits()));
        assertThat(WindowTest.takenAtMost(window, 1)).isEqualTo(EVENTS);
    }

    private Settlement take() throws InterruptedException {
        return inFlight.take(++taken, 1, () -> true).orElseThrow();
    }

    /** Says that many times to go on: taking is tried as often. */
    private static BooleanSupplier times(int times) {
        AtomicInteger left = new AtomicInteger(times);
        return () -> left.getAndDecrement() > 0;
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int bit : set) {
            bits.set(bit);
        }
        return bits;
    }
}

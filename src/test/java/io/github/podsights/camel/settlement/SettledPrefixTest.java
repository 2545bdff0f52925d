package io.github.podsights.camel.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SettledPrefixTest {

    /** Says the same as {@link SettledPrefix}, slowly: a set of what is not settled among all that was ever added. */
    private static final class Model {
        private final TreeSet<Long> unsettled = new TreeSet<>();
        private long added;

        long first() {
            return unsettled.isEmpty() ? added : unsettled.first();
        }

        String position() {
            return first() == 0 ? "start" : "after " + (first() - 1);
        }

        List<String> unsettledPositions() {
            return unsettled.stream().map(number -> "after " + number).toList();
        }

        String newest() {
            return added == 0 ? "start" : "after " + (added - 1);
        }

        BitSet settledBeyond() {
            BitSet beyond = new BitSet();
            for (long number = first(); number < added; number++) {
                beyond.set((int) (number - first()), !unsettled.contains(number));
            }
            return beyond;
        }
    }

    @Property
    void anyOrderOfSettlingGivesThePrefixOfANaiveModel(
            @ForAll @IntRange(min = 1, max = 9) int span, @ForAll long seed, @ForAll @IntRange(max = 200) int steps) {
        SettledPrefix<String> prefix = new SettledPrefix<>(span, "start");
        Model model = new Model();
        Random random = new Random(seed);
        for (int step = 0; step < steps; step++) {
            List<Long> waiting = new ArrayList<>(model.unsettled);
            boolean room = model.added - model.first() < span;
            assertThat(prefix.hasRoom()).isEqualTo(room);
            if (room && (waiting.isEmpty() || random.nextBoolean())) {
                assertThat(prefix.add("after " + model.added)).isEqualTo(model.added);
                model.unsettled.add(model.added++);
            } else {
                Long number = waiting.get(random.nextInt(waiting.size()));
                prefix.settle(number);
                model.unsettled.remove(number);
            }
            assertThat(prefix.position()).isEqualTo(model.position());
            assertThat(prefix.settledBeyond()).isEqualTo(model.settledBeyond());
            assertThat(prefix.settledBeyond().get(0)).isFalse();
            assertThat(prefix.unsettled()).isEqualTo(model.unsettledPositions());
            assertThat(prefix.newest()).isEqualTo(model.newest());
            assertThat(prefix.behindPrefix()).isEqualTo(model.added - model.first());
        }
    }

    @Test
    void beginsWhereItIsTold() {
        SettledPrefix<String> prefix = new SettledPrefix<>(1, "start");

        assertThat(prefix.position()).isEqualTo("start");
        assertThat(prefix.settledBeyond().isEmpty()).isTrue();
        assertThat(prefix.behindPrefix()).isZero();
        assertThat(prefix.unsettled()).isEmpty();
        assertThat(prefix.newest()).isEqualTo("start");
    }

    @Test
    void saysWhichPositionsAreNotSettledAndWhichIsTheNewest() {
        SettledPrefix<String> prefix = new SettledPrefix<>(4, "start");
        prefix.settle(prefix.add("a"));
        prefix.add("b");
        prefix.settle(prefix.add("c"));
        prefix.add("d");
        prefix.settle(prefix.add("e"));

        assertThat(prefix.unsettled()).containsExactly("b", "d");
        assertThat(prefix.newest()).isEqualTo("e");
        assertThat(prefix.position()).isEqualTo("a");

        prefix.settle(1);
        prefix.settle(3);

        assertThat(prefix.unsettled()).isEmpty();
        assertThat(prefix.newest()).isEqualTo("e");
        assertThat(prefix.position()).isEqualTo("e");
    }

    @Test
    void aStragglerKeepsTheSpanFullUntilItIsSettled() {
        SettledPrefix<String> prefix = new SettledPrefix<>(3, "start");
        prefix.add("a");
        prefix.settle(prefix.add("b"));
        prefix.settle(prefix.add("c"));

        assertThat(prefix.hasRoom()).isFalse();
        assertThat(prefix.position()).isEqualTo("start");
        assertThatIllegalStateException().isThrownBy(() -> prefix.add("d")).withMessageContaining("3 events is full");

        prefix.settle(0);

        assertThat(prefix.hasRoom()).isTrue();
        assertThat(prefix.position()).isEqualTo("c");
    }

    @Test
    void bitsAreCountedFromThePrefixAlsoWhereTheRingBeginsAnew() {
        SettledPrefix<String> prefix = new SettledPrefix<>(4, "start");
        for (String position : List.of("a", "b", "c")) {
            prefix.settle(prefix.add(position));
        }
        prefix.add("d"); // the last slot of the ring
        prefix.settle(prefix.add("e"));
        prefix.add("f");
        prefix.settle(prefix.add("g"));

        assertThat(prefix.position()).isEqualTo("c");
        assertThat(prefix.settledBeyond()).isEqualTo(BitSet.valueOf(new long[] {0b1010}));
    }

    @Test
    void refusesToSettleTwiceOrWhatWasNeverAdded() {
        SettledPrefix<String> prefix = new SettledPrefix<>(4, "start");
        prefix.settle(prefix.add("a"));
        prefix.add("b");
        prefix.settle(prefix.add("c"));

        for (long number : new long[] {-1, 0, 2, 3}) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> prefix.settle(number))
                    .withMessage("event " + number + " is not waiting to be settled");
        }
    }
}

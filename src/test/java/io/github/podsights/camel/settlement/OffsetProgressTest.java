package io.github.podsights.camel.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.settlement.OffsetProgress.Commit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OffsetProgressTest {

    private final OffsetProgress progress = new OffsetProgress(10, true, SettledOffsets.none(10), 100);

    @Test
    void whatIsUnderWayIsNotCommitted() {
        progress.take(10);
        progress.take(11);

        assertThat(progress.toCommit()).isEmpty();
        assertThat(progress.underWay()).isEqualTo(2);
    }

    @Test
    void thePrefixIsCommittedAndNothingAcrossAGap() {
        long first = progress.take(10);
        long second = progress.take(11);
        progress.take(12);

        progress.settled(second);
        assertThat(progress.toCommit()).hasValueSatisfying(commit -> {
            assertThat(commit.offset()).isEqualTo(10);
            assertThat(SettledOffsets.parse(10, commit.metadata()))
                    .isEqualTo(new SettledOffsets(10, 13, List.of(10L, 12L)));
            assertThat(commit.settled()).isEqualTo(1);
        });

        progress.settled(first);
        assertThat(progress.toCommit()).contains(new Commit(12, "", 2));
        assertThat(progress.underWay()).isEqualTo(1);
    }

    @Test
    void whatAPredecessorSettledFurtherOnIsPartOfTheFirstCommit() {
        OffsetProgress successor =
                new OffsetProgress(10, true, new SettledOffsets(10, 20, List.of(10L, 11L, 15L)), 100);
        successor.settled(successor.take(10));

        assertThat(successor.toCommit())
                .hasValueSatisfying(commit -> assertThat(SettledOffsets.parse(11, commit.metadata()))
                        .isEqualTo(new SettledOffsets(11, 20, List.of(11L, 15L))));
    }

    @Test
    void whatIsOnlyPassedOverIsCommittedToo() {
        OffsetProgress successor = new OffsetProgress(10, true, new SettledOffsets(10, 12, List.of()), 100);
        assertThat(successor.skipIfSettled(10)).isTrue();
        assertThat(successor.skipIfSettled(11)).isTrue();

        assertThat(successor.toCommit()).contains(new Commit(12, "", 0));
        assertThat(successor.toCommit()).isEmpty();
    }

    @Test
    void offsetsThatAreMissingFromTheLogDoNotHoldItUp() {
        long first = progress.take(15);
        long second = progress.take(40);

        progress.settled(first);
        assertThat(progress.toCommit()).contains(new Commit(16, "podsights/1 EBkY", 1));

        progress.settled(second);
        assertThat(progress.toCommit()).contains(new Commit(41, "", 2));
    }

    @Test
    void whatWasConfirmedIsNotCommittedAgain() {
        long first = progress.take(10);
        long second = progress.take(11);
        progress.settled(first);
        Commit commit = progress.toCommit().orElseThrow();
        progress.settled(second);

        assertThat(progress.committed(commit)).isEqualTo(1);
        assertThat(progress.toCommit()).contains(new Commit(12, "", 2));
        assertThat(progress.committed(progress.toCommit().orElseThrow())).isEqualTo(1);
        assertThat(progress.toCommit()).isEmpty();
    }

    @Test
    void anAnswerThatIsOvertakenByAnotherCountsNothingTwice() {
        long first = progress.take(10);
        long second = progress.take(11);
        progress.settled(first);
        Commit begun = progress.toCommit().orElseThrow();
        progress.settled(second);
        Commit last = progress.toCommit().orElseThrow();

        assertThat(progress.committed(begun) + progress.committed(last)).isEqualTo(2);
        assertThat(progress.committed(begun)).isZero();
        assertThat(progress.forget()).isZero();
    }

    @Test
    void whereReadingBeganIsCommittedIfNoCommitSaysSo() {
        OffsetProgress fresh = new OffsetProgress(500, false, SettledOffsets.none(500), 100);

        assertThat(fresh.toCommit()).contains(new Commit(500, "", 0));
        assertThat(fresh.committed(fresh.toCommit().orElseThrow())).isZero();
        assertThat(fresh.toCommit()).isEmpty();
    }

    @Test
    void whatWasSettledBeforeIsPassedOverAndBecomesPartOfThePrefix() {
        OffsetProgress successor = new OffsetProgress(10, true, new SettledOffsets(10, 13, List.of(10L)), 100);

        assertThat(successor.skipIfSettled(10)).isFalse();
        long straggler = successor.take(10);
        assertThat(successor.skipIfSettled(11)).isTrue();
        assertThat(successor.skipIfSettled(12)).isTrue();
        assertThat(successor.skipIfSettled(13)).isFalse();
        assertThat(successor.underWay()).isEqualTo(1);

        successor.settled(straggler);

        assertThat(successor.toCommit()).contains(new Commit(13, "", 1));
    }

    @Test
    void aStragglerFillsTheSpan() {
        OffsetProgress narrow = new OffsetProgress(0, true, SettledOffsets.none(0), 2);
        long straggler = narrow.take(0);
        narrow.settled(narrow.take(1));
        assertThat(narrow.hasRoom()).isFalse();

        narrow.settled(straggler);

        assertThat(narrow.hasRoom()).isTrue();
    }

    @Test
    void whatWasReleasedIsNotSettledAndMayBeTakenAgain() {
        long number = progress.take(10);

        progress.released();
        assertThat(progress.underWay()).isZero();
        assertThat(progress.toCommit()).isEmpty();

        progress.takeAgain();
        assertThat(progress.underWay()).isEqualTo(1);
        progress.settled(number);
        assertThat(progress.toCommit()).contains(new Commit(11, "", 1));
    }

    @Test
    void aForgottenPartitionCommitsNothingAndCountsNothing() {
        long first = progress.take(10);
        long second = progress.take(11);
        progress.settled(first);
        Commit commit = progress.toCommit().orElseThrow();

        assertThat(progress.forget()).isEqualTo(1);

        assertThat(progress.settled(second)).isFalse();
        assertThat(progress.toCommit()).isEmpty();
        assertThat(progress.committed(commit)).isZero();
        assertThat(progress.forget()).isZero();
        assertThat(progress.underWay()).isZero();
    }

    @Property
    void neitherACommitNorItsMetadataSaysThatSomethingIsSettledThatIsNot(@ForAll long seed) {
        Random random = new Random(seed);
        OffsetProgress any = new OffsetProgress(0, random.nextBoolean(), SettledOffsets.none(0), 50);
        TreeMap<Long, Long> underWay = new TreeMap<>();
        List<Commit> begun = new ArrayList<>();
        int settled = 0;
        int committed = 0;
        long offset = 0;
        for (int step = 0; step < 200; step++) {
            int kind = random.nextInt(4);
            if (kind < 2 && any.hasRoom()) {
                offset += 1 + random.nextInt(3) / 2;
                underWay.put(offset, any.take(offset));
            } else if (kind == 2 && !underWay.isEmpty()) {
                Long some = underWay.ceilingKey(random.nextLong(underWay.lastKey() + 1));
                any.settled(underWay.remove(some));
                settled++;
            } else if (kind == 3) {
                any.toCommit().ifPresent(begun::add);
            }
            if (!begun.isEmpty() && random.nextInt(5) == 0) {
                committed += any.committed(begun.remove(random.nextInt(begun.size())));
            }
            any.toCommit().ifPresent(commit -> {
                SettledOffsets beyond = SettledOffsets.parse(commit.offset(), commit.metadata());
                assertThat(underWay.keySet())
                        .allMatch(waiting -> waiting >= commit.offset() && !beyond.isSettled(waiting));
            });
            assertThat(committed).isLessThanOrEqualTo(settled);
            assertThat(any.underWay()).isEqualTo(underWay.size());
        }
        assertThat(committed + any.forget()).isEqualTo(settled);
    }
}

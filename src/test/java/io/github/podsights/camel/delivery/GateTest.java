package io.github.podsights.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(8);

    /** The time of a probe is drawn; here the longest: four fifths of the interval. */
    private static final RandomGenerator LATEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            throw new AssertionError("drawn without a bound");
        }

        @Override
        public long nextLong(long bound) {
            return 0;
        }
    };

    private static final Gate.Others NOBODY = others(false, false);
    private static final Gate.Others IDLE = others(false, true);

    private static Gate.Others others(boolean areAccepted, boolean areThere) {
        return new Gate.Others() {
            @Override
            public boolean areAccepted() {
                return areAccepted;
            }

            @Override
            public boolean areThere() {
                return areThere;
            }
        };
    }

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000); // the scale may wrap around
    private final List<String> changes = new ArrayList<>();
    private final List<Integer> room = new ArrayList<>();
    private final Gate gate = new Gate(
            "collector",
            GateRules.of(FIRST, LONGEST),
            now::get,
            LATEST,
            changed -> changes.add(changed.state().word() + " " + changed.reason()),
            room::add);

    @Test
    void isOpenAtFirst() {
        assertThat(gate.state()).isEqualTo(Gate.State.OPEN);
        assertThat(gate.reason()).isNull();
        assertThat(gate.closedFor()).isZero();
        assertThat(gate.untilProbe()).isZero();
        assertThat(changes).isEmpty();
    }

    @Test
    void closesAfterTenFailuresInARow() {
        fail(9);
        assertThat(gate.isOpen()).isTrue();

        fail(1);

        assertThat(gate.state()).isEqualTo(Gate.State.CLOSED);
        assertThat(gate.ask("any", "shop")).isEmpty();
        assertThat(changes).containsExactly("closed refused");
    }

    @Test
    void anAcceptedAttemptBreaksTheRow() {
        fail(9);
        pass("a").accepted();
        fail(9);

        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void oneDeliveryThatAlwaysFailsDoesNotCloseIt() {
        for (int i = 0; i < 1_000; i++) {
            pass("poison").failed("503", NOBODY);
            pass("another poison").failed("503", NOBODY);
        }
        assertThat(gate.isOpen()).isTrue();

        pass("a third").failed("503", NOBODY);

        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void closesWhenFourOfFiveFail() {
        for (int i = 0; i < 10; i++) {
            pass("ok").accepted();
        }
        for (int i = 0; i < 36; i++) {
            pass(i % 7).failed("503", NOBODY);
            if (i % 9 == 8) {
                pass("ok").accepted(); // so that there are never ten in a row
            }
        }
        assertThat(gate.isOpen()).isTrue();
        for (int i = 0; gate.isOpen(); i++) {
            assertThat(i).isLessThan(60);
            pass(i % 7).failed("503", NOBODY);
            if (i % 9 == 8) {
                pass("ok").accepted();
            }
        }
    }

    @Test
    void staysOpenWhenHalfFails() {
        for (int i = 0; i < 10_000; i++) {
            pass(i).failed("503", NOBODY);
            pass(i).accepted();
        }
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void forgetsASampleAfterItsTime() {
        for (int i = 0; i < 45; i++) {
            pass(i).failed("503", NOBODY);
            if (i % 9 == 8) {
                pass(i).accepted();
            }
        }
        pass("ok").accepted();
        move(Duration.ofSeconds(11));
        fail(5);

        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void letsOneProbeThroughAtATimeAfterItsInterval() {
        close();
        assertThat(gate.untilProbe()).isEqualTo(Duration.ofMillis(800));
        move(Duration.ofMillis(799));
        assertThat(gate.ask("a", "shop")).isEmpty();

        move(Duration.ofMillis(1));
        Gate.Pass probe = pass("a");

        assertThat(gate.state()).isEqualTo(Gate.State.PROBING);
        move(Duration.ofHours(1));
        assertThat(gate.ask("b", "shop")).as("a second one").isEmpty();
        probe.accepted();
        assertThat(gate.isOpen()).isTrue();
        assertThat(changes).containsExactly("closed refused", "open null");
    }

    @Test
    void theIntervalDoublesUpToTheLongest() {
        close();
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            waits.add(gate.untilProbe().toMillis());
            untilProbe();
            pass("p" + i, "shop " + i).failed("still", NOBODY);
        }

        assertThat(waits).containsExactly(800L, 1_600L, 3_200L, 6_400L, 6_400L, 6_400L);
        assertThat(changes).as("told once").containsExactly("closed refused");
        assertThat(gate.reason()).isEqualTo("still");
    }

    @Test
    void beginsWithTheFirstIntervalWhenItClosesAgain() {
        close();
        untilProbe();
        pass("p").failed("still", NOBODY);
        untilProbe();
        pass("q").accepted();

        close();

        assertThat(gate.untilProbe()).isEqualTo(Duration.ofMillis(800));
    }

    @Test
    void afterItsProbeADeliveryLetsOthersGoFirstButIsNeverLaterThanTheInterval() {
        close();
        untilProbe();
        pass("poison").failed("503", NOBODY);
        untilProbe();

        assertThat(gate.ask("poison", "shop")).as("at once").isEmpty();
        Gate.Pass other = pass("another");
        other.unused();
        move(Duration.ofMillis(200));
        assertThat(gate.ask("poison", "shop")).as("2 s after its probe").isPresent();
    }

    @Test
    void aProbeThatWasNotMadeIsFreeForAnother() {
        close();
        untilProbe();
        pass("a").unused();

        assertThat(gate.state()).isEqualTo(Gate.State.CLOSED);
        assertThat(gate.ask("a", "shop")).isPresent();
    }

    @Test
    void aProbeThatSaysNothingLeavesItClosedForTheSameTime() {
        close();
        untilProbe();
        pass("a").undecided();

        assertThat(gate.state()).isEqualTo(Gate.State.CLOSED);
        assertThat(gate.untilProbe()).isEqualTo(Duration.ofMillis(800));
    }

    @Test
    void whatBeganBeforeItClosedNeitherOpensNorClosesIt() {
        List<Gate.Pass> before = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            before.add(pass(i));
        }
        close();
        before.get(0).accepted();
        assertThat(gate.isOpen()).isFalse();
        untilProbe();
        pass("p").accepted();

        before.subList(1, 20).forEach(pass -> pass.failed("late", NOBODY));

        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void closesAtOnceWhenItIsRefused() {
        pass("a").refused(null, "401");

        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.untilProbe()).isEqualTo(Duration.ofMillis(800));
    }

    @Test
    void isNotProbedBeforeTheTimeThatTheCollectorAskedFor() {
        Gate.Pass second = pass("b");
        pass("a").refused(Duration.ofSeconds(2), "429");
        move(Duration.ofMillis(500));
        second.refused(Duration.ofSeconds(2), "429");
        move(Duration.ofMillis(1_999));
        assertThat(gate.ask("c", "shop")).as("the later of the two holds").isEmpty();

        move(Duration.ofMillis(1));

        assertThat(gate.ask("c", "shop")).isPresent();
    }

    @Test
    void anEarlierTimeDoesNotShortenALaterOne() {
        Gate.Pass second = pass("b");
        pass("a").refused(Duration.ofSeconds(9), "429");
        second.refused(Duration.ofSeconds(1), "429");

        assertThat(gate.untilProbe()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void afterItHasOpenedThoseUnderWayDoubleWithEachRoundTrip() {
        close();
        untilProbe();
        pass("p").accepted();
        List<Integer> rounds = new ArrayList<>();
        while (rounds.size() < 9) {
            List<Gate.Pass> round = new ArrayList<>();
            for (Optional<Gate.Pass> next = gate.ask("d", "shop"); next.isPresent(); next = gate.ask("d", "shop")) {
                round.add(next.get());
            }
            rounds.add(round.size());
            round.forEach(Gate.Pass::accepted);
        }

        assertThat(rounds).containsExactly(2, 4, 8, 16, 32, 64, 128, 256, 512);
        for (int i = 0; i < 5_000; i++) {
            assertThat(gate.ask("d", "shop")).as("nobody counts any more").isPresent();
        }
    }

    @Test
    void whileItRecoversItTellsThatThereIsRoom() {
        close();
        untilProbe();
        pass("p").accepted();
        Gate.Pass first = pass("a");
        Gate.Pass second = pass("b");
        assertThat(gate.ask("c", "shop")).isEmpty();

        first.accepted();
        second.undecided();

        assertThat(room).containsExactly(2, 3);
        pass("c");
        pass("d");
        pass("e");
        assertThat(gate.ask("f", "shop")).isEmpty();
    }

    @Test
    void oneThatIsRefusedWhileItRecoversClosesItAgain() {
        close();
        untilProbe();
        pass("p").accepted();
        Gate.Pass first = pass("a");
        Gate.Pass second = pass("b");
        first.refused(Duration.ofSeconds(2), "429");
        assertThat(gate.isOpen()).isFalse();
        move(Duration.ofSeconds(2));
        pass("q").accepted();
        second.accepted();

        pass("c");
        pass("d");
        assertThat(gate.ask("e", "shop")).as("what began before does not count").isEmpty();
    }

    @Test
    void aTimeOfNothingDoesNotMakeProbesComeBackToBack() {
        pass("a").refused(Duration.ZERO, "429");
        assertThat(gate.untilProbe()).isEqualTo(Duration.ofMillis(800));
        untilProbe();
        pass("b").refused(Duration.ZERO, "429");

        assertThat(gate.untilProbe()).isEqualTo(Duration.ofMillis(800));
    }

    @Test
    void whatTheCollectorAsksForDoesNotMakeTheIntervalGrow() {
        pass("a").refused(Duration.ofSeconds(2), "429");
        for (int i = 0; i < 10; i++) {
            untilProbe();
            pass("p" + i).refused(Duration.ofSeconds(2), "429");
        }

        assertThat(gate.untilProbe()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void onePassThatIsGivenBackWhileItRecoversWakesNobody() {
        close();
        untilProbe();
        pass("p").accepted();
        for (int i = 0; i < 100; i++) {
            pass("a").unused();
        }

        assertThat(room).isEmpty();
        assertThat(gate.openings()).isEqualTo(1);
    }

    @Test
    void tellsForHowLongItIsClosed() {
        close();
        move(Duration.ofMinutes(3));
        pass("p").failed("still", NOBODY);
        move(Duration.ofMinutes(1));

        assertThat(gate.closedFor()).isEqualTo(Duration.ofMinutes(4));
    }

    @Test
    void afterARefusalItIsProbedLessOftenInTheEndThanAfterFailures() {
        pass("a").refused(null, "401");
        for (int i = 0; i < 10; i++) {
            untilProbe();
            pass("p" + i).refused(null, "401");
        }
        assertThat(gate.untilProbe())
                .isEqualTo(LONGEST.multipliedBy(12).multipliedBy(4).dividedBy(5));

        untilProbe();
        pass("q").failed("503", NOBODY);

        assertThat(gate.untilProbe()).isEqualTo(LONGEST.multipliedBy(4).dividedBy(5));
    }

    @Test
    void whatTheCollectorAsksForWhileAProbeIsUnderWayOutlivesTheProbe() {
        Gate.Pass before = pass("before");
        pass("a").refused(Duration.ofSeconds(2), "429");
        move(Duration.ofSeconds(3));
        Gate.Pass probe = pass("b");
        before.refused(Duration.ofSeconds(30), "429");
        probe.failed("503", NOBODY);

        assertThat(gate.untilProbe()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void afterTheProbeOfOneIntegrationThoseOfOthersGoFirst() {
        close();
        untilProbe();
        pass("a", "silent").failed("no answer", IDLE);
        move(gate.untilProbe());

        assertThat(gate.ask("b", "silent")).as("another one of the same").isEmpty();
        assertThat(gate.ask("c", "other")).isPresent();
    }

    @Test
    void whatTenProbesInARowOfOneIntegrationFailIsThatOnesIfThereIsAnother() {
        close();
        for (int i = 0; i < 9; i++) {
            assertThat(probeOf("silent", IDLE, i)).isEqualTo(Gate.Verdict.NONE);
        }
        assertThat(gate.isOpen()).isFalse();
        untilProbe();
        Gate.Pass tenth = pass(9, "silent");
        assertThat(tenth.failed("still", IDLE)).isEqualTo(Gate.Verdict.OF_ONE_ALONE);
        assertThat(gate.isOpen()).as("not before that one is paused").isFalse();
        tenth.openForOthers();

        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.opening()).isEqualTo(Gate.Opening.FOR_OTHERS);
        assertThat(changes).containsExactly("closed refused", "open null");
    }

    @Test
    void itIsTheCollectorsAsLongAsProbesOfAnotherIntegrationFailToo() {
        close();
        for (int i = 0; i < 100; i++) {
            assertThat(probeOf(i % 10 == 9 ? "other" : "silent", IDLE, i)).isEqualTo(Gate.Verdict.NONE);
        }
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void itIsTheCollectorsAsLongAsThereIsNoOtherIntegration() {
        close();
        for (int i = 0; i < 100; i++) {
            assertThat(probeOf("only", NOBODY, i)).isEqualTo(Gate.Verdict.NONE);
        }
        assertThat(gate.isOpen()).isFalse();
    }

    private Gate.Verdict probeOf(String integration, Gate.Others others, int who) {
        untilProbe();
        return pass(who, integration).failed("still", others);
    }

    @Test
    void theFirstProbeIsNeverLaterThanTheLongest() {
        assertThat(GateRules.of(Duration.ofMinutes(2), LONGEST).firstProbe()).isEqualTo(LONGEST);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void refusesRulesThatCloseByNothing(int inRow) {
        assertThatThrownBy(() -> new GateRules(inRow, inRow, 50, 0.8, FIRST, FIRST, LONGEST, LONGEST))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manyThreadsGetOneProbe() throws Exception {
        close();
        untilProbe();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        AtomicInteger probes = new AtomicInteger();
        try {
            for (int i = 0; i < 1_000; i++) {
                int who = i;
                threads.execute(() -> gate.ask(who, "shop").ifPresent(pass -> probes.incrementAndGet()));
            }
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(probes).hasValue(1);
    }

    private void close() {
        fail(10);
        assertThat(gate.isOpen()).isFalse();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            pass("delivery " + i % 3).failed("refused", NOBODY);
        }
    }

    private Gate.Pass pass(Object who) {
        return pass(who, "shop");
    }

    private Gate.Pass pass(Object who, String integration) {
        Optional<Gate.Pass> pass = gate.ask(who instanceof String text ? text.intern() : who, integration);
        assertThat(pass).isPresent();
        return pass.orElseThrow();
    }

    /** Those of the integration that probed last wait for a tenth of the interval more. */
    private void untilProbe() {
        move(gate.untilProbe().multipliedBy(9).dividedBy(8));
    }

    private void move(Duration by) {
        now.addAndGet(by.toNanos());
    }
}

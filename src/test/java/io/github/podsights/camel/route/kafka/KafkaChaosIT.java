package io.github.podsights.camel.route.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.podsights.camel.collector.Behaviours;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several instances share a topic; they are killed, stopped and started at random, and the broker is restarted under them.
 * No event is lost, and few are sent twice. {@code -Dpodsights.test.seed} repeats a run's decisions,
 * {@code -Dpodsights.chaos.events=200000} has it as long as one likes.
 *
 * <p>What may be sent twice at most, printed beside what was:
 *
 * <ul>
 *   <li>for each kill twice the window: what was in flight, and what was settled and not committed yet. The source takes
 *       nothing more while the latter is as much as the window, so that the sum stays below twice as much;
 *   <li>of each partition that moved, what its consumer had begun and could not commit as settled. A consumer that is
 *       asked for a partition, or stops, waits up to 5 s for what is in flight and then commits, so that this is 0 unless
 *       the broker is away just then, or the consumer was taken for dead: then the partition is somebody else's before it
 *       knows. The consumers say how much it is when they give the partition up, and the test reads it from their logs.
 * </ul>
 *
 * <p>The restart of the broker alone adds nothing: commits that fail meanwhile are made up for later.
 */
@Tag("chaos")
class KafkaChaosIT {

    private static final long SEED = Long.getLong("podsights.test.seed", System.nanoTime());
    private static final int EVENTS = Integer.getInteger("podsights.chaos.events", 20_000);
    private static final int INSTANCES = 3;
    private static final int PARTITIONS = 12;
    private static final int WINDOW = 100;
    private static final Duration LONG = Duration.ofMinutes(2);

    private enum Deed {
        KILL,
        STOP,
        RESTART_BROKER
    }

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void everyEventComesThroughKillsStopsAndRestartsOfTheBroker(String groupProtocol) throws Exception {
        Random random = new Random(SEED);
        StringBuilder story = new StringBuilder(groupProtocol + ", seed " + SEED + ": ");
        long began = System.nanoTime();
        // The delay keeps the windows full.
        try (Instances instances = instances(groupProtocol, EVENTS, Duration.ofSeconds(3), Duration.ofMillis(60))) {
            instances.startAll();
            List<Deed> deeds = deeds(random);
            double part = 0.85 / deeds.size();
            for (int i = 0; i < deeds.size(); i++) {
                double moment = 0.05 + part * (i + 0.5 * random.nextDouble());
                instances.awaitDifferent((long) (moment * EVENTS), LONG);
                act(deeds.get(i), random.nextInt(INSTANCES), instances, story);
                instances.awaitDifferent((long) ((moment + part * 0.5 * random.nextDouble()) * EVENTS), LONG);
                instances.startAll();
            }
            instances.awaitDifferent(EVENTS, LONG);
            instances.awaitNoLag();
            instances.stopAll();

            long begun = instances.begunOfMovedPartitions();
            long bound = 2L * WINDOW * instances.kills() + begun;
            long twice = instances.arrivals().sentTwice();
            System.out.printf(
                    "%s%d of %d events came, %d sent twice; at most %d may be: %d kills of 2 x %d, and %d of partitions"
                            + " that moved; %d s%n",
                    story,
                    instances.arrivals().different(),
                    EVENTS,
                    twice,
                    bound,
                    instances.kills(),
                    WINDOW,
                    begun,
                    (System.nanoTime() - began) / 1_000_000_000);
            assertThat(instances.arrivals().missing()).as("%s", instances).isEmpty();
            assertThat(twice).as("sent twice: %s", instances).isLessThanOrEqualTo(bound);
            assertThat(instances.lag()).as("lag").isZero();
        }
    }

    /** A kill for each 20,000 events and a stop for each 40,000; two restarts of the broker. */
    private static List<Deed> deeds(Random random) {
        List<Deed> deeds = new ArrayList<>(List.of(Deed.RESTART_BROKER, Deed.RESTART_BROKER, Deed.STOP));
        deeds.addAll(Collections.nCopies(Math.max(2, EVENTS / 20_000), Deed.KILL));
        deeds.addAll(Collections.nCopies(Math.max(0, EVENTS / 40_000 - 1), Deed.STOP));
        Collections.shuffle(deeds, random);
        return deeds;
    }

    /** An instance that is killed or stopped here is started again before the next deed, while the others go on. */
    private static void act(Deed deed, int instance, Instances instances, StringBuilder story) throws Exception {
        long had = instances.arrivals().different();
        switch (deed) {
            case KILL -> {
                instances.kill(instance);
                story.append("killed ").append(instance);
            }
            case STOP -> {
                instances.stop(instance);
                story.append("stopped ").append(instance);
            }
            case RESTART_BROKER -> {
                instances.broker().restart();
                story.append("broker restarted");
            }
        }
        story.append(" at ").append(had).append(", ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void withoutKillsNothingIsSentTwice(String groupProtocol) throws Exception {
        int events = 6_000;
        try (Instances instances = instances(groupProtocol, events, Duration.ofSeconds(30), Duration.ofMillis(200))) {
            instances.startAll();
            instances.awaitDifferent(events / 4, LONG);
            instances.stop(1);
            instances.awaitDifferent(events / 2, LONG);
            instances.start(1);
            instances.awaitUp(1);
            instances.awaitDifferent(events, LONG);
            instances.awaitNoLag();
            instances.stopAll();

            System.out.printf(
                    "%s, one of %d stopped and started again: %d of %d events came, %d sent twice%n",
                    groupProtocol,
                    INSTANCES,
                    instances.arrivals().different(),
                    events,
                    instances.arrivals().sentTwice());
            assertThat(instances.arrivals().missing()).as("%s", instances).isEmpty();
            assertThat(instances.arrivals().sentTwice())
                    .as("sent twice: %s", instances)
                    .isZero();
            assertThat(instances.printed("delivered")).isEqualTo(events);
            assertThat(instances.lag()).as("lag").isZero();
        }
    }

    private Instances instances(String groupProtocol, int events, Duration session, Duration delay) throws Exception {
        return new Instances(
                directory, groupProtocol, INSTANCES, PARTITIONS, events, WINDOW, session, order -> Behaviours.accept()
                        .delayed(delay));
    }

    /**
     * Some deliveries take long, and hold back the committed offsets of their partitions. What is settled behind them is
     * committed too, and so a kill costs no more than twice the window, however much that is.
     */
    @Test
    void whatIsSettledBehindStragglersIsNotSentTwiceAfterAKill() throws Exception {
        int events = 18_000;
        int window = 64;
        int kills = 2;
        try (Instances instances = new Instances(
                directory, "classic", 1, 2, events, window, Duration.ofSeconds(3), order -> Behaviours.accept()
                        .delayed(Duration.ofMillis(order % 150 == 0 ? 1_000 : 10)))) {
            List<Long> behind = new ArrayList<>();
            for (int i : IntStream.range(0, kills).toArray()) {
                instances.start(0);
                instances.awaitDifferent(events * (i + 1L) / (kills + 1), LONG);
                instances.kill(0);
                behind.add(instances.settledBeyond());
            }
            instances.start(0);
            instances.awaitDifferent(events, LONG);
            instances.awaitNoLag();
            instances.stopAll();

            long twice = instances.arrivals().sentTwice();
            long bound = 2L * window * kills + instances.begunOfMovedPartitions();
            System.out.printf(
                    "killed with %s events settled behind stragglers: %d sent twice, at most %d may be%n",
                    behind, twice, bound);
            assertThat(behind).allMatch(count -> count > 4L * window);
            assertThat(instances.arrivals().missing()).as("%s", instances).isEmpty();
            assertThat(twice).as("sent twice: %s", instances).isLessThanOrEqualTo(bound);
        }
    }
}

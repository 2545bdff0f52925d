package io.github.podsights.camel.route.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.podsights.camel.settings.KafkaSourceSettings;
import io.github.podsights.camel.settlement.SettledOffsets;
import io.github.podsights.camel.settlement.Uncommitted;
import io.github.podsights.camel.settlement.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.LongStream;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The consumer as Camel gets it, driven by hand: poll, claim as the route's step does, settle in any order.
 *
 * <p>Three faults that would lose events were built into the code by hand, one at a time, and taken out again:
 *
 * <ul>
 *   <li>A commit before settlement ({@code OffsetProgress.take} settles what it takes): 19 tests here turn red, first of all
 *       {@link #nothingIsCommittedBeforeItIsSettled}; of {@code OffsetProgressTest}
 *       {@code whatIsUnderWayIsNotCommitted} and 7 more.
 *   <li>A commit of the position ({@code OffsetCommits.offsets} commits {@code kafka.position}): 16 tests here turn red,
 *       first of all {@link #theSettledPrefixIsCommittedAndNotThePosition}; none elsewhere can see it.
 *   <li>A commit across a gap ({@code SettledPrefix.settle} moves the prefix to whatever is settled):
 *       {@link #nothingIsCommittedAcrossAGap}, {@link #whatIsSettledBeyondAGapIsInTheMetadata},
 *       {@link #aSuccessorPassesOverWhatIsSettledBeyondTheGap}, {@link #whatIsRevokedIsCommittedAndForgotten},
 *       {@link #whatWasReleasedIsHandedOutAgainAfterASecondBeforeWhatFollowsIt} and
 *       {@link #aStragglerStopsItsPartitionOnlyWhenTheSpanIsFull} turn red, and of {@code OffsetProgressTest}
 *       {@code thePrefixIsCommittedAndNothingAcrossAGap} and the property, of {@code SettledPrefixTest} 4.
 * </ul>
 */
@Timeout(60)
class SettlingConsumerTest {

    private static final TopicPartition A = new TopicPartition("events", 0);
    private static final TopicPartition B = new TopicPartition("events", 1);

    private static final int IN_FLIGHT = 100;
    private static final int SPAN = 65_536;
    private static final Duration LONGEST_POLL = Duration.ofSeconds(5);

    private final Map<TopicPartition, OffsetAndMetadata> group = new HashMap<>();
    private final Window window = new Window(IN_FLIGHT, 1 << 30);
    private final Uncommitted uncommitted = new Uncommitted(IN_FLIGHT);
    private final Map<TopicPartition, Map<Long, PolledRecord>> claimed = new HashMap<>();
    private final List<Properties> asked = new ArrayList<>();
    private final List<Long> pauses = new ArrayList<>();

    /** Nanoseconds count from anywhere, and pass zero. */
    private long now = -Duration.ofMillis(100).toNanos();

    /** How much time each look at the clock takes. */
    private Duration look = Duration.ZERO;

    /** Records below that offset are due. */
    private long dueBelow = Long.MAX_VALUE;

    private boolean held;
    private String offsetReset = "earliest";
    private KafkaSource source = source(window, uncommitted);
    private KafkaClients clients = clients();
    private ScriptedKafka kafka;
    private Consumer<?, ?> consumer = consumer();

    private KafkaSource source(Window ofSource, Uncommitted toCommit) {
        return new KafkaSource(
                ofSource,
                toCommit,
                () -> held,
                () -> {},
                () -> now += look.toNanos(),
                polled -> polled.offset() < dueBelow);
    }

    private KafkaClients clients() {
        return clients("classic");
    }

    private KafkaClients clients(String groupProtocol) {
        return new KafkaClients(
                source,
                groupProtocol,
                properties -> {
                    asked.add(properties);
                    kafka = new ScriptedKafka(offsetReset, group);
                    return kafka;
                },
                pauses::add);
    }

    private Consumer<?, ?> consumer() {
        Consumer<?, ?> made = clients.getConsumer(new Properties());
        made.subscribe(List.of("events"));
        return made;
    }

    /** A process that starts anew: nothing is known but what the group has committed. */
    private void startAnew(Window ofSource, Uncommitted toCommit) {
        claimed.clear();
        source = source(ofSource, toCommit);
        clients = clients();
        consumer = consumer();
    }

    private void assign(TopicPartition... partitions) {
        for (TopicPartition partition : partitions) {
            kafka.updateBeginningOffsets(Map.of(partition, 0L));
            kafka.updateEndOffsets(Map.of(partition, 500L));
        }
        kafka.rebalance(List.of(partitions));
    }

    /** Adds records {@code from} to {@code to}, that one left out. */
    private void add(TopicPartition partition, long from, long to) {
        for (long offset = from; offset < to; offset++) {
            kafka.addRecord(new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, new byte[10]));
        }
    }

    /** The offsets that a poll hands out. */
    private Map<TopicPartition, List<Long>> poll() {
        Map<TopicPartition, List<Long>> offsets = new HashMap<>();
        for (ConsumerRecord<?, ?> polled : consumer.poll(Duration.ZERO)) {
            TopicPartition id = new TopicPartition(polled.topic(), polled.partition());
            offsets.computeIfAbsent(id, added -> new ArrayList<>()).add(polled.offset());
        }
        return offsets;
    }

    /** Polls, and claims what is handed out, as the step of the route does. */
    private Map<TopicPartition, List<Long>> take() {
        Map<TopicPartition, List<Long>> offsets = poll();
        offsets.forEach(
                (id, ofPartition) -> ofPartition.forEach(offset -> claimed.computeIfAbsent(id, added -> new HashMap<>())
                        .put(offset, source.claim(id, offset).orElseThrow())));
        return offsets;
    }

    private void settle(TopicPartition partition, long... offsets) {
        for (long offset : offsets) {
            claimed.get(partition).remove(offset).settled();
        }
    }

    private void release(TopicPartition partition, long... offsets) {
        for (long offset : offsets) {
            claimed.get(partition).remove(offset).released();
        }
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    /** Lets the time between two commits pass, and what is due be committed. */
    private Map<TopicPartition, List<Long>> takeAfterAWhile() {
        pass(Duration.ofMillis(250));
        return take();
    }

    private long committed(TopicPartition partition) {
        return group.get(partition).offset();
    }

    private SettledOffsets beyond(TopicPartition partition) {
        OffsetAndMetadata known = group.get(partition);
        return SettledOffsets.parse(known.offset(), known.metadata());
    }

    private int howManyUncommitted() {
        int more = 0;
        while (!uncommitted.isFull()) {
            uncommitted.add(1);
            more++;
        }
        uncommitted.subtract(more);
        return IN_FLIGHT - more;
    }

    private int roomInTheWindow() throws InterruptedException {
        int room = 0;
        while (window.take(1, 0)) {
            room++;
        }
        for (int i = 0; i < room; i++) {
            window.give(1);
        }
        return room;
    }

    private static List<Long> offsets(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    @Test
    void nothingIsCommittedBeforeItIsSettled() {
        group.put(A, new OffsetAndMetadata(3));
        assign(A);
        add(A, 3, 8);

        assertThat(take()).isEqualTo(Map.of(A, offsets(3, 8)));
        takeAfterAWhile();
        takeAfterAWhile();

        assertThat(kafka.commits()).isZero();
        look = Duration.ofSeconds(3); // what is in flight is waited for a while
        consumer.close();
        assertThat(kafka.commits()).isZero();
        assertThat(group).isEqualTo(Map.of(A, new OffsetAndMetadata(3)));
    }

    @Test
    void theSettledPrefixIsCommittedAndNotThePosition() {
        assign(A);
        add(A, 0, 10);
        take();

        settle(A, 1, 0, 2);
        takeAfterAWhile();

        assertThat(committed(A)).isEqualTo(3);
        assertThat(kafka.position(A)).isEqualTo(10);
    }

    @Test
    void nothingIsCommittedAcrossAGap() {
        assign(A);
        add(A, 0, 10);
        take();

        settle(A, 0, 1, 3, 4, 9);
        takeAfterAWhile();
        assertThat(committed(A)).isEqualTo(2);

        settle(A, 2);
        takeAfterAWhile();
        assertThat(committed(A)).isEqualTo(5);
    }

    @Test
    void whatIsSettledBeyondAGapIsInTheMetadata() {
        assign(A);
        add(A, 0, 10);
        take();

        settle(A, 0, 3, 4, 8);
        takeAfterAWhile();

        assertThat(offsets(0, 12)).filteredOn(beyond(A)::isSettled).containsExactly(3L, 4L, 8L);
    }

    @Test
    void aSuccessorPassesOverWhatIsSettledBeyondTheGap() throws Exception {
        assign(A);
        add(A, 0, 10);
        take();
        settle(A, 0, 3, 4, 8);
        takeAfterAWhile();

        startAnew(new Window(IN_FLIGHT, 1 << 30), new Uncommitted(IN_FLIGHT));
        assign(A);
        add(A, 1, 12);

        assertThat(take()).isEqualTo(Map.of(A, List.of(1L, 2L, 5L, 6L, 7L, 9L, 10L, 11L)));
        settle(A, 1, 2);
        takeAfterAWhile();
        assertThat(committed(A)).isEqualTo(5);
    }

    @Test
    void metadataOfALogThatBeginsAnewSkipsNothing() {
        group.put(A, new OffsetAndMetadata(5, new SettledOffsets(5, 9, List.of(5L)).metadata()));
        assign(A);
        consumer.seekToBeginning(List.of(A));
        add(A, 0, 10);

        assertThat(take()).isEqualTo(Map.of(A, offsets(0, 10)));
        takeAfterAWhile();
        assertThat(committed(A)).isZero();
    }

    @Test
    void whereReadingGoesBackThePartitionBeginsAnew() {
        assign(A);
        add(A, 0, 5);
        take();
        settle(A, 0, 2, 3);
        consumer.seek(A, 0);
        add(A, 0, 5);

        assertThat(take()).isEqualTo(Map.of(A, offsets(0, 5)));

        settle(A, 0, 1, 2, 3, 4);
        takeAfterAWhile();
        assertThat(committed(A)).isEqualTo(5);
    }

    @Test
    void offsetsThatAreMissingFromTheLogHoldNothingUp() {
        assign(A);
        add(A, 2, 3);
        add(A, 7, 8);
        take();

        settle(A, 2, 7);
        takeAfterAWhile();

        assertThat(committed(A)).isEqualTo(8);
    }

    @Test
    void neverMoreIsHandedOutThanMayBeInFlight() throws Exception {
        assign(A, B);
        add(A, 0, 300);
        add(B, 0, 300);

        assertThat(sizes(take())).isEqualTo(IN_FLIGHT);
        assertThat(roomInTheWindow()).isZero();
        assertThat(takeAfterAWhile()).isEmpty();

        TopicPartition some = claimed.keySet().iterator().next();
        settle(
                some,
                claimed.get(some).keySet().stream()
                        .limit(3)
                        .mapToLong(offset -> offset)
                        .toArray());
        assertThat(sizes(take())).isEqualTo(3);
        assertThat(takeAfterAWhile()).isEmpty();
    }

    private static int sizes(Map<TopicPartition, List<Long>> offsets) {
        return offsets.values().stream().mapToInt(List::size).sum();
    }

    @Test
    void whatWaitsInMemoryIsNotPolledOn() {
        kafka.setMaxPollRecords(150);
        assign(A);
        add(A, 0, 600);
        take();
        for (int i = 0; i < 10; i++) {
            takeAfterAWhile();
        }

        assertThat(kafka.paused()).containsExactly(A);
        assertThat(kafka.position(A)).isEqualTo(150);
    }

    @Test
    void whatTheRouteDidNotClaimIsHandedOutAgainAfterASecond() throws Exception {
        assign(A);
        add(A, 0, 3);

        assertThat(poll()).isEqualTo(Map.of(A, offsets(0, 3)));
        assertThat(source.claim(A, 1)).isPresent();
        assertThat(source.claim(A, 1)).isEmpty();
        assertThat(poll()).isEmpty();
        assertThat(roomInTheWindow()).isEqualTo(IN_FLIGHT - 1);

        pass(Duration.ofMillis(999));
        assertThat(poll()).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(poll()).isEqualTo(Map.of(A, List.of(0L, 2L)));
    }

    @Test
    void whatWasReleasedIsHandedOutAgainAfterASecondBeforeWhatFollowsIt() throws Exception {
        assign(A);
        add(A, 0, 4);
        take();
        settle(A, 0, 3);
        release(A, 2, 1);
        add(A, 4, 6);

        assertThat(take()).isEmpty();
        pass(Duration.ofMillis(999));
        assertThat(take()).isEmpty();
        assertThat(committed(A)).isEqualTo(1);
        pass(Duration.ofMillis(1));
        assertThat(take()).isEqualTo(Map.of(A, List.of(1L, 2L)));
        assertThat(take()).isEqualTo(Map.of(A, List.of(4L, 5L)));

        settle(A, 1, 2, 4, 5);
        takeAfterAWhile();
        assertThat(committed(A)).isEqualTo(6);
        assertThat(howManyUncommitted()).isZero();
        assertThat(roomInTheWindow()).isEqualTo(IN_FLIGHT);
    }

    @Test
    void aStragglerStopsItsPartitionOnlyWhenTheSpanIsFull() {
        assign(A, B);
        add(A, 0, SPAN + 100);
        int taken = 0;
        for (int more = sizes(take()); more > 0; more = sizes(take())) {
            taken += more;
            claimed.get(A).entrySet().removeIf(each -> {
                if (each.getKey() > 0) {
                    each.getValue().settled();
                }
                return each.getKey() > 0;
            });
        }
        assertThat(taken).isEqualTo(SPAN);
        takeAfterAWhile();
        assertThat(committed(A)).isZero();
        assertThat(beyond(A).isSettled(SPAN - 1)).isTrue();

        add(B, 0, 5);
        assertThat(takeAfterAWhile()).isEqualTo(Map.of(B, offsets(0, 5)));
        assertThat(kafka.paused()).containsExactly(A);

        settle(A, 0);
        assertThat(takeAfterAWhile()).containsOnlyKeys(A);
        assertThat(committed(A)).isEqualTo(SPAN);
    }

    @Test
    void commitsAreAtLeastAQuarterOfASecondApart() {
        assign(A);
        add(A, 0, 10);
        take();
        settle(A, 0);
        takeAfterAWhile();
        settle(A, 1);

        pass(Duration.ofMillis(249));
        take();
        assertThat(committed(A)).isEqualTo(1);
        pass(Duration.ofMillis(1));
        take();
        assertThat(committed(A)).isEqualTo(2);
    }

    @Test
    void aCommitDoesNotWaitWhenHalfOfWhatMayBeIsUncommitted() {
        assign(A);
        add(A, 0, 300);
        take();
        takeAfterAWhile();
        offsets(0, IN_FLIGHT / 2 - 1).forEach(offset -> settle(A, offset));
        take();
        assertThat(committed(A)).isZero();

        settle(A, IN_FLIGHT / 2 - 1);
        take();

        assertThat(committed(A)).isEqualTo(IN_FLIGHT / 2);
        assertThat(howManyUncommitted()).isZero();
    }

    @Test
    void nothingIsTakenWhileTooMuchIsUncommittedAndPollingGoesOn() {
        kafka.setMaxPollRecords(50);
        assign(A);
        add(A, 0, 300);
        take();
        takeAfterAWhile();
        kafka.answersLate();
        offsets(0, 50).forEach(offset -> settle(A, offset));
        take();
        offsets(50, 100).forEach(offset -> settle(A, offset));
        assertThat(howManyUncommitted()).isEqualTo(IN_FLIGHT);

        for (int i = 0; i < 3; i++) {
            List<String> polled = new ArrayList<>();
            kafka.schedulePollTask(() -> polled.add("polled"));
            assertThat(takeAfterAWhile()).isEmpty();
            assertThat(polled).hasSize(1);
            assertThat(kafka.paused()).containsExactly(A);
        }

        kafka.answer();
        assertThat(take()).isNotEmpty();
        kafka.answer();
        assertThat(committed(A)).isEqualTo(100);
        assertThat(howManyUncommitted()).isZero();
    }

    @Test
    void theAnswerToACommitIsAwaitedShortlyAndLongerTheLongerThereIsNone() {
        kafka.setMaxPollRecords(IN_FLIGHT);
        assign(A);
        add(A, 0, 300);
        take();
        takeAfterAWhile();
        kafka.answersLate();
        offsets(0, IN_FLIGHT).forEach(offset -> settle(A, offset));

        assertThat(lengthOfPoll()).isEqualTo(Duration.ofMillis(1));
        pass(Duration.ofMillis(48));
        assertThat(lengthOfPoll()).isEqualTo(Duration.ofMillis(3));
        pass(Duration.ofMinutes(5));
        assertThat(lengthOfPoll()).isEqualTo(Duration.ofMillis(100));

        held = true;
        assertThat(lengthOfPoll()).as("while held").isEqualTo(LONGEST_POLL);
        held = false;
        assertThat(lengthOfPoll()).as("after that").isEqualTo(Duration.ofMillis(1));

        kafka.answer();
        take();
        offsets(IN_FLIGHT, 2 * IN_FLIGHT).forEach(offset -> settle(A, offset));
        pass(Duration.ofMinutes(5));
        assertThat(lengthOfPoll()).as("of another commit").isEqualTo(Duration.ofMillis(1));
    }

    private Duration lengthOfPoll() {
        assertThat(consumer.poll(LONGEST_POLL)).isEmpty();
        return kafka.lastPoll();
    }

    @Test
    void aCommitThatIsRefusedIsTriedAgainAfterTheInterval() {
        assign(A);
        add(A, 0, 300);
        take();
        takeAfterAWhile();
        int before = kafka.commits();
        kafka.refuses(true);
        offsets(0, IN_FLIGHT).forEach(offset -> settle(A, offset));
        for (int i = 0; i < 10; i++) {
            assertThat(take()).isEmpty();
        }
        assertThat(kafka.commits()).isEqualTo(before + 1);
        assertThat(howManyUncommitted()).isEqualTo(IN_FLIGHT);

        kafka.refuses(false);
        assertThat(takeAfterAWhile()).isNotEmpty();
        assertThat(committed(A)).isEqualTo(IN_FLIGHT);
        assertThat(howManyUncommitted()).isZero();
    }

    @Test
    void whileHeldEverythingIsPausedAndPolledAndCommitted() {
        assign(A, B);
        add(A, 0, 5);
        take();
        held = true;
        add(A, 5, 10);
        add(B, 0, 5);
        settle(A, 0, 1);

        List<String> polled = new ArrayList<>();
        kafka.schedulePollTask(() -> polled.add("polled"));
        assertThat(takeAfterAWhile()).isEmpty();
        assertThat(polled).hasSize(1);
        assertThat(kafka.paused()).containsExactlyInAnyOrder(A, B);
        assertThat(committed(A)).isEqualTo(2);

        held = false;
        assertThat(take()).isEqualTo(Map.of(A, offsets(5, 10), B, offsets(0, 5)));
        assertThat(kafka.paused()).isEmpty();
    }

    @Test
    void whatIsTakenAwayAndGivenBackWhileHeldIsPausedAnew() {
        assign(A);
        held = true;
        take();
        kafka.rebalance(List.of());
        assign(A);
        take();
        add(A, 0, 5);

        take();

        assertThat(kafka.paused()).containsExactly(A);
        assertThat(kafka.position(A)).isZero();
    }

    @Test
    void whileCamelHasPausedItNothingIsHandedOut() {
        assign(A);
        consumer.pause(List.of(A));
        take();
        add(A, 0, 5);

        assertThat(take()).isEmpty();
        assertThat(consumer.paused()).containsExactly(A);
        assertThat(kafka.paused()).containsExactly(A);

        consumer.resume(List.of(A));
        assertThat(consumer.paused()).isEmpty();
        assertThat(take()).isEqualTo(Map.of(A, offsets(0, 5)));
    }

    @Test
    void whatIsRevokedIsCommittedAndForgotten() throws Exception {
        assign(A, B);
        add(A, 0, 5);
        add(B, 0, 5);
        take();
        settle(A, 0, 1, 3);
        settle(B, 0);
        look = Duration.ofSeconds(3); // what is in flight is waited for a while

        kafka.rebalance(List.of(B));

        look = Duration.ZERO;
        assertThat(committed(A)).isEqualTo(2);
        assertThat(beyond(A).isSettled(3)).isTrue();
        assertThat(group).doesNotContainKey(B);
        assertThat(source.claim(A, 4)).isEmpty();
        assertThat(howManyUncommitted()).isEqualTo(1);

        int before = kafka.commits();
        settle(A, 2, 4);
        assertThat(howManyUncommitted()).isEqualTo(1);
        takeAfterAWhile();
        assertThat(kafka.commits()).isEqualTo(before + 1);
        assertThat(group).containsOnlyKeys(A, B);
        assertThat(committed(A)).isEqualTo(2);
        assertThat(howManyUncommitted()).isZero();
        settle(B, 1, 2, 3, 4);
        assertThat(roomInTheWindow()).isEqualTo(IN_FLIGHT);
    }

    @Test
    void whatIsRevokedBeforeItIsClaimedIsNobodysAndItsRoomIsFree() throws Exception {
        assign(A);
        add(A, 0, 5);
        poll();

        kafka.rebalance(List.of());

        assertThat(source.claim(A, 0)).isEmpty();
        assertThat(roomInTheWindow()).isEqualTo(IN_FLIGHT);
    }

    @Test
    void aCommitUnderWayWhenPartitionsGoCountsOnce() {
        assign(A);
        add(A, 0, 5);
        take();
        takeAfterAWhile();
        kafka.answersLate();
        settle(A, 0, 1);
        takeAfterAWhile();
        settle(A, 2, 3, 4);
        assertThat(howManyUncommitted()).isEqualTo(5);

        kafka.rebalance(List.of());

        assertThat(committed(A)).isEqualTo(5);
        assertThat(howManyUncommitted()).isZero();
    }

    @Test
    void whatIsLostIsNotCommittedAndForgotten() throws Exception {
        assign(A);
        add(A, 0, 5);
        take();
        takeAfterAWhile();
        int before = kafka.commits();
        settle(A, 0, 1);

        kafka.lose(A);

        assertThat(howManyUncommitted()).isZero();
        settle(A, 2, 3);
        release(A, 4);
        assertThat(howManyUncommitted()).isZero();
        assertThat(kafka.commits()).isEqualTo(before);
        assertThat(committed(A)).isZero();
        assertThat(roomInTheWindow()).isEqualTo(IN_FLIGHT);
    }

    @Test
    void anAnswerThatComesAfterAPartitionWasLostCountsNothing() {
        assign(A);
        add(A, 0, 5);
        take();
        takeAfterAWhile();
        kafka.answersLate();
        settle(A, 0, 1);
        takeAfterAWhile();

        kafka.lose(A);
        kafka.answer();

        assertThat(howManyUncommitted()).isZero();
    }

    @Test
    void closeCommitsWhatIsSettled() throws Exception {
        assign(A);
        add(A, 0, 5);
        take();
        settle(A, 0, 1);
        release(A, 2, 3, 4);

        consumer.close();

        assertThat(committed(A)).isEqualTo(2);
        assertThat(kafka.closed()).isTrue();
        assertThat(howManyUncommitted()).isZero();
        assertThat(roomInTheWindow()).isEqualTo(IN_FLIGHT);
    }

    @Test
    void unsubscribeCommitsWhatIsSettled() throws Exception {
        assign(A, B);
        add(A, 0, 5);
        take();
        settle(A, 0, 1);
        release(A, 2, 3, 4);

        consumer.unsubscribe();

        assertThat(committed(A)).isEqualTo(2);
        assertThat(kafka.subscription()).isEmpty();
        assertThatCode(() -> consumer.poll(Duration.ZERO)).doesNotThrowAnyException();
        assertThat(roomInTheWindow()).isEqualTo(IN_FLIGHT);
    }

    @Test
    void aLastCommitThatIsRefusedDoesNotKeepTheConsumerOpen() {
        assign(A);
        add(A, 0, 5);
        take();
        settle(A, 0, 1, 2, 3, 4);
        kafka.refuses(true);

        consumer.close();

        assertThat(kafka.closed()).isTrue();
        assertThat(howManyUncommitted()).isZero();
    }

    @Test
    void commitsOfCamelGoNowhere() {
        assign(A);
        add(A, 0, 5);
        take();

        consumer.commitSync();
        consumer.commitSync(Duration.ZERO);
        consumer.commitSync(Map.of(A, new OffsetAndMetadata(5)));
        consumer.commitSync(Map.of(A, new OffsetAndMetadata(5)), Duration.ZERO);
        consumer.commitAsync();
        consumer.commitAsync((offsets, failure) -> {});
        consumer.commitAsync(Map.of(A, new OffsetAndMetadata(5)), null);

        assertThat(kafka.commits()).isZero();
        assertThat(group).isEmpty();
    }

    @Test
    void whereNothingIsCommittedTheStartIs() {
        offsetReset = "latest";
        consumer = consumer();
        assign(A);

        take();
        takeAfterAWhile();
        assertThat(committed(A)).isEqualTo(500);

        int before = kafka.commits();
        takeAfterAWhile();
        assertThat(kafka.commits()).isEqualTo(before);
    }

    @Test
    void eachConsumerIsAMemberOfItsOwn() {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "pod");
        asked.clear();
        KafkaClients others = clients();
        others.getConsumer(properties);
        Consumer<?, ?> second = others.getConsumer(properties);
        others.getConsumer(properties);
        second.close();
        second.close(); // said twice it does not free what another one has by then
        Consumer<?, ?> fourth = others.getConsumer(properties);
        second.close();
        others.getConsumer(properties);

        assertThat(asked)
                .extracting(each -> each.get(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG))
                .containsExactly("pod-0", "pod-1", "pod-2", "pod-1", "pod-3");
        assertThat(asked).allMatch(each -> each.get(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG)
                .equals("false"));
        fourth.close();
    }

    @Test
    void byTheProtocolOfNewBrokersAMemberSaysNothingThatTheySay() {
        Properties ofCamel = new Properties();
        ofCamel.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000");
        ofCamel.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "3000");
        ofCamel.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, "range");
        asked.clear();
        clients("consumer").getConsumer(ofCamel);
        clients("classic").getConsumer(ofCamel);

        assertThat(asked.get(0))
                .containsEntry("group.protocol", "consumer")
                .doesNotContainKeys("session.timeout.ms", "heartbeat.interval.ms", "partition.assignment.strategy");
        assertThat(asked.get(1))
                .containsAllEntriesOf(Map.of(
                        "session.timeout.ms", "10000",
                        "heartbeat.interval.ms", "3000",
                        "partition.assignment.strategy", "range"))
                .doesNotContainKey("group.protocol");
    }

    @Test
    void aConsumerThatCannotBeMadeIsNoMember() {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "pod");
        KafkaClients others = new KafkaClients(
                source,
                "classic",
                asks -> {
                    asked.add(asks);
                    throw new KafkaException("no");
                },
                pauses::add);
        asked.clear();
        for (int i = 0; i < 2; i++) {
            assertThatCode(() -> others.getConsumer(properties)).isInstanceOf(KafkaException.class);
        }

        assertThat(asked)
                .extracting(each -> each.get(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG))
                .containsOnly("pod-0");
    }

    @Test
    void credentialsThatAreRefusedAreTriedAgainAfterAWhile() {
        assign(A);
        kafka.setPollException(new SaslAuthenticationException("no such user"));

        // Camel gives a consumer up for good after an AuthenticationException.
        assertThatCode(() -> consumer.poll(Duration.ZERO))
                .isExactlyInstanceOf(KafkaException.class)
                .hasMessageContaining("SaslAuthenticationException");
        assertThat(pauses).containsExactly(5_000L);
    }

    @Test
    void whileTheConsumerIsHeldCamelsWayBackToWhatIsCommittedIsNotTaken() {
        assign(A);
        add(A, 0, 5);
        take();
        consumer.pause(List.of(A));

        consumer.seek(A, 0);

        assertThat(kafka.position(A)).isEqualTo(5);
        consumer.resume(List.of(A));
        consumer.seek(A, 3);
        assertThat(kafka.position(A)).isEqualTo(3);
    }

    @Test
    void aCommitThatIsNeverAnsweredIsGivenUpAfterAMinute() {
        assign(A);
        add(A, 0, 5);
        take();
        takeAfterAWhile();
        kafka.answersLate();
        settle(A, 0);
        takeAfterAWhile();
        int begun = kafka.commits();
        settle(A, 1);
        takeAfterAWhile();
        assertThat(kafka.commits()).isEqualTo(begun);

        pass(Duration.ofMinutes(1));
        take();

        assertThat(kafka.commits()).isEqualTo(begun + 1);
        kafka.answer();
        assertThat(committed(A)).isEqualTo(2);
        assertThat(howManyUncommitted()).isZero();
    }

    @Test
    void theHeadersOfARecordTakeMemoryToo() {
        ConsumerRecord<byte[], byte[]> bomb = new ConsumerRecord<>("events", 0, 0, new byte[3], new byte[10]);
        bomb.headers().add("ab", new byte[1_000]).add("c", null);

        assertThat(new PolledRecord(null, bomb).bytes()).isEqualTo(2 + 1_000 + 1);
    }

    @Test
    void aRouteWithoutAGroupIdHasTheConfiguredOne() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            KafkaParts.addComponent(
                    context, new KafkaSourceSettings("a:1", "events", "shop", 1, 1, "earliest", "classic"));

            KafkaEndpoint endpoint = (KafkaEndpoint) context.getEndpoint("podsights-kafka:events");

            assertThat(endpoint.getConfiguration().getGroupId()).isEqualTo("shop");
        }
    }

    @Test
    void nobodyWaitsForARecordOfAPartitionThatIsNotAssigned() {
        assertThat(source.claim(A, 0)).isEqualTo(Optional.empty());
    }

    @Test
    void aRecordThatIsNotDueHoldsBackThoseBehindItAndNoOtherPartition() {
        dueBelow = 2;
        assign(A, B);
        add(A, 0, 4);
        take();
        assertThat(claimed.get(A)).containsOnlyKeys(0L, 1L);
        add(B, 0, 2);
        take();
        take();
        assertThat(claimed.get(B)).containsOnlyKeys(0L, 1L);
        assertThat(kafka.paused()).as("is not read further meanwhile").contains(A);

        dueBelow = 3;
        take();
        assertThat(claimed.get(A)).containsOnlyKeys(0L, 1L, 2L);
    }
}

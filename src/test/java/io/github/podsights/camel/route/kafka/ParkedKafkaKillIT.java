package io.github.podsights.camel.route.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.podsights.camel.collector.Behaviour;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.Reply;
import io.github.podsights.camel.route.Canary;
import io.github.podsights.camel.route.file.EventFiles;
import io.github.podsights.camel.settings.Property;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * After {@code kill -9} while deliveries are parked in a topic, and dead letters are written to one, nothing is lost, and
 * no address and no key is told. {@code -Dpodsights.test.seed} repeats a run's choice of what fails.
 *
 * <p>What may be sent twice at most, for each kill: twice the window of the source, and twice that of what comes back, which
 * is half as large. Once for what was in flight, and once for what was settled and not committed yet.
 */
@Tag("chaos")
class ParkedKafkaKillIT {

    private static final long SEED = Long.getLong("podsights.test.seed", System.nanoTime());

    private static final int EVENTS = 1_000;

    private static final int PARTITIONS = 4;

    private static final int WINDOW = 64;

    private static final int KILLS = 2;

    private static final long BOUND = KILLS * 2L * (WINDOW + WINDOW / 2);

    private static final String LETTERS = "kill-letters";

    private static final String ADDRESS = "jill.hidden@secret-mail.example";

    private static final Canary NOTHING = new Canary(ADDRESS, "canary-pixel-key");

    private static final Duration LONG = Duration.ofSeconds(60);

    private static final Duration DELAY = Duration.ofMillis(50);

    @TempDir
    Path directory;

    private final Behaviour failing = (call, otherwise) -> call.whenRead(() -> call.reply(echo(503, call.body())));

    private final Behaviour some =
            failing.share(0.3, new Random(SEED)).or(Behaviours.accept()).delayed(DELAY);

    private final Behaviour rejecting = (call, otherwise) -> call.whenRead(() -> call.reply(echo(400, call.body())));

    @Test
    void nothingThatIsParkedOrDeadLetteredIsLostAndLittleIsSentTwice() throws Exception {
        try (Instances instances = new Instances(
                directory,
                "classic",
                1,
                PARTITIONS,
                EVENTS,
                WINDOW,
                Duration.ofSeconds(3),
                order -> isRejected(order) ? rejecting.delayed(DELAY) : some,
                order -> EventFiles.event(order).replace("\"order_id\"", "\"email\":\"" + ADDRESS + "\",\"order_id\""),
                Map.of(
                        Property.ATTEMPTS,
                        "1",
                        Property.FILE_IN_FLIGHT,
                        "1", // half the larger window is that of what comes back
                        Property.DEAD_LETTER_URI,
                        "kafka:" + LETTERS,
                        Property.PARK_SCHEDULE,
                        "500ms" + ",500ms".repeat(19)))) {
            instances.broker().createTopic(LETTERS, 1, Map.of());
            for (int i = 1; i <= KILLS; i++) {
                kill(instances, EVENTS * i / (KILLS + 2));
            }
            instances.start(0);
            await().atMost(LONG)
                    .until(() -> instances.collector().stats().acceptedIds()
                            == EVENTS - rejected().size());
            try (Topic parked = instances.topic().parked("500ms")) {
                await().atMost(LONG).until(() -> parked.lag() == 0);
            }
            instances.awaitNoLag();
            instances.stopAll(); // its books are looked at

            assertThat(instances.arrivals().missing()).as("%s", instances).isEmpty();
            assertThat(instances.printed("resumed")).isPositive();
            assertThat(instances.printed("exhausted") + instances.printed("invalid"))
                    .isZero();
            assertThat(letters(instances)).containsExactlyInAnyOrderElementsOf(rejected());
            assertLittleIsSentTwice(instances);
            assertNothingIsTold(instances);
        }
    }

    private static void kill(Instances instances, int accepted) throws Exception {
        instances.start(0);
        try (Topic parked = instances.topic().parked("500ms");
                Topic letters = instances.topic().other(LETTERS, 1)) {
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> instances.collector().stats().acceptedIds() >= accepted);
            instances.kill(0);
            await().until(() -> instances.collector().stats().inFlight() == 0);
            assertThat(parked.lag()).as("parked when it was killed").isPositive();
            assertThat(letters.records()).as("dead letters when it was killed").isNotEmpty();
            assertThat(instances.lag()).as("left in the source").isPositive();
        }
    }

    private static boolean isRejected(int order) {
        return order % 20 == 7;
    }

    private static Set<String> rejected() {
        Set<String> orders = new HashSet<>();
        IntStream.range(0, EVENTS)
                .filter(ParkedKafkaKillIT::isRejected)
                .forEach(order -> orders.add(Integer.toString(order)));
        return orders;
    }

    /** Each letter is whole; the orders that they are of. */
    private static Set<String> letters(Instances instances) throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        Set<String> orders = new HashSet<>();
        try (Topic letters = instances.topic().other(LETTERS, 1)) {
            for (ConsumerRecord<byte[], byte[]> kept : letters.records()) {
                JsonNode letter = json.readTree(kept.value());
                assertThat(letter.path("outcome").asText()).isEqualTo("rejected");
                orders.add(letter.at("/event/properties/order_id").asText());
            }
        }
        return orders;
    }

    private static void assertLittleIsSentTwice(Instances instances) {
        long acceptedTwice = instances.collector().stats().acceptedTwice();
        long lettersTwice;
        try (Topic letters = instances.topic().other(LETTERS, 1)) {
            lettersTwice = (long) letters.records().size() - rejected().size();
        }
        System.out.printf(
                "parked in Kafka and killed %d times, seed %d: %d accepted twice and %d dead letters twice; at most %d may be%n",
                KILLS, SEED, acceptedTwice, lettersTwice, BOUND);
        assertThat(acceptedTwice + lettersTwice).as("sent twice, seed %d", SEED).isLessThanOrEqualTo(BOUND);
    }

    /** Neither in what was printed, with the logging that is shipped, nor in any record. */
    private static void assertNothingIsTold(Instances instances) {
        assertThat(instances.outputs()).hasSize(KILLS + 1).allSatisfy(output -> assertThat(
                        NOTHING.in(output.getBytes(UTF_8)))
                .isEmpty());
        try (Topic parked = instances.topic().parked("500ms");
                Topic letters = instances.topic().other(LETTERS, 1)) {
            for (List<ConsumerRecord<byte[], byte[]>> records : List.of(parked.records(), letters.records())) {
                assertThat(records).isNotEmpty().allSatisfy(kept -> {
                    assertThat(NOTHING.in(kept.key())).isEmpty();
                    assertThat(NOTHING.in(kept.value())).isEmpty();
                    for (Header header : kept.headers()) {
                        assertThat(NOTHING.in(header.value())).isEmpty();
                    }
                });
            }
        }
    }

    private static Reply echo(int status, byte[] request) {
        return Reply.of(status).with("{\"told\":" + new String(request, UTF_8) + ",\"of\":\"" + ADDRESS + "\"}");
    }
}

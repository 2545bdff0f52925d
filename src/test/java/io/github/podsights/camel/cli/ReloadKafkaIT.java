package io.github.podsights.camel.cli;

import static io.github.podsights.camel.cli.Looks.look;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.broker.EmbeddedBroker;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.reload.Reloads;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes are exchanged while a topic of Kafka is read. */
class ReloadKafkaIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    private static final int EVENTS = 4_000;

    @TempDir
    Path directory;

    @Test
    void routesAreExchangedWithoutARebalanceAndOffsetsGoOn() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
                VersionedCollector collector = new VersionedCollector()) {
            broker.createTopic("podsights-events", 4, Map.of());
            VersionedHome home = new VersionedHome(
                    directory.resolve("home"),
                    "podsights.source=kafka",
                    "podsights.source.kafka.brokers=" + broker.brokers(),
                    "podsights.source.kafka.consumers=2",
                    "podsights.source.kafka.in-flight=32",
                    "podsights.admin.port=off",
                    "podsights.collector.url=" + collector.url());
            home.integration(0, 0);
            home.key(0);
            home.routes(0);
            Beginning beginning = Beginning.read(home.config(), new PrintWriter(Writer.nullWriter()));
            try (Standalone running = Standalone.run(
                    beginning, beginning.configuration().settings().admin(), false)) {
                // What one consumer has begun when the other one joins would be read twice.
                await().atMost(LONG).until(() -> assigned(broker).equals(List.of(2, 2)));
                broker.send(
                        "podsights-events",
                        IntStream.range(0, EVENTS)
                                .mapToObj(i -> event(i).getBytes(StandardCharsets.UTF_8))
                                .toList());
                await().atMost(LONG).until(() -> collector.requests().size() > 100);
                Set<String> members = members(broker);
                int version = 0;
                while (version < 10) {
                    version++;
                    home.integration(version, version);
                    home.key(version);
                    home.routes(version);
                    look(running);
                    assertThat(running.bundle().reloads().trouble()).isEmpty();
                    int before = collector.requests().size();
                    await().atMost(LONG).until(() -> collector.requests().size() > Math.min(before + 50, EVENTS - 1));
                }
                await().atMost(LONG).until(() -> broker.isRead("podsights-events", "podsights"));

                assertThat(members(broker)).hasSize(2).isEqualTo(members);
                assertThat(running.bundle().reloads().of(Reloads.Result.APPLIED))
                        .isEqualTo(10);
                assertThat(running.total().received()).isEqualTo(EVENTS);
                assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(EVENTS);
                assertThat(running.total().released()).isZero();
                assertThat(running.total().balances()).isTrue();
            }
            Set<String> orders = new HashSet<>();
            for (VersionedCollector.Request request : collector.requests()) {
                assertThat(orders.add(request.payload().path("order_id").asText()))
                        .isTrue();
                assertThat(request.payload().path("key").asText())
                        .isEqualTo("key-" + request.query().substring("routes=".length()));
            }
            assertThat(orders).hasSize(EVENTS);
        }
    }

    private static Set<String> members(EmbeddedBroker broker) throws Exception {
        return group(broker).stream().map(MemberDescription::consumerId).collect(Collectors.toSet());
    }

    /** How many partitions each member of the group has. */
    private static List<Integer> assigned(EmbeddedBroker broker) throws Exception {
        return group(broker).stream()
                .map(member -> member.assignment().topicPartitions().size())
                .toList();
    }

    /** The members of the group; none if there is none. */
    private static Collection<MemberDescription> group(EmbeddedBroker broker) throws Exception {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", broker.brokers());
        try (Admin admin = Admin.create(properties)) {
            return admin.describeConsumerGroups(List.of("podsights"))
                    .all()
                    .get()
                    .get("podsights")
                    .members();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return List.of();
            }
            throw e;
        }
    }

    private static String event(int order) {
        return "{\"event\":\"Order Completed\",\"anonymous_id\":\"a\",\"properties\":{\"order_id\":\"" + order
                + "\"},\"consent\":{\"c0\":true,\"c1\":true,\"c2\":true}}";
    }
}

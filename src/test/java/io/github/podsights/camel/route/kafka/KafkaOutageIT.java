package io.github.podsights.camel.route.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.broker.EmbeddedBroker;
import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorOptions;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.collector.PortInUseException;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.route.RunningBundle;
import io.github.podsights.camel.route.file.EventFiles;
import io.github.podsights.camel.settings.Property;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.component.kafka.KafkaComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The collector is down for three times as long as a member of the group may go without a poll, under a load, and the broker
 * is restarted meanwhile: with the classic protocol and with that of consumer groups, at the same time, to take half the
 * time. How long it is down: {@code -Dpodsights.outage.seconds}, 60 unless it is said.
 */
class KafkaOutageIT {

    private static final Duration DOWN = Duration.ofSeconds(Integer.getInteger("podsights.outage.seconds", 60));

    private static final int MAX_POLL_INTERVAL_MILLIS = 20_000;

    @TempDir
    Path directory;

    @Test
    void anOutageCostsNoDeadLetterNoMemberAndNoEventAndSendsNothingTwice() throws Exception {
        CollectorStandIn collector = onAPortThatNoClientGets();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
                Topic classic = new Topic(broker, 3);
                Topic consumer = new Topic(broker, 3);
                RunningBundle one = start("classic", classic, collector);
                RunningBundle other = start("consumer", consumer, collector)) {
            List<RunningBundle> bundles = List.of(one, other);
            Load load = new Load(List.of(classic, consumer));
            load.send(200);
            await().until(() -> collector.stats().ids() == load.sent());
            Set<String> before = new HashSet<>(EventFiles.orderIds(collector.received()));
            double rebalances = rebalancesOnceTheyAreOver();
            long began = System.nanoTime();

            collector.clear();
            collector.behave(Behaviours.status(503));
            loadUntil(load, began, DOWN.dividedBy(3));
            assertThat(bundles)
                    .noneMatch(bundle -> bundle.bundle().gates().endpoint().isOpen());
            // Ten failures close a gate, and what was under way then fails as well; then at most a probe in two
            // seconds.
            assertThat(collector.stats().requests()).isLessThan(2 * (150 + DOWN.toSeconds() / 3));
            assertThat(bundles).allMatch(bundle -> bundle.total().inFlight() <= 100);

            int port = collector.port();
            collector.close();
            loadUntil(load, began, DOWN.multipliedBy(2).dividedBy(3));
            assertThat(rebalances()).as("rebalances").isEqualTo(rebalances);
            broker.stop();
            broker.restart();
            loadUntil(load, began, DOWN);

            try (CollectorStandIn back = CollectorStandIn.start(
                    CollectorOptions.defaults().withPort(port).withKeep(100_000))) {
                long up = System.nanoTime();
                await().atMost(Duration.ofSeconds(30)).until(() -> back.stats().acceptedIds() > 0);
                assertThat(Duration.ofNanos(System.nanoTime() - up)).isLessThan(Duration.ofSeconds(10));
                await().atMost(Duration.ofSeconds(60)).until(() -> classic.lag() == 0 && consumer.lag() == 0);

                assertThat(bundles)
                        .allMatch(bundle ->
                                bundle.total().ended() == bundle.total().of(Outcome.DELIVERED))
                        .allMatch(bundle -> bundle.total().parked() == 0);
                List<String> after = EventFiles.orderIds(back.received());
                assertThat(after).as("sent twice").doesNotHaveDuplicates();
                Set<String> all = new HashSet<>(after);
                all.addAll(before);
                assertThat(all).as("arrived").hasSize(load.sent());
                assertThat(after.size() + before.size()).isEqualTo(load.sent());
            }
        } finally {
            collector.close();
        }
    }

    /** It is to listen there again, but a system may give the ports above these to whoever connects meanwhile. */
    private static CollectorStandIn onAPortThatNoClientGets() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
            try {
                return CollectorStandIn.start(CollectorOptions.defaults().withPort(port));
            } catch (PortInUseException e) {
                // another one
            }
        }
    }

    private RunningBundle start(String protocol, Topic topic, CollectorStandIn collector) throws Exception {
        Map<Property, String> properties = topic.properties(Map.of(
                Property.KAFKA_GROUP_PROTOCOL, protocol,
                Property.KAFKA_IN_FLIGHT, "100",
                Property.ATTEMPTS, "5",
                Property.DELAY, "100ms",
                Property.MAX_DELAY, "1s",
                Property.BUDGET, "5s"));
        return RunningBundle.start(directory.resolve(protocol), collector, properties, "", context -> {
            KafkaComponent component = new KafkaComponent();
            component.setAutowiredEnabled(false);
            component.getConfiguration().setMaxPollIntervalMs(MAX_POLL_INTERVAL_MILLIS);
            context.addComponent(KafkaParts.SCHEME, component);
        });
    }

    private static void loadUntil(Load load, long began, Duration end) throws InterruptedException {
        await().atMost(end.plusSeconds(30)).pollInterval(Duration.ofMillis(500)).until(() -> {
            load.send(20);
            return System.nanoTime() - began > end.toNanos();
        });
    }

    /** Once there was none for so long that each member would have heard of another one, and have made way for it. */
    private static double rebalancesOnceTheyAreOver() {
        AtomicReference<Double> last = new AtomicReference<>(0.0);
        Duration quiet = Duration.ofSeconds(8);
        await().pollDelay(Duration.ofSeconds(2)).pollInterval(quiet).until(() -> last.get()
                .equals(last.getAndSet(rebalances())));
        return last.get();
    }

    /** Of all consumers of this process, as they count them themselves. */
    private static double rebalances() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        double sum = 0;
        for (ObjectName name :
                server.queryNames(new ObjectName("kafka.consumer:type=consumer-coordinator-metrics,*"), null)) {
            sum += (double) server.getAttribute(name, "rebalance-total");
        }
        assertThat(sum).as("seen at all").isPositive();
        return sum;
    }

    /** Events to all topics in turn, each with an order of its own. */
    private static final class Load {

        private final List<Topic> topics;
        private int sent;

        Load(List<Topic> topics) {
            this.topics = topics;
        }

        void send(int count) {
            for (int i = 0; i < count; i++) {
                topics.get(sent % topics.size()).send(sent / topics.size() % 3, EventFiles.event("order-" + sent));
                sent++;
            }
            topics.forEach(Topic::flush);
        }

        int sent() {
            return sent;
        }
    }
}

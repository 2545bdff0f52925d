package io.github.podsights.camel.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.podsights.camel.collector.Behaviours;
import io.github.podsights.camel.collector.CollectorStandIn;
import io.github.podsights.camel.delivery.Outcome;
import io.github.podsights.camel.settings.Property;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections are kept, few, and never a reason for an event to fail. */
class ConnectionsIT {

    @TempDir
    Path directory;

    @Test
    void sendsManyEventsOverFewConnections() throws Exception {
        try (CollectorStandIn collector = CollectorStandIn.start();
                RunningBundle running = RunningBundle.start(directory, collector, Map.of(Property.CONNECTIONS, "4"))) {
            running.drop("events.jsonl", Purchases.lines(500));

            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(500);
            assertThat(collector.stats().requests()).isEqualTo(500);
            assertThat(collector.stats().connections()).isBetween(1L, 4L);
        }
    }

    @Test
    void doesNotCountTheWaitForAConnectionAsTheCollectorsSilence() throws Exception {
        Map<Property, String> properties =
                Map.of(Property.CONNECTIONS, "1", Property.RESPONSE_TIMEOUT, "2s", Property.ATTEMPT_TIMEOUT, "2s");
        try (CollectorStandIn collector = CollectorStandIn.start();
                RunningBundle running = RunningBundle.start(directory, collector, properties)) {
            collector.behave(Behaviours.accept().delayed(Duration.ofMillis(50)));
            running.drop("events.jsonl", Purchases.lines(60)); // the last waits for three seconds

            Situation.awaitDone(running, "events.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(60);
            assertThat(collector.stats().requests()).isEqualTo(60);
        }
    }

    @Test
    void keepsTheConnectionThroughAnswersThatAreNoSuccess() throws Exception {
        try (CollectorStandIn collector = CollectorStandIn.start();
                RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            collector.behave(Behaviours.status(503).first(3).or(Behaviours.status(400)));
            running.drop("events.jsonl", Purchases.of("ORD-1"));

            Situation.awaitDone(running, "events.jsonl");

            assertThat(collector.stats().requests()).isEqualTo(4);
            assertThat(collector.stats().connections()).isEqualTo(1);
        }
    }

    @Test
    void readsNoMoreThan64KiBOfAnAnswerAndGivesUpItsConnection() throws Exception {
        try (CollectorStandIn collector = CollectorStandIn.start();
                RunningBundle running = RunningBundle.start(directory, collector, Map.of())) {
            collector.behave(Behaviours.huge().first(2));
            running.drop("first.jsonl", Purchases.of("ORD-1"));
            Situation.awaitDone(running, "first.jsonl");
            running.drop("second.jsonl", Purchases.of("ORD-2"));
            Situation.awaitDone(running, "second.jsonl");
            running.drop("third.jsonl", Purchases.of("ORD-3"));
            Situation.awaitDone(running, "third.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(3);
            assertThat(collector.stats().requests()).isEqualTo(3);
            assertThat(collector.stats().connections()).isEqualTo(3);
            await().until(() -> collector.stats().openConnections() == 1);
        }
    }

    @Test
    void takesANewConnectionForOneThatThePeerClosedMeanwhile() throws Exception {
        try (HttpPeer peer = HttpPeer.start();
                CollectorStandIn unused = CollectorStandIn.start();
                RunningBundle running =
                        RunningBundle.start(directory, unused, Map.of(Property.COLLECTOR_URL, peer.url()))) {
            running.drop("first.jsonl", Purchases.of("ORD-1"));
            Situation.awaitDone(running, "first.jsonl");
            peer.closeConnections();
            running.drop("second.jsonl", Purchases.of("ORD-2"));
            Situation.awaitDone(running, "second.jsonl");

            assertThat(running.total().of(Outcome.DELIVERED)).isEqualTo(2);
            assertThat(peer.requests()).hasSize(2);
            assertThat(peer.connections()).isEqualTo(2);
        }
    }
}

package io.github.podsights.camel.collector;

import static io.github.podsights.camel.collector.Client.EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CollectorStandInIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void showsOverHttpWhatCameIn() throws Exception {
        try (CollectorStandIn collector = CollectorStandIn.start()) {
            Client client = new Client(collector);
            client.send(EVENT);
            client.send(EVENT);
            client.send("{\"key\":\"k\"}");
            JsonNode received =
                    JSON.readTree(client.call("GET", "/received", "").body());
            assertThat(received).hasSize(3);
            assertThat(received.get(0).get("body").textValue()).isEqualTo(EVENT);
            assertThat(received.get(0).get("headers").get("content-type").textValue())
                    .isEqualTo("application/json");
            assertThat(JSON.readTree(client.call("GET", "/received?last=1", "").body()))
                    .singleElement()
                    .satisfies(one -> assertThat(one.get("body").textValue()).isEqualTo("{\"key\":\"k\"}"));
            JsonNode stats = JSON.readTree(client.call("GET", "/stats", "").body());
            assertThat(stats.get("requests").intValue()).isEqualTo(3);
            assertThat(stats.get("distinct_bodies").intValue()).isEqualTo(2);
            assertThat(stats.get("ids").intValue()).isEqualTo(1);
            assertThat(stats.get("twice").intValue()).isEqualTo(1);
            assertThat(stats.get("by_status").get("200").intValue()).isEqualTo(3);
        }
    }

    @Test
    void forgetsWhatCameIn() throws Exception {
        try (CollectorStandIn collector = CollectorStandIn.start()) {
            Client client = new Client(collector);
            client.send(EVENT);
            assertThat(client.call("DELETE", "/received", "").statusCode()).isEqualTo(204);
            assertThat(collector.received()).isEmpty();
            assertThat(collector.stats().requests()).isZero();
            assertThat(collector.stats().ids()).isZero();
            client.send(EVENT);
            collector.clear();
            assertThat(collector.stats().requests()).isZero();
        }
    }

    @Test
    void changesItsBehaviourWhileItRuns() throws Exception {
        try (CollectorStandIn collector = CollectorStandIn.start()) {
            Client client = new Client(collector);
            String chain = "[{\"status\":429,\"retry_after\":2,\"first\":1},{\"status\":503,\"first\":1}]";
            assertThat(client.call("PUT", "/behaviour", chain).statusCode()).isEqualTo(200);
            assertThat(client.call("GET", "/behaviour", "").body()).isEqualTo(chain);
            assertThat(client.send(EVENT).statusCode()).isEqualTo(429);
            assertThat(client.send(EVENT).statusCode()).isEqualTo(503);
            assertThat(client.send(EVENT).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void keepsItsBehaviourIfTheNewOneDoesNotHold() throws Exception {
        try (CollectorStandIn collector =
                CollectorStandIn.start(CollectorOptions.defaults().withBehaviour("{\"status\":418}"))) {
            Client client = new Client(collector);
            var answer = client.call("PUT", "/behaviour", "{\"statsu\":503}");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(JSON.readTree(answer.body()).get("error").textValue())
                    .startsWith("'statsu' is no key of a behaviour; the closest are status");
            assertThat(client.send(EVENT).statusCode()).isEqualTo(418);
        }
    }

    @Test
    void saysWhatItKnowsWhenItIsAskedForSomethingElse() throws Exception {
        try (CollectorStandIn collector = CollectorStandIn.start()) {
            Client client = new Client(collector);
            assertThat(client.call("GET", "/recieved", "").statusCode()).isEqualTo(404);
            assertThat(client.call("GET", "/recieved", "").body()).contains("GET /received");
            assertThat(client.call("GET", "/received?last=x", "").statusCode()).isEqualTo(400);
            assertThat(client.call("GET", "/v1/server", "").statusCode()).isEqualTo(405);
            assertThat(collector.stats().requests()).isZero();
        }
    }

    @Test
    void saysWhichPortIsInUse() {
        try (CollectorStandIn first = CollectorStandIn.start()) {
            assertThatThrownBy(() -> CollectorStandIn.start(first.port(), "127.0.0.1"))
                    .isInstanceOf(PortInUseException.class)
                    .hasMessage("port " + first.port()
                            + " on 127.0.0.1 is in use; choose another one, or 0 for any that is free");
        }
    }

    @Test
    void saysWhichAddressIsNotItsOwn() {
        assertThatThrownBy(() -> CollectorStandIn.start(0, "203.0.113.1"))
                .isInstanceOf(IllegalStateException.class)
                .isNotInstanceOf(PortInUseException.class)
                .hasMessageStartingWith("can't listen on port 0 of 203.0.113.1: ");
    }

    @Test
    void freesItsPortWhenItIsClosed() throws Exception {
        CollectorStandIn first = CollectorStandIn.start();
        first.close();
        try (CollectorStandIn second = CollectorStandIn.start(first.port(), "127.0.0.1")) {
            assertThat(second.port()).isEqualTo(first.port());
            assertThat(new Client(second).send(EVENT).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void countsExactlyOverSeveralEventLoops() throws Exception {
        try (CollectorStandIn collector =
                CollectorStandIn.start(CollectorOptions.counting().withEventLoops(2))) {
            Client client = new Client(collector);
            List<CompletableFuture<?>> answers = new ArrayList<>();
            IntStream.range(0, 500)
                    .forEach(i -> answers.add(client.sendLater("{\"order_id\":\"ORD-" + i % 450 + "\"}")));
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
            Stats stats = collector.stats();
            assertThat(stats.requests()).isEqualTo(500);
            assertThat(stats.ids()).isEqualTo(450);
            assertThat(stats.twice()).isEqualTo(50);
            assertThat(stats.acceptedIds()).isEqualTo(450);
            assertThat(stats.inFlight()).isZero();
            assertThat(stats.connections()).isPositive();
            assertThat(collector.received()).isEmpty();
            await().untilAsserted(() -> assertThat(collector.stats().seconds()).isPositive());
        }
    }
}
